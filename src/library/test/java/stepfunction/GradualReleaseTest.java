package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static stepfunction.Fixture.MACHINE_ARN;

import com.pulumi.aws.sqs.Queue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.config.StackConfig;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.local.CaseTrial;
import stepfunction.plan.Event;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Schedule;
import stepfunction.plan.Source;
import stepfunction.plan.Target;

/** A stack with {@code release: gradual}, whose executions are started by an alias. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GradualReleaseTest {

    private static final String ALIAS_ARN = MACHINE_ARN + ":live";
    private static final String REFUND_ARN = MACHINE_ARN + "-refund";
    private static final String STARTING_REFUND = """
            {"StartAt": "Start", "States": {"Start": {"Type": "Task",
            "Resource": "arn:aws:states:::states:startExecution.sync:2",
            "Parameters": {"StateMachineArn": "${RefundArn}"}, "End": true}}}""";
    private static final String MINIMAL = "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}";
    private static final String FAILURES = """
            {"source": ["aws.states"], "detail": {"stateMachineArn": ["${RefundArn}"]}}""";

    private DeclaredStack gradual;
    private DeclaredStack preview;
    private DeclaredStack pinned;

    @BeforeAll
    void declare() {
        gradual = declare(Map.of("release", "gradual"), false);
        preview = declare(Map.of("release", "gradual"), true);
        pinned = declare(Map.of("pinFunctionVersions", "true"), false);
    }

    private static DeclaredStack declare(Map<String, String> changes, boolean isPreview) {
        return Fixture.declare(changes, isPreview, GradualReleaseTest::plan);
    }

    private static Plan plan(StackConfig config) {
        var inbox = Target.of("inbox", () -> new Queue("inbox"), Queue::arn);
        return Fixture.planOf(STARTING_REFUND, config)
                .workflow("refund", new Source("refund.asl.json", MINIMAL), workflow -> {})
                .function(
                        "count",
                        "count",
                        function -> function.environment("REFUND", "${RefundArn}")
                                .allow("states:StartExecution", "${RefundArn}"))
                .target(inbox)
                .startOn(Schedule.rate("poll", Duration.ofMinutes(1)).input("{\"next\": \"${RefundArn}\"}"))
                .startOn(Event.matching("failures", FAILURES))
                .startOn(HttpRoute.post("/orders"))
                .startOn(QueueMessages.of(inbox));
    }

    private DeclaredResource declared(String name) {
        return gradual.resource(name);
    }

    @ParameterizedTest
    @CsvSource({"workflow-alias, greeting", "refund-alias, greeting-refund"})
    void each_workflow_has_an_alias_that_starts_with_its_first_version(String alias, String machine) {
        assertThat(declared(alias).input("name")).isEqualTo("live");
        assertThat(declared(alias).properties().get("routingConfigurations"))
                .isEqualTo(List.of(Map.of(
                        "stateMachineVersionArn", MACHINE_ARN.replace("greeting", machine) + ":1", "weight", 100.0)));
    }

    @Test
    void alias_belongs_to_its_workflow_and_is_all_that_is_declared_besides_pinned_versions() {
        assertThat(gradual.urns())
                .filteredOn(urn -> !pinned.urns().contains(urn))
                .containsExactlyInAnyOrder(
                        "stepfunction:index:Workflow$aws:sfn/alias:Alias::workflow-alias",
                        "stepfunction:index:Workflow$aws:sfn/alias:Alias::refund-alias");
        assertThat(gradual.urns()).containsAll(pinned.urns());
    }

    @ParameterizedTest
    @ValueSource(strings = {"workflow-state-machine", "refund-state-machine", "count-function"})
    void versions_are_published(String resource) {
        assertThat(declared(resource).properties()).containsEntry("publish", true);
    }

    @Test
    void schedule_starts_the_alias() {
        assertThat(declared("poll-schedule").properties().get("target"))
                .asString()
                .contains("arn=" + ALIAS_ARN);
    }

    @Test
    void rule_starts_the_alias() {
        assertThat(declared("failures-target").input("arn")).isEqualTo(ALIAS_ARN);
    }

    @Test
    void route_starts_the_alias() {
        assertThat(declared("workflow-routes-post/orders-integration")
                        .properties()
                        .get("requestParameters"))
                .asString()
                .contains("StateMachineArn=" + ALIAS_ARN + "}");
    }

    @Test
    void pipe_starts_the_alias() {
        assertThat(declared("workflow-queues-inbox-pipe").input("target")).isEqualTo(ALIAS_ARN);
    }

    /** AWS authorizes a call that names an alias against the state machine. */
    @ParameterizedTest
    @CsvSource({
        "workflow-schedules-policy, greeting",
        "workflow-events-policy, greeting",
        "workflow-routes-policy, greeting",
        "workflow-queues-policy, greeting",
        "workflow-invoke-policy, greeting-refund",
        "count-policy, greeting-refund"
    })
    void permission_to_start_is_on_the_state_machine(String policy, String machine) {
        assertThat(declared(policy).input("policy"))
                .contains("\"Action\":\"states:StartExecution\"", ":stateMachine:%s\"".formatted(machine))
                .doesNotContain(":live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"workflow-role", "refund-role"})
    void executions_of_the_alias_may_assume_the_role(String role) {
        assertThat(declared(role).input("assumeRolePolicy"))
                .contains(declared(role).input("name").replace("-role", ":*\""));
    }

    @Test
    void permissions_are_those_of_pinned_versions() {
        assertThat(gradual.all("aws:iam/rolePolicy:RolePolicy"))
                .hasSameSizeAs(pinned.all("aws:iam/rolePolicy:RolePolicy"))
                .allSatisfy(policy -> assertThat(policy.input("policy"))
                        .isEqualTo(pinned.resource(policy.name()).input("policy")));
    }

    @Test
    void nested_run_starts_the_alias() {
        assertThat(declared("workflow-state-machine").input("definition")).contains("\"" + REFUND_ARN + ":live\"");
    }

    @Test
    void local_run_finds_the_workflow_of_an_alias() {
        var example = """
                {"input": {}, "path": ["Start"], "calls": {"Start": [{"StateMachineArn": "%s:live"}]}}""".formatted(REFUND_ARN);

        assertThat(CaseTrial.differences(gradual, Fixture.PROJECT.projectDir(), "example", example))
                .isEmpty();
    }

    @Test
    void function_and_input_that_name_a_workflow_get_its_alias() {
        assertThat(declared("count-function").properties().get("environment"))
                .asString()
                .contains("REFUND=" + REFUND_ARN + ":live");
        assertThat(declared("poll-schedule").properties().get("target"))
                .asString()
                .contains("\"next\":\"" + REFUND_ARN + ":live\"");
    }

    /** https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
    @Test
    void event_names_the_state_machine() {
        assertThat(declared("failures-rule").input("eventPattern")).contains("[\"" + REFUND_ARN + "\"]");
    }

    @Test
    void outputs_and_the_start_command_name_the_alias_and_the_published_version() {
        assertThat(gradual.exports())
                .containsEntry("stateMachineArn", ALIAS_ARN)
                .containsEntry("stateMachineVersionArn", MACHINE_ARN + ":1")
                .containsEntry("refundStateMachineArn", REFUND_ARN + ":live")
                .containsEntry(
                        "startExecutionCommand",
                        "aws stepfunctions start-execution --region eu-central-1 --state-machine-arn " + ALIAS_ARN)
                .containsEntry("stateMachineConsoleUrl", Fixture.MACHINE.consoleUrl());
        assertThat(gradual.exports()).containsOnlyKeys(pinned.exports().keySet());
    }

    @Test
    void preview_knows_whom_a_nested_run_starts() {
        assertThat(preview.resource("workflow-invoke-policy").input("policy"))
                .isEqualTo(declared("workflow-invoke-policy").input("policy"));
        assertThat(preview.urns()).isEqualTo(gradual.urns());
    }

    @ParameterizedTest
    @ValueSource(strings = {"immediate", ""})
    void other_release_has_no_alias(String release) {
        var changes = release.isEmpty() ? Map.<String, String>of() : Map.of("release", release);

        var stack = declare(changes, false);

        assertThat(stack.all("aws:sfn/alias:Alias")).isEmpty();
        assertThat(stack.exports()).containsEntry("stateMachineArn", MACHINE_ARN);
    }
}
