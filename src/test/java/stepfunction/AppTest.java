package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static stepfunction.TestStack.BOUNDARY_ARN;
import static stepfunction.TestStack.FUNCTION_ARN;
import static stepfunction.TestStack.MINIMAL;
import static stepfunction.TestStack.PREVIEW;
import static stepfunction.TestStack.PROJECT;
import static stepfunction.TestStack.STATE_MACHINE_ARN;
import static stepfunction.TestStack.TOPIC_ARN;
import static stepfunction.TestStack.UPDATE;

import com.pulumi.exceptions.RunException;
import com.pulumi.test.EmptyMocks;
import com.pulumi.test.PulumiTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.DeclaredStack.DeclaredResource;

class AppTest {

    private static final String URN = "urn:pulumi:test::lambda-step-functions::";
    private static final String HANDLER = URN + "stepfunction:index:HandlerFunction$";
    private static final String WORKFLOW = URN + "stepfunction:index:Workflow$";
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

    static Stream<Named<DeclaredStack>> stacks() {
        return Stream.of(Named.of("update", UPDATE), Named.of("preview", PREVIEW));
    }

    // A changed URN replaces a live resource: change this list only together with an alias.
    @ParameterizedTest
    @MethodSource("stacks")
    void urns_of_the_stack_stay_as_they_are(DeclaredStack stack) {
        assertThat(stack.resources())
                .extracting(DeclaredResource::urn)
                .containsExactlyInAnyOrder(
                        URN + "pulumi:pulumi:Stack::lambda-step-functions-test",
                        URN + "stepfunction:index:HandlerFunction::handler",
                        HANDLER + "aws:cloudwatch/logGroup:LogGroup::handler-log-group",
                        HANDLER + "aws:iam/role:Role::handler-role",
                        HANDLER + "aws:iam/rolePolicy:RolePolicy::handler-log-policy",
                        HANDLER + "aws:iam/rolePolicy:RolePolicy::handler-xray-policy",
                        HANDLER + "aws:lambda/function:Function::handler-function",
                        HANDLER + "aws:cloudwatch/metricAlarm:MetricAlarm::handler-alarm-Errors",
                        HANDLER + "aws:cloudwatch/metricAlarm:MetricAlarm::handler-alarm-Throttles",
                        URN + "stepfunction:index:Workflow::workflow",
                        WORKFLOW + "aws:cloudwatch/logGroup:LogGroup::workflow-log-group",
                        WORKFLOW + "aws:iam/role:Role::workflow-role",
                        WORKFLOW + "aws:iam/rolePolicy:RolePolicy::workflow-invoke-policy",
                        WORKFLOW + "aws:iam/rolePolicy:RolePolicy::workflow-log-delivery-policy",
                        WORKFLOW + "aws:iam/rolePolicy:RolePolicy::workflow-xray-policy",
                        WORKFLOW + "aws:sfn/stateMachine:StateMachine::workflow-state-machine",
                        WORKFLOW + "aws:cloudwatch/metricAlarm:MetricAlarm::workflow-alarm-ExecutionsFailed",
                        WORKFLOW + "aws:cloudwatch/metricAlarm:MetricAlarm::workflow-alarm-ExecutionsTimedOut",
                        WORKFLOW + "aws:cloudwatch/metricAlarm:MetricAlarm::workflow-alarm-ExecutionsAborted",
                        WORKFLOW + "aws:cloudwatch/metricAlarm:MetricAlarm::workflow-alarm-ExecutionThrottled");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void components_hold_their_resources(DeclaredStack stack) {
        var stackName = "lambda-step-functions-test";
        assertThat(stack.resource(stackName).parent()).isEmpty();
        assertThat(stack.resource("handler").parent()).contains(stackName);
        assertThat(stack.resource("workflow").parent()).contains(stackName);

        assertThat(stack.resources())
                .filteredOn(resource -> resource.name().matches("(handler|workflow)-.+"))
                .hasSize(17)
                .allSatisfy(resource -> assertThat(resource.parent())
                        .contains(resource.name().substring(0, resource.name().indexOf('-'))));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void function_role_is_named_after_the_function_and_trusts_lambda(DeclaredStack stack) {
        var role = stack.resource("handler-role");

        assertThat(role.input("name")).isEqualTo("greeter-assume-role");
        assertThat(role.input("assumeRolePolicy")).isEqualTo(TrustPolicy.lambda());
        assertThat(role.input("permissionsBoundary")).isEqualTo(BOUNDARY_ARN);
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void function_runs_the_archived_handler(DeclaredStack stack) {
        var function = stack.resource("handler-function");

        assertThat(function.input("name")).isEqualTo("greeter");
        assertThat(function.input("handler")).isEqualTo("handler.handler");
        assertThat(function.path("code")).isEqualTo("target/lambda.zip");
        assertThat(function.input("sourceCodeHash"))
                .isEqualTo(ArchiveProvider.base64sha256(PROJECT.projectDir().resolve("target/lambda.zip")));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void function_has_the_size_that_the_config_gives_it(DeclaredStack stack) {
        assertThat(stack.resource("handler-function").properties())
                .containsEntry("runtime", "python3.12")
                .containsEntry("architectures", List.of("x86_64"))
                .containsEntry("memorySize", 512.0)
                .containsEntry("timeout", 20.0);
    }

    @Test
    void function_runs_as_its_role() {
        assertThat(UPDATE.resource("handler-function").input("role"))
                .isEqualTo("arn:aws:iam::123456789012:role/greeter-assume-role");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void function_logs_json_to_its_own_log_group_and_is_traced(DeclaredStack stack) {
        assertThat(stack.resource("handler-log-group").properties())
                .containsEntry("name", "/aws/lambda/greeter")
                .containsEntry("retentionInDays", 90.0);
        assertThat(stack.resource("handler-function").properties())
                .containsEntry(
                        "loggingConfig",
                        Map.of(
                                "logFormat", "JSON",
                                "applicationLogLevel", "INFO",
                                "systemLogLevel", "INFO",
                                "logGroup", "/aws/lambda/greeter"))
                .containsEntry("tracingConfig", Map.of("mode", "Active"));
    }

    @Test
    void function_may_write_to_its_own_log_group_and_send_traces() {
        assertThat(UPDATE.resource("handler-log-policy").properties())
                .containsEntry("name", "greeter-log-policy")
                .containsEntry("role", "greeter-assume-role")
                .containsEntry(
                        "policy",
                        LogPolicy.writingTo("arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/greeter"));
        assertThat(UPDATE.resource("handler-xray-policy").properties())
                .containsEntry("name", "greeter-xray-policy")
                .containsEntry("role", "greeter-assume-role")
                .containsEntry("policy", XRayPolicy.lambda());
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void function_waits_for_all_policies_of_its_role(DeclaredStack stack) {
        assertThat(stack.resource("handler-function").dependsOn()).isEqualTo(policiesOf(stack, "handler"));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void state_machine_waits_for_all_policies_of_its_role(DeclaredStack stack) {
        assertThat(stack.resource("workflow-state-machine").dependsOn())
                .isEqualTo(policiesOf(stack, "workflow"))
                .contains("workflow-invoke-policy", "workflow-log-delivery-policy");
    }

    private static Set<String> policiesOf(DeclaredStack stack, String component) {
        return stack.all("aws:iam/rolePolicy:RolePolicy").stream()
                .filter(policy -> policy.parent().equals(Optional.of(component)))
                .map(DeclaredResource::name)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void state_machine_role_trusts_step_functions_for_this_state_machine(DeclaredStack stack) {
        var role = stack.resource("workflow-role");

        assertThat(role.input("name")).isEqualTo("greeting-role");
        assertThat(role.input("assumeRolePolicy"))
                .isEqualTo(TrustPolicy.stepFunctions(StateMachineArn.parse(STATE_MACHINE_ARN)));
        assertThat(role.input("permissionsBoundary")).isEqualTo(BOUNDARY_ARN);
    }

    @Test
    void trusted_arn_is_the_state_machines_own() {
        assertThat(UPDATE.resource("workflow-role").input("assumeRolePolicy"))
                .contains("\"" + UPDATE.exports().get("stateMachineArn") + "\"");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void invoke_policy_belongs_to_the_state_machine_role(DeclaredStack stack) {
        var policy = stack.resource("workflow-invoke-policy");

        assertThat(policy.input("name")).isEqualTo("greeting-policy");
        assertThat(policy.input("role")).isEqualTo("greeting-role");
    }

    @Test
    void state_machine_role_may_invoke_only_its_function() {
        assertThat(UPDATE.resource("workflow-invoke-policy").input("policy"))
                .isEqualTo(InvokePolicy.allowing(FUNCTION_ARN));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void state_machine_role_may_deliver_logs_and_send_traces(DeclaredStack stack) {
        assertThat(stack.resource("workflow-log-delivery-policy").properties())
                .containsEntry("name", "greeting-log-delivery-policy")
                .containsEntry("role", "greeting-role")
                .containsEntry("policy", LogPolicy.delivery());
        assertThat(stack.resource("workflow-xray-policy").properties())
                .containsEntry("name", "greeting-xray-policy")
                .containsEntry("role", "greeting-role")
                .containsEntry("policy", XRayPolicy.stepFunctions());
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void state_machine_has_its_name_and_type(DeclaredStack stack) {
        assertThat(stack.resource("workflow-state-machine").properties())
                .containsEntry("name", "greeting")
                .containsEntry("type", "STANDARD");
    }

    @Test
    void state_machine_invokes_the_function_as_its_role() {
        assertThat(UPDATE.resource("workflow-state-machine").properties())
                .containsEntry("definition", WorkflowDefinition.render(FUNCTION_ARN, Duration.ofSeconds(20)))
                .containsEntry("roleArn", "arn:aws:iam::123456789012:role/greeting-role");
    }

    @Test
    void state_machine_logs_to_its_own_log_group_and_is_traced() {
        assertThat(UPDATE.resource("workflow-log-group").properties())
                .containsEntry("name", "/aws/vendedlogs/states/greeting")
                .containsEntry("retentionInDays", 90.0);
        assertThat(UPDATE.resource("workflow-state-machine").properties())
                .containsEntry(
                        "loggingConfiguration",
                        Map.of(
                                "level", "FATAL",
                                "includeExecutionData", true,
                                "logDestination",
                                        "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/vendedlogs/states/greeting:*"))
                .containsEntry("tracingConfiguration", Map.of("enabled", true));
    }

    @Test
    void alarms_tell_the_topic_of_every_failed_execution_and_invocation() {
        assertThat(UPDATE.all(ALARM))
                .extracting(
                        alarm -> alarm.properties().get("name"),
                        alarm -> alarm.properties().get("namespace"),
                        alarm -> alarm.properties().get("metricName"),
                        alarm -> alarm.properties().get("dimensions"))
                .containsExactlyInAnyOrder(
                        tuple("greeter-Errors", "AWS/Lambda", "Errors", Map.of("FunctionName", "greeter")),
                        tuple("greeter-Throttles", "AWS/Lambda", "Throttles", Map.of("FunctionName", "greeter")),
                        ofStateMachine("ExecutionsFailed"),
                        ofStateMachine("ExecutionsTimedOut"),
                        ofStateMachine("ExecutionsAborted"),
                        ofStateMachine("ExecutionThrottled"));
        assertThat(UPDATE.all(ALARM))
                .allSatisfy(alarm -> assertThat(alarm.properties())
                        .containsEntry("statistic", "Sum")
                        .containsEntry("comparisonOperator", "GreaterThanOrEqualToThreshold")
                        .containsEntry("threshold", 1.0)
                        .containsEntry("period", 60.0)
                        .containsEntry("evaluationPeriods", 1.0)
                        .containsEntry("treatMissingData", "notBreaching")
                        .containsEntry("alarmActions", List.of(TOPIC_ARN)));
    }

    private static Tuple ofStateMachine(String metric) {
        return tuple("greeting-" + metric, "AWS/States", metric, Map.of("StateMachineArn", STATE_MACHINE_ARN));
    }

    @Test
    void protection_covers_the_state_machine_and_the_log_groups() {
        assertThat(UPDATE.resources())
                .filteredOn(DeclaredResource::isProtected)
                .extracting(DeclaredResource::name)
                .containsExactlyInAnyOrder("handler-log-group", "workflow-log-group", "workflow-state-machine");
        assertThat(MINIMAL.resources()).noneMatch(DeclaredResource::isProtected);
    }

    @Test
    void options_left_empty_declare_nothing() {
        assertThat(MINIMAL.all(ALARM)).isEmpty();
        assertThat(MINIMAL.all("aws:iam/role:Role"))
                .hasSize(2)
                .allSatisfy(role -> assertThat(role.properties()).doesNotContainKey("permissionsBoundary"));
    }

    @Test
    void express_workflow_is_declared_and_started_as_one() {
        assertThat(MINIMAL.resource("workflow-state-machine").input("type")).isEqualTo("EXPRESS");
        assertThat(MINIMAL.exports().get("startExecutionCommand"))
                .isEqualTo("aws stepfunctions start-sync-execution --region eu-central-1 --state-machine-arn "
                        + STATE_MACHINE_ARN);
    }

    @Test
    void preview_leaves_unknown_what_aws_computes() {
        assertThat(PREVIEW.resource("handler-function").properties()).doesNotContainKeys("role", "arn");
        assertThat(PREVIEW.resource("handler-log-policy").properties()).doesNotContainKey("policy");
        assertThat(PREVIEW.resource("workflow-invoke-policy").properties()).doesNotContainKey("policy");
        assertThat(PREVIEW.resource("workflow-state-machine").properties())
                .doesNotContainKeys("roleArn", "definition", "arn");
    }

    @Test
    void exports_tell_what_was_deployed_and_how_to_start_it() {
        assertThat(UPDATE.exports())
                .containsOnlyKeys(
                        "lambdaFunctionName",
                        "lambdaFunctionArn",
                        "stateMachineArn",
                        "stateMachineConsoleUrl",
                        "startExecutionCommand",
                        "readme")
                .containsAllEntriesOf(Map.of(
                        "lambdaFunctionName",
                        "greeter",
                        "lambdaFunctionArn",
                        FUNCTION_ARN,
                        "stateMachineArn",
                        STATE_MACHINE_ARN,
                        "stateMachineConsoleUrl",
                        "https://eu-central-1.console.aws.amazon.com/states/home?region=eu-central-1#/statemachines/view/"
                                + STATE_MACHINE_ARN,
                        "startExecutionCommand",
                        "aws stepfunctions start-execution --region eu-central-1 --state-machine-arn "
                                + STATE_MACHINE_ARN));
    }

    @Test
    void readme_of_the_stack_has_its_outputs_filled_in() {
        var outputs = new TreeMap<>(UPDATE.exports());
        var readme = String.valueOf(outputs.remove("readme"));

        assertThat(readme).doesNotContain("${");
        assertThat(outputs.values()).allSatisfy(output -> assertThat(readme).contains(output.toString()));
    }

    @Test
    void preview_exports_what_is_known() {
        assertThat(PREVIEW.exports()).containsExactlyInAnyOrderEntriesOf(Map.of("lambdaFunctionName", "greeter"));
    }

    @Test
    void dev_stack_has_the_names_of_the_article() {
        var dev = DeclaredStack.declare(PROJECT, "dev", PROJECT.config("dev"), false);

        assertThat(dev.resources())
                .filteredOn(resource -> resource.properties().containsKey("name"))
                .extracting(resource -> resource.input("name"))
                .containsExactlyInAnyOrder(
                        "/aws/lambda/test_lambda",
                        "test_lambda-assume-role",
                        "test_lambda-log-policy",
                        "test_lambda-xray-policy",
                        "test_lambda",
                        "/aws/vendedlogs/states/test_step_function",
                        "test_step_function-role",
                        "test_step_function-policy",
                        "test_step_function-log-delivery-policy",
                        "test_step_function-xray-policy",
                        "test_step_function");
        assertThat(dev.exports())
                .containsEntry("lambdaFunctionArn", "arn:aws:lambda:eu-west-1:123456789012:function:test_lambda");
        assertThat(dev.resource("handler-function").input("runtime")).isEqualTo("python3.13");
    }

    @Test
    void wrong_config_registers_nothing_but_the_stack() {
        try {
            var result = PulumiTest.withMocks(new EmptyMocks()).runTest(App::stack);

            assertThat(result.resources()).hasSize(1);
            assertThatThrownBy(result::throwOnError)
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("aws:region must be")
                    .hasMessageContaining("lambdaFunctionName must have")
                    .hasMessageContaining("stepFunctionName must have");
        } finally {
            PulumiTest.cleanup();
        }
    }

    @ParameterizedTest
    @CsvSource({"2028-05-03, 0", "2028-05-04, 1"})
    void runtime_near_its_deprecation_warns(LocalDate today, int warnings) {
        var logged = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var logger = Logger.getLogger("com.pulumi.test.internal.PulumiTestInternal");
        logger.addHandler(handler);
        try {
            DeclaredStack.declare(TestStack.settings(Map.of()), today, PROJECT, "test", true);
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(logged)
                .filteredOn(message -> message.contains("lambdaRuntime python3.12 will be deprecated on 2028-10-31"))
                .hasSize(warnings);
    }
}
