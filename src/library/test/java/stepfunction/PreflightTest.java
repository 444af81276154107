package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static stepfunction.Fixture.edited;

import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Schedule;
import stepfunction.plan.Source;
import user.Mistakes;

/** All errors, from every check, are reported together before anything is registered. */
class PreflightTest {

    private static final Path PROJECT = Fixture.PROJECT.projectDir();

    private static Preflight check(Path projectDir, Map<String, String> changes, Function<StackConfig, Plan> planner) {
        return Preflight.check(Fixture.reader(changes), planner, projectDir);
    }

    @Test
    void all_errors_are_reported_in_one_message(@TempDir Path empty) {
        var definition = edited("\"Next\": \"Each\"", "\"Next\": \"Echo\"")
                .replace("\"TopicArn\": \"${NewsArn}\"", "\"TopicArn.$\": \"$.topic\"");

        assertThatThrownBy(() -> check(
                        empty,
                        Map.of("lambdaMemorySizeMb", "1", "unheard", "of"),
                        config -> Fixture.plan(config, definition)
                                .allow("sqs:*", "*")
                                .startOn(Schedule.cron("nightly", "0 3 * * *"))))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("nothing was registered, because:\n- lambdaMemorySizeMb must be")
                .hasMessageContainingAll(
                        "\n- unheard is not a key that the plan reads",
                        "\n- plan: the action sqs:* has a wildcard",
                        "\n- plan: the schedule nightly must have a cron expression of six fields",
                        "\n- greet/handler.py does not exist; create it",
                        "\n- count/handler.py does not exist",
                        "\n- workflow.asl.json: Next of Tell leads to Echo, which is not a state; name one or add it",
                        "\n- workflow.asl.json: Tell calls sns:publish with a TopicArn that is known only at run time");
    }

    @Test
    void legal_but_probably_unintended_definition_is_a_warning() {
        var definition = edited("\"TimeoutSeconds\": 120,", "");

        var checked = check(PROJECT, Map.of(), config -> Fixture.plan(config, definition));

        assertThat(checked.warnings())
                .containsExactly(
                        "workflow.asl.json: the state machine has no TimeoutSeconds, so an execution may run for a year; add it [NO_TIMEOUT]");
    }

    @Test
    void invalid_json_of_a_definition_is_reported_along_with_other_errors(@TempDir Path empty) {
        assertThatThrownBy(() -> check(empty, Map.of(), config -> Fixture.plan(config, "{")))
                .isInstanceOf(RunException.class)
                .hasMessageContainingAll(
                        "\n- greet/handler.py does not exist",
                        "\n- workflow.asl.json must have a closing } for the {, at line 1, column 1");
    }

    @Test
    void invalid_yaml_is_reported_beside_the_rest(@TempDir Path empty) {
        var source = new Source("workflow.asl.yaml", "StartAt: First\nStates: !Ref States\n");

        assertThatThrownBy(() ->
                        check(empty, Map.of(), config -> Fixture.withDefinition(Fixture.plan(config, "{}"), source)))
                .isInstanceOf(RunException.class)
                .hasMessageContainingAll(
                        "\n- greet/handler.py does not exist",
                        "\n- workflow.asl.yaml must not have the tag !Ref; remove it, and put a text in quotes or name a value"
                                + " as ${Name}, at line 2, column 9");
    }

    @Test
    void exception_in_the_plan_is_reported_with_its_line_along_with_other_errors() {
        assertThatThrownBy(() -> check(
                        PROJECT,
                        Map.of("alarmTopicArn", "x", "unheard", "of"),
                        config -> Fixture.plan(config, Mistakes.missing())))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("\n- alarmTopicArn must be")
                .hasMessageMatching("(?s).*\n- plan fails at Mistakes\\.java:\\d+: it throws"
                        + " java\\.util\\.NoSuchElementException: No value present")
                .hasMessageNotContaining("unheard");
    }

    @Test
    void plan_that_is_null_is_told() {
        assertThatThrownBy(() -> check(PROJECT, Map.of(), config -> null))
                .hasMessageEndingWith("\n- plan must return a plan, returned null");
    }

    @Test
    void missing_definition_file_is_reported() {
        assertThatThrownBy(() -> check(PROJECT, Map.of(), Mistakes::missingDefinition))
                .hasMessageMatching(
                        "(?s).*\n- plan fails at Mistakes\\.java:\\d+: src/main/resources/orders\\.asl\\.json does not exist; create it, or correct its name in the plan");
    }

    @Test
    void function_that_the_workflow_does_not_call_is_a_warning() {
        var checked = check(PROJECT, Map.of(), config -> Fixture.plan(config).function("approve", "greet"));

        assertThat(checked.warnings())
                .containsExactly("plan: the workflow does not call the function approve; refer to ${ApproveArn} in"
                        + " workflow.asl.json, or remove the function if nothing else calls it [UNUSED_FUNCTION]");
    }

    @Test
    void function_that_returns_tokens_to_the_workflow_is_called_by_something_else() {
        var checked = check(
                PROJECT,
                Map.of(),
                config -> Fixture.plan(config)
                        .function("approve", "greet", function -> function.usesWorkflow("states:SendTaskSuccess")));

        assertThat(checked.warnings()).isEmpty();
    }

    @Test
    void function_that_the_plan_lets_the_workflow_invoke_is_called() {
        var checked = check(
                PROJECT,
                Map.of(),
                config -> Fixture.plan(config)
                        .function("approve", "greet")
                        .allow("lambda:InvokeFunction", "${ApproveArn}"));

        assertThat(checked.warnings()).isEmpty();
    }

    @Test
    void config_key_that_the_plan_reads_is_known() {
        var checked = check(
                PROJECT,
                Map.of("step", "3"),
                config -> Fixture.plan(config)
                        .function("approve", "greet", function -> function.environment("STEP", config.text("step"))));

        assertThat(checked.plan().functions()).hasSize(3);
    }

    @Test
    void misspelled_config_key_is_reported_with_the_nearest_known_one() {
        assertThatThrownBy(() -> check(PROJECT, Map.of("lamdaRuntime", "python3.13"), Fixture::plan))
                .hasMessageEndingWith(
                        "\n- lamdaRuntime is not a key of this project; did you mean lambdaRuntime?"
                                + " Rename it in Pulumi.test.yaml, or the key that the plan reads, or run: pulumi config rm lamdaRuntime");
    }

    @Test
    void null_value_is_reported_with_the_users_line() {
        assertThatThrownBy(() -> check(
                        PROJECT,
                        Map.of(),
                        config -> Fixture.plan(config).function("other", "greet", Mistakes::missingValue)))
                .hasMessageMatching("(?s).*\n- plan fails at Mistakes\\.java:\\d+: a value must be set, was null");
    }

    @Test
    void target_with_a_null_arn_is_reported_with_the_users_line() {
        assertThatThrownBy(() ->
                        check(PROJECT, Map.of(), config -> Fixture.plan(config).target(Mistakes.missingArn())))
                .hasMessageMatching(
                        "(?s).*\n- plan fails at Mistakes\\.java:\\d+: the ARN of the target mail must be set, was null");
    }
}
