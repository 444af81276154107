package stepfunction.plan;

import java.util.ArrayList;
import java.util.List;

/** The names of the roles in AWS. */
public final class Roles {

    private Roles() {}

    public static String ofFunction(FunctionSpec function) {
        return function.functionName() + "-assume-role";
    }

    public static String ofStateMachine(String stateMachineName) {
        return stateMachineName + "-role";
    }

    /** Of the role that may start the state machine on its schedules. */
    public static String ofSchedules(String stateMachineName) {
        return stateMachineName + "-schedules-role";
    }

    /** Of the role that may start the state machine on events. */
    public static String ofEvents(String stateMachineName) {
        return stateMachineName + "-events-role";
    }

    /** Of the role that API Gateway may start the state machine as. */
    public static String ofRoutes(String stateMachineName) {
        return stateMachineName + "-routes-role";
    }

    /** Of the role that pipes may receive messages and start the state machine as. */
    public static String ofQueues(String stateMachineName) {
        return stateMachineName + "-queues-role";
    }

    /** Of the roles that a workflow's triggers have. */
    public static List<String> ofTriggers(WorkflowSpec workflow) {
        var stateMachineName = workflow.settings().name();
        var roles = new ArrayList<String>();
        if (!workflow.triggersOf(Schedule.class).isEmpty()) {
            roles.add(ofSchedules(stateMachineName));
        }
        if (!workflow.triggersOf(Event.class).isEmpty()) {
            roles.add(ofEvents(stateMachineName));
        }
        if (!workflow.triggersOf(HttpRoute.class).isEmpty()) {
            roles.add(ofRoutes(stateMachineName));
        }
        if (!workflow.triggersOf(QueueMessages.class).isEmpty()) {
            roles.add(ofQueues(stateMachineName));
        }
        return roles;
    }
}
