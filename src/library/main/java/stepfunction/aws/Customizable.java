package stepfunction.aws;

import com.pulumi.aws.apigatewayv2.ApiArgs;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.sfn.StateMachineArgs;
import java.util.List;
import java.util.function.Function;
import stepfunction.asl.Findings;
import stepfunction.plan.WorkflowSpec;

/**
 * A kind of resource that the user's code customizes, and what it may not change.
 *
 * @param <A> its arguments
 * @param <B> their builder
 */
record Customizable<A, B>(Function<A, B> builder, Function<B, A> build, List<Promise<A>> promises) {

    /**
     * An argument that the library relies on.
     *
     * @param argument compared by identity: the value of an output is not known, so that another output counts as a change
     * @param refusal follows "must not", such as {@code change the name; use .named(NAME)}
     */
    record Promise<A>(Function<A, ?> argument, String refusal) {}

    static final Customizable<FunctionArgs, FunctionArgs.Builder> FUNCTION = new Customizable<>(
            FunctionArgs::builder,
            FunctionArgs.Builder::build,
            List.of(
                    new Promise<>(FunctionArgs::name, "change the name; use .named(NAME)"),
                    new Promise<>(
                            FunctionArgs::role,
                            "change the role, which allows what the plan says; use .uses or .allow"),
                    new Promise<>(
                            FunctionArgs::timeout, "change the timeout, which Tasks outlast; use .timeout(DURATION)"),
                    new Promise<>(FunctionArgs::environment, "change the environment; use .environment(NAME, VALUE)"),
                    new Promise<>(FunctionArgs::code, "change the code; edit the function's folder"),
                    new Promise<>(
                            FunctionArgs::sourceCodeHash,
                            "change the hash of the code, which the stack computes; remove it"),
                    new Promise<>(FunctionArgs::publish, "change publish; set pinFunctionVersions in the config")));

    /** The plan sets for further workflows what the config sets for the first. */
    static Customizable<StateMachineArgs, StateMachineArgs.Builder> stateMachine(WorkflowSpec workflow) {
        var isMain = workflow.isMain();
        return new Customizable<>(
                StateMachineArgs::builder,
                StateMachineArgs.Builder::build,
                List.of(
                        new Promise<>(StateMachineArgs::name, "change the name; " + settingName(workflow)),
                        new Promise<>(
                                StateMachineArgs::type,
                                "change the type; "
                                        + (isMain
                                                ? "set stepFunctionType in the config"
                                                : "use .express() or .standard()")),
                        new Promise<>(
                                StateMachineArgs::roleArn,
                                "change the role, which allows what the definition needs; use .allow"),
                        new Promise<>(StateMachineArgs::definition, "change the definition; edit its file"),
                        new Promise<>(
                                StateMachineArgs::publish, "change publish; set pinFunctionVersions in the config"),
                        new Promise<>(
                                StateMachineArgs::loggingConfiguration,
                                "change the logging; "
                                        + (isMain
                                                ? "set stepFunctionLogLevel and logExecutionData in the config"
                                                : "use .logLevel(LEVEL) or .logExecutionData(BOOLEAN)")),
                        new Promise<>(
                                StateMachineArgs::tracingConfiguration,
                                "change the tracing; set tracing in the config")));
    }

    static final Customizable<LogGroupArgs, LogGroupArgs.Builder> LOG_GROUP = new Customizable<>(
            LogGroupArgs::builder,
            LogGroupArgs.Builder::build,
            List.of(new Promise<>(LogGroupArgs::name, "change the name, under which the log is written; remove it")));

    static Customizable<ApiArgs, ApiArgs.Builder> httpApi(WorkflowSpec workflow) {
        return new Customizable<>(
                ApiArgs::builder,
                ApiArgs.Builder::build,
                List.of(
                        new Promise<>(ApiArgs::name, "change the name; " + settingName(workflow)),
                        new Promise<>(ApiArgs::protocolType, "change the protocol, which is HTTP; remove it"),
                        new Promise<>(ApiArgs::body, "set a body, which would replace the routes; remove it"),
                        new Promise<>(
                                ApiArgs::target, "set a target, whose route would be open to everyone; remove it")));
    }

    private static String settingName(WorkflowSpec workflow) {
        return workflow.isMain() ? "set stepFunctionName in the config" : "use .named(NAME)";
    }

    static final Customizable<RoleArgs, RoleArgs.Builder> ROLE = new Customizable<>(
            RoleArgs::builder,
            RoleArgs.Builder::build,
            List.of(
                    new Promise<>(RoleArgs::name, "change the name, which permissions refer to; remove it"),
                    new Promise<>(RoleArgs::assumeRolePolicy, "change who may assume the role; remove it"),
                    new Promise<>(
                            RoleArgs::inlinePolicies,
                            "set inlinePolicies, which would remove the library's; use .allow")));

    Customizable {
        promises = List.copyOf(promises);
    }

    /** Reports what was changed and may not be. */
    void check(String what, A planned, A customized, Findings findings) {
        for (var promise : promises) {
            if (!promise.argument().apply(customized).equals(promise.argument().apply(planned))) {
                findings.error("%s must not %s".formatted(what, promise.refusal()));
            }
        }
    }
}
