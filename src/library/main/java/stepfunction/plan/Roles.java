package stepfunction.plan;

import java.util.ArrayList;
import java.util.List;
import stepfunction.config.StackConfig;

/** The names of the roles in AWS. */
public final class Roles {

    private Roles() {}

    public static String ofFunction(FunctionSpec function) {
        return function.functionName() + "-assume-role";
    }

    public static String ofStateMachine(StackConfig config) {
        return config.stepFunctionName() + "-role";
    }

    /** Of the role that may start the state machine on its schedules. */
    public static String ofSchedules(StackConfig config) {
        return config.stepFunctionName() + "-schedules-role";
    }

    /** Of the role that may start the state machine on events. */
    public static String ofEvents(StackConfig config) {
        return config.stepFunctionName() + "-events-role";
    }

    /** Of the roles that the plan's triggers have. */
    public static List<String> ofTriggers(Plan plan) {
        var roles = new ArrayList<String>();
        if (!plan.schedules().isEmpty()) {
            roles.add(ofSchedules(plan.config()));
        }
        if (!plan.events().isEmpty()) {
            roles.add(ofEvents(plan.config()));
        }
        return roles;
    }
}
