package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonParser;
import com.pulumi.exceptions.RunException;
import com.pulumi.test.PulumiTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import stepfunction.DeclaredStack.DeclaredResource;

/** What the program declares for the fixture's plan. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppTest {

    private static final String COUNTER_ARN = "arn:aws:lambda:eu-central-1:123456789012:function:greeter-counter";
    private static final Map<String, String> TAGS =
            Map.of("project", "orders", "stack", "test", "managed-by", "pulumi");

    private DeclaredStack update;
    private DeclaredStack preview;
    private DeclaredStack pinned;

    /** Without options, as an express workflow. */
    private DeclaredStack minimal;

    @BeforeAll
    void declare() {
        update = Fixture.declare(Map.of(), false);
        preview = Fixture.declare(Map.of(), true);
        pinned = Fixture.declare(Map.of("pinFunctionVersions", "true"), false);
        minimal = Fixture.declare(
                Map.of(
                        "stepFunctionType", "EXPRESS",
                        "protectData", "false",
                        "tracing", "false",
                        "permissionsBoundaryArn", "",
                        "alarmTopicArn", ""),
                false);
    }

    @Test
    void each_component_holds_its_resources() {
        var childrenOfFunction = Set.of(
                "-alarm-Errors", "-alarm-Throttles", "-function", "-log-group", "-log-policy", "-role", "-xray-policy");
        var children = update.resources().stream()
                .collect(Collectors.groupingBy(
                        resource -> resource.parent().orElse(""),
                        Collectors.mapping(
                                resource -> resource.name().replaceFirst("^(handler|counter)(?=-)", ""),
                                Collectors.toSet())));

        assertThat(children)
                .containsOnly(
                        Map.entry("", Set.of("orders-test")),
                        Map.entry("orders-test", Set.of("handler", "counter", "workflow", "news")),
                        Map.entry("handler", childrenOfFunction),
                        Map.entry("counter", childrenOfFunction),
                        Map.entry(
                                "workflow",
                                Set.of(
                                        "workflow-alarm-ExecutionsFailed",
                                        "workflow-alarm-ExecutionsTimedOut",
                                        "workflow-alarm-ExecutionsAborted",
                                        "workflow-alarm-ExecutionThrottled",
                                        "workflow-invoke-policy",
                                        "workflow-log-delivery-policy",
                                        "workflow-log-group",
                                        "workflow-role",
                                        "workflow-state-machine",
                                        "workflow-xray-policy")));
        assertThat(preview.resources())
                .extracting(DeclaredResource::urn)
                .containsExactlyInAnyOrderElementsOf(
                        update.resources().stream().map(DeclaredResource::urn).toList());
    }

    @Test
    void physical_names_derive_from_the_two_configured_names() {
        assertThat(update.resources())
                .filteredOn(resource -> resource.properties().containsKey("name"))
                .extracting(DeclaredResource::name, resource -> resource.input("name"))
                .contains(
                        tuple("handler-function", "greeter"),
                        tuple("handler-role", "greeter-assume-role"),
                        tuple("handler-log-policy", "greeter-log-policy"),
                        tuple("handler-xray-policy", "greeter-xray-policy"),
                        tuple("handler-log-group", "/aws/lambda/greeter"),
                        tuple("handler-alarm-Errors", "greeter-Errors"),
                        tuple("counter-function", "greeter-counter"),
                        tuple("counter-role", "greeter-counter-assume-role"),
                        tuple("counter-log-group", "/aws/lambda/greeter-counter"),
                        tuple("workflow-state-machine", "greeting"),
                        tuple("workflow-role", "greeting-role"),
                        tuple("workflow-invoke-policy", "greeting-policy"),
                        tuple("workflow-log-delivery-policy", "greeting-log-delivery-policy"),
                        tuple("workflow-xray-policy", "greeting-xray-policy"),
                        tuple("workflow-log-group", "/aws/vendedlogs/states/greeting"),
                        tuple("workflow-alarm-ExecutionThrottled", "greeting-ExecutionThrottled"));
    }

    @Test
    void each_function_runs_the_archive_of_its_folder_as_its_role() {
        assertThat(update.all("aws:lambda/function:Function"))
                .extracting(
                        function -> function.path("code"),
                        function -> function.input("sourceCodeHash"),
                        function -> function.input("handler"),
                        function -> function.input("role"))
                .containsExactly(
                        tuple(
                                "target/greet.zip",
                                hash("greet"),
                                "handler.handler",
                                "arn:aws:iam::123456789012:role/greeter-assume-role"),
                        tuple(
                                "target/count.zip",
                                hash("count"),
                                "handler.handler",
                                "arn:aws:iam::123456789012:role/greeter-counter-assume-role"));
        assertThat(hash("greet")).isNotEqualTo(hash("count"));
    }

    private static String hash(String folder) {
        return ArchiveProvider.base64sha256(Fixture.PROJECT_DIR.resolve("target/" + folder + ".zip"));
    }

    @Test
    void each_function_has_the_size_that_the_plan_gives_it() {
        assertThat(update.resource("handler-function").properties())
                .containsAllEntriesOf(Map.of(
                        "runtime",
                        "python3.12",
                        "architectures",
                        List.of("x86_64"),
                        "memorySize",
                        512.0,
                        "timeout",
                        20.0))
                .doesNotContainKey("environment");
        assertThat(update.resource("counter-function").properties())
                .containsAllEntriesOf(Map.of(
                        "memorySize", 256.0, "timeout", 30.0, "environment", Map.of("variables", Map.of("STEP", "2"))));
    }

    @Test
    void everything_that_takes_tags_is_tagged() {
        assertThat(update.resources())
                .filteredOn(resource ->
                        resource.type().startsWith("aws:") && !resource.type().matches(".*RolePolicy|.*Topic"))
                .isNotEmpty()
                .allSatisfy(resource ->
                        assertThat(resource.properties()).as(resource.name()).containsEntry("tags", TAGS));
    }

    @Test
    void function_logs_json_to_its_own_log_group_and_is_traced() {
        assertThat(update.resource("handler-log-group").properties()).containsEntry("retentionInDays", 90.0);
        assertThat(update.resource("handler-function").properties())
                .containsEntry(
                        "loggingConfig",
                        Map.of(
                                "logFormat",
                                "JSON",
                                "applicationLogLevel",
                                "INFO",
                                "systemLogLevel",
                                "INFO",
                                "logGroup",
                                "/aws/lambda/greeter"))
                .containsEntry("tracingConfig", Map.of("mode", "Active"));
        assertThat(update.resource("handler-log-policy").input("policy"))
                .isEqualTo(
                        Permissions.writingTo("arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/greeter"));
        assertThat(update.resource("handler-xray-policy").input("policy")).isEqualTo(Permissions.tracingFunction());
    }

    @Test
    void state_machine_logs_to_its_own_log_group_and_is_traced() {
        var group = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/vendedlogs/states/greeting";
        assertThat(update.resource("workflow-log-group").properties()).containsEntry("retentionInDays", 90.0);
        assertThat(update.resource("workflow-state-machine").properties())
                .containsEntry(
                        "loggingConfiguration",
                        Map.of("level", "FATAL", "includeExecutionData", true, "logDestination", group + ":*"))
                .containsEntry("tracingConfiguration", Map.of("enabled", true));
        assertThat(update.resource("workflow-log-delivery-policy").input("policy"))
                .isEqualTo(Permissions.deliveringLogs());
        assertThat(update.resource("workflow-xray-policy").input("policy"))
                .isEqualTo(Permissions.tracingStateMachine());
    }

    @Test
    void tracing_turned_off_takes_its_permissions_along() {
        assertThat(minimal.resources())
                .extracting(DeclaredResource::name)
                .contains("workflow-role")
                .noneMatch(name -> name.contains("xray"));
        assertThat(minimal.resource("handler-function").properties())
                .containsEntry("tracingConfig", Map.of("mode", "PassThrough"));
        assertThat(minimal.resource("workflow-state-machine").properties()).doesNotContainKey("tracingConfiguration");
    }

    @Test
    void policies_belong_to_the_role_of_their_component() {
        assertThat(update.all("aws:iam/rolePolicy:RolePolicy"))
                .hasSize(7)
                .allSatisfy(policy -> assertThat(policy.input("role"))
                        .isEqualTo(update.resource(policy.parent().orElseThrow() + "-role")
                                .input("name")));
    }

    @Test
    void function_and_state_machine_wait_for_all_policies_of_their_role() {
        for (var stack : List.of(update, preview)) {
            assertThat(stack.resource("handler-function").dependsOn())
                    .containsExactlyInAnyOrder("handler-log-policy", "handler-xray-policy");
            assertThat(stack.resource("workflow-state-machine").dependsOn())
                    .containsExactlyInAnyOrder(
                            "workflow-invoke-policy", "workflow-log-delivery-policy", "workflow-xray-policy");
        }
    }

    @Test
    void roles_trust_their_service_alone() {
        for (var stack : List.of(update, preview)) {
            assertThat(stack.resource("handler-role").input("assumeRolePolicy")).isEqualTo(TrustPolicy.lambda());
            assertThat(stack.resource("workflow-role").input("assumeRolePolicy"))
                    .isEqualTo(TrustPolicy.stepFunctions(StateMachineArn.parse(Fixture.STATE_MACHINE_ARN), false));
        }
        assertThat(update.exports()).containsEntry("stateMachineArn", Fixture.STATE_MACHINE_ARN);
    }

    @Test
    void roles_have_the_boundary_that_the_config_names() {
        assertThat(update.all("aws:iam/role:Role"))
                .hasSize(3)
                .allSatisfy(
                        role -> assertThat(role.input("permissionsBoundary")).isEqualTo(Fixture.BOUNDARY_ARN));
        assertThat(minimal.all("aws:iam/role:Role"))
                .hasSize(3)
                .allSatisfy(role -> assertThat(role.properties()).doesNotContainKey("permissionsBoundary"));
    }

    @Test
    void definition_and_permissions_name_what_the_plan_lists() {
        var topicArn = "arn:aws:sns:eu-central-1:123456789012:news";
        var arns = Map.of("handler", Fixture.FUNCTION_ARN, "counter", COUNTER_ARN, "news", topicArn);
        var values = Map.of(
                "${HandlerArn}",
                Fixture.FUNCTION_ARN,
                "${CounterArn}",
                COUNTER_ARN,
                "${NewsArn}",
                topicArn,
                "${HandlerTaskTimeoutSeconds}",
                35);

        assertThat(update.resource("workflow-invoke-policy").input("policy"))
                .isEqualTo(Permissions.calling(Fixture.plan(Fixture.settings(Map.of())), arns, false));
        assertThat(update.resource("workflow-state-machine").properties())
                .containsEntry(
                        "definition",
                        WorkflowDefinition.parse(Fixture.DEFINITION)
                                .with(values)
                                .json())
                .containsEntry("type", "STANDARD")
                .containsEntry("roleArn", "arn:aws:iam::123456789012:role/greeting-role")
                .containsEntry("publish", false);
    }

    @Test
    void pinned_workflow_invokes_the_published_versions_and_publishes_its_own() {
        var machine = pinned.resource("workflow-state-machine");
        var definition = JsonParser.parseString(machine.input("definition"))
                .getAsJsonObject()
                .getAsJsonObject("States");

        assertThat(definition.getAsJsonObject("Greet").get("Resource").getAsString())
                .isEqualTo(Fixture.FUNCTION_ARN + ":1");
        assertThat(pinned.resource("workflow-invoke-policy").input("policy"))
                .contains("[\"%s\",\"%s:*\"]".formatted(Fixture.FUNCTION_ARN, Fixture.FUNCTION_ARN))
                .contains("[\"%s\",\"%s:*\"]".formatted(COUNTER_ARN, COUNTER_ARN));
        assertThat(pinned.resource("workflow-role").input("assumeRolePolicy"))
                .isEqualTo(TrustPolicy.stepFunctions(StateMachineArn.parse(Fixture.STATE_MACHINE_ARN), true));
        assertThat(pinned.all("aws:lambda/function:Function"))
                .allSatisfy(function -> assertThat(function.properties()).containsEntry("publish", true));
        assertThat(machine.properties()).containsEntry("publish", true);
        assertThat(pinned.exports())
                .containsEntry("stateMachineVersionArn", Fixture.STATE_MACHINE_ARN + ":1")
                .containsEntry("lambdaFunctionArn", Fixture.FUNCTION_ARN);
    }

    @Test
    void preview_leaves_unknown_what_aws_computes() {
        var pinnedPreview = Fixture.declare(Map.of("pinFunctionVersions", "true"), true);

        for (var stack : List.of(preview, pinnedPreview)) {
            assertThat(stack.resource("handler-function").properties())
                    .doesNotContainKeys("role", "arn")
                    .containsEntry("name", "greeter");
            assertThat(stack.resource("workflow-invoke-policy").properties()).doesNotContainKey("policy");
            assertThat(stack.resource("workflow-state-machine").properties())
                    .doesNotContainKeys("roleArn", "definition", "arn");
            assertThat(stack.exports()).containsOnlyKeys("lambdaFunctionName", "counterFunctionName", "readme");
        }
    }

    @Test
    void alarms_tell_the_topic_of_every_failed_execution_and_invocation() {
        var alarms = new TreeMap<String, Object>();
        update.all("aws:cloudwatch/metricAlarm:MetricAlarm")
                .forEach(alarm -> alarms.put(
                        alarm.input("name"),
                        List.of(
                                alarm.input("namespace"),
                                alarm.input("metricName"),
                                alarm.properties().get("dimensions"))));
        var handler = Map.of("FunctionName", "greeter");
        var counter = Map.of("FunctionName", "greeter-counter");
        var machine = Map.of("StateMachineArn", Fixture.STATE_MACHINE_ARN);

        assertThat(alarms)
                .containsOnly(
                        Map.entry("greeter-Errors", List.of("AWS/Lambda", "Errors", handler)),
                        Map.entry("greeter-Throttles", List.of("AWS/Lambda", "Throttles", handler)),
                        Map.entry("greeter-counter-Errors", List.of("AWS/Lambda", "Errors", counter)),
                        Map.entry("greeter-counter-Throttles", List.of("AWS/Lambda", "Throttles", counter)),
                        Map.entry("greeting-ExecutionsFailed", List.of("AWS/States", "ExecutionsFailed", machine)),
                        Map.entry("greeting-ExecutionsTimedOut", List.of("AWS/States", "ExecutionsTimedOut", machine)),
                        Map.entry("greeting-ExecutionsAborted", List.of("AWS/States", "ExecutionsAborted", machine)),
                        Map.entry("greeting-ExecutionThrottled", List.of("AWS/States", "ExecutionThrottled", machine)));
        assertThat(update.all("aws:cloudwatch/metricAlarm:MetricAlarm"))
                .allSatisfy(alarm -> assertThat(alarm.properties())
                        .containsAllEntriesOf(Map.of(
                                "statistic",
                                "Sum",
                                "comparisonOperator",
                                "GreaterThanOrEqualToThreshold",
                                "threshold",
                                1.0,
                                "period",
                                60.0,
                                "evaluationPeriods",
                                1.0,
                                "treatMissingData",
                                "notBreaching",
                                "alarmActions",
                                List.of(Fixture.TOPIC_ARN))));
        assertThat(minimal.all("aws:cloudwatch/metricAlarm:MetricAlarm")).isEmpty();
    }

    @Test
    void protection_covers_the_state_machine_and_the_log_groups() {
        assertThat(update.resources())
                .filteredOn(DeclaredResource::isProtected)
                .extracting(DeclaredResource::name)
                .containsExactlyInAnyOrder(
                        "handler-log-group", "counter-log-group", "workflow-log-group", "workflow-state-machine");
        assertThat(minimal.resources()).noneMatch(DeclaredResource::isProtected);
    }

    @Test
    void exports_tell_what_was_deployed_and_how_to_start_it() {
        assertThat(update.exports())
                .containsOnly(
                        Map.entry("lambdaFunctionName", "greeter"),
                        Map.entry("lambdaFunctionArn", Fixture.FUNCTION_ARN),
                        Map.entry("counterFunctionName", "greeter-counter"),
                        Map.entry("counterFunctionArn", COUNTER_ARN),
                        Map.entry("stateMachineArn", Fixture.STATE_MACHINE_ARN),
                        Map.entry(
                                "stateMachineConsoleUrl",
                                StateMachineArn.parse(Fixture.STATE_MACHINE_ARN).consoleUrl()),
                        Map.entry(
                                "startExecutionCommand",
                                StateMachineArn.parse(Fixture.STATE_MACHINE_ARN).startExecutionCommand("STANDARD")),
                        Map.entry("readme", ResourceFile.text("stack-readme.md")));
        assertThat(minimal.exports())
                .containsEntry(
                        "startExecutionCommand",
                        StateMachineArn.parse(Fixture.STATE_MACHINE_ARN).startExecutionCommand("EXPRESS"));
        assertThat(minimal.resource("workflow-state-machine").input("type")).isEqualTo("EXPRESS");
    }

    @Test
    void functions_of_one_folder_share_its_archive() {
        var stack = DeclaredStack.declare(
                new ProjectFiles(Fixture.PROJECT_DIR),
                "test",
                Fixture.config(Map.of()),
                false,
                settings -> new Plan(
                        List.of(
                                FunctionSettings.of("handler", "greet", settings),
                                FunctionSettings.of("counter", "greet", settings)),
                        Fixture.plan(settings).targets(),
                        Fixture.DEFINITION));

        assertThat(stack.all("aws:lambda/function:Function"))
                .extracting(function -> function.path("code"))
                .containsExactly("target/greet.zip", "target/greet.zip");
    }

    @Test
    void refused_config_registers_nothing_but_the_stack() {
        try {
            var result = PulumiTest.withMocks(new com.pulumi.test.EmptyMocks())
                    .runTest(ctx -> App.stack(
                            ctx,
                            Preflight.check(
                                    SettingsReader.of(ctx), App::plan, Fixture.PROJECT_DIR, Fixture.PROJECT_DIR)));

            assertThat(result.resources()).hasSize(1);
            assertThatThrownBy(result::throwOnError)
                    .isInstanceOf(RunException.class)
                    .hasMessageContainingAll(
                            "aws:region must be", "lambdaFunctionName must have", "stepFunctionName must have");
        } finally {
            PulumiTest.cleanup();
        }
    }
}
