package stepfunction.plan;

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
}
