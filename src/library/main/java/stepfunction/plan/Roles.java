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

    /** Of the roles that the plan's triggers have. */
    public static List<String> ofTriggers(Plan plan) {
        var roles = new ArrayList<String>();
        if (!plan.schedules().isEmpty()) {
            roles.add(ofSchedules(plan.config().stepFunctionName()));
        }
        if (!plan.events().isEmpty()) {
            roles.add(ofEvents(plan.config().stepFunctionName()));
        }
        if (!plan.routes().isEmpty()) {
            roles.add(ofRoutes(plan.config().stepFunctionName()));
        }
        if (!plan.queues().isEmpty()) {
            roles.add(ofQueues(plan.config().stepFunctionName()));
        }
        return roles;
    }
}
