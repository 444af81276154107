package stepfunction.plan;

import java.util.stream.Stream;
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
    static Stream<String> ofTriggers(Plan plan) {
        var schedules = plan.schedules().isEmpty() ? Stream.<String>of() : Stream.of(ofSchedules(plan.config()));
        var events = plan.events().isEmpty() ? Stream.<String>of() : Stream.of(ofEvents(plan.config()));
        return Stream.concat(schedules, events);
    }
}
