package stepfunction.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.MachineType;
import stepfunction.asl.Spelling;

/** Each rule on a valid definition of which one thing is changed, and each broken rule told by one finding. */
final class DefinitionCheckTest {

    private static final String JSONPATH = read("jsonpath.asl.json");
    private static final String JSONATA = read("jsonata.asl.json");

    private static final String EXPRESS = """
            {"StartAt": "Greet", "TimeoutSeconds": 300, "States": {
              "Greet": {"Type": "Task", "Resource": "${GreetArn}", "TimeoutSeconds": 60, "Next": "Each"},
              "Each": {"Type": "Map", "End": true, "ItemProcessor": {
                "StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 5, "End": true}}}}}}""";

    private static String read(String resource) {
        try (var stream = Objects.requireNonNull(DefinitionCheckTest.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String edited(String definition, String from, String to) {
        assertThat(definition).contains(from);
        return definition.replace(from, to);
    }

    private static List<Finding> standard(String definition) {
        return withoutCodes(DefinitionCheck.check(Definition.parse(definition), MachineType.STANDARD));
    }

    private static List<Finding> withoutCodes(List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        finding.isError() ? Finding.error(finding.message()) : Finding.warning(finding.message()))
                .toList();
    }

    private static List<Finding> express(String definition) {
        return withoutCodes(DefinitionCheck.check(Definition.parse(definition), MachineType.EXPRESS));
    }

    @Test
    void a_right_definition_has_no_finding() {
        assertThat(standard(JSONPATH)).isEmpty();
        assertThat(standard(JSONATA)).isEmpty();
        assertThat(express(EXPRESS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"Right\" | \"RightRightRightRightRightRightRightRightRightRightRightRightRightRightRightRight\"",
                "\"Seconds\": 30 | \"Seconds\": 0",
                "\"JitterStrategy\": \"FULL\" | \"JitterStrategy\": \"NONE\"",
                "arn:aws:states:::aws-sdk:s3:putObject | arn:aws:states:eu-west-1:123456789012:aws-sdk:s3:putObject",
                "arn:aws:states:::lambda:invoke | arn:aws:states:eu-west-1:123456789012:lambda:invoke",
                "{\"RoleArn\": \"arn:aws:iam::123456789012:role/orders\"} | {\"RoleArn.$\": \"$.role\"}",
            })
    void definition_that_AWS_accepts_has_no_finding(String from, String to) {
        assertThat(standard(edited(JSONPATH, from, to))).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "refused-jsonpath.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void definition_that_AWS_rejects_has_exactly_one_error(String from, String to, String message) {
        assertThat(standard(edited(JSONPATH, from, to))).containsExactly(Finding.error(message));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "refused-jsonata.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void JSONata_that_AWS_rejects_has_exactly_one_error(String from, String to, String message) {
        assertThat(standard(edited(JSONATA, from, to))).containsExactly(Finding.error(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"TimeoutSeconds\": 300 | \"TimeoutSeconds\": 301 | TimeoutSeconds of the state machine must be at most 300 for EXPRESS, was 301",
                "${GreetArn} | arn:aws:states:::ecs:runTask.sync | Greet must not wait for a job, a token or an activity in an EXPRESS state machine, calls arn:aws:states:::ecs:runTask.sync; make the state machine STANDARD",
                "${GreetArn} | arn:aws:states:eu-west-1:123456789012:activity:greet | Greet must not wait for a job, a token or an activity in an EXPRESS state machine, calls arn:aws:states:eu-west-1:123456789012:activity:greet; make the state machine STANDARD",
                "\"ItemProcessor\": { | \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"EXPRESS\"}, | Mode of Each must be INLINE in an EXPRESS state machine, was DISTRIBUTED",
            })
    void an_express_machine_has_limits_of_its_own(String from, String to, String message) {
        var definition = edited(EXPRESS, from, to);

        assertThat(express(definition)).containsExactly(Finding.error(message));
        assertThat(standard(definition)).isEmpty();
    }

    @Test
    void an_express_machine_ends_after_five_minutes_without_a_timeout_of_its_own() {
        var definition = edited(EXPRESS, "\"TimeoutSeconds\": 300, ", "").replace("\"Seconds\": 5", "\"Seconds\": 300");

        assertThat(express(definition))
                .containsExactly(
                        Finding.warning(
                                "Rest waits 300 s, but the state machine ends after 300 s; shorten it, or raise TimeoutSeconds of the state machine"));
    }

    @Test
    void a_wait_that_an_express_machine_does_not_have_is_told_as_that() {
        var definition = edited(EXPRESS, "${GreetArn}", "arn:aws:states:::dynamodb:getItem.sync");

        assertThat(express(definition))
                .containsExactly(
                        Finding.error(
                                "Greet must not wait for a job, a token or an activity in an EXPRESS state machine, calls arn:aws:states:::dynamodb:getItem.sync; make the state machine STANDARD"));
    }

    @Test
    void a_token_passed_on_is_not_asked_of_an_express_machine_that_cannot_wait_for_one() {
        var definition = edited(EXPRESS, "${GreetArn}", "arn:aws:states:::sns:publish.waitForTaskToken")
                .replace("\"TimeoutSeconds\": 60", "\"Parameters\": {\"Message.$\": \"$$.Task.Token\"}");

        assertThat(express(definition))
                .containsExactly(
                        Finding.error(
                                "Greet must not wait for a job, a token or an activity in an EXPRESS state machine, calls arn:aws:states:::sns:publish.waitForTaskToken; make the state machine STANDARD"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"TimeoutSeconds\": 600, | ~~ | the state machine has no TimeoutSeconds, so an execution may run for a year; add it",
                "\"TimeoutSeconds\": 60, \"HeartbeatSeconds\": 20, | ~~ | Order has no TimeoutSeconds, so it may wait as long as the state machine runs; add it",
                "\"TimeoutSeconds\": 60, \"Heart | \"TimeoutSeconds\": 600, \"Heart | TimeoutSeconds of Order is 600, but the state machine ends after 600 s; shorten it, or raise TimeoutSeconds of the state machine",
                "\"TimeoutSecondsPath\": \"$$.Execution.Input.patience\" | \"TimeoutSecondsPath\": \"$$.Execution.Input.patience\", \"HeartbeatSeconds\": 600 | HeartbeatSeconds of Count is 600, but the state machine ends after 600 s; shorten it, or raise TimeoutSeconds of the state machine",
                "\"Comment\": \"in euros\" | \"Currency\": \"EUR\" | Choices[0] of Large? has the field Currency, which is unknown; remove it, unless AWS has added it",
                "\"Seconds\": 30, | \"Seconds\": 600, | Rest waits 600 s, but the state machine ends after 600 s; shorten it, or raise TimeoutSeconds of the state machine",
                "\"$$.Task.Token\" | \"$.token\" | Approve waits for a task token but never passes it on; include $$.Task.Token",
                "{\"StartAt\": \"Left\" | {\"ProcessorConfig\": {}, \"StartAt\": \"Left\" | Branches[0] of Both has the field ProcessorConfig, which is unknown; remove it, unless AWS has added it",
                "aws-sdk:s3:putObject | aws-sdk:s3:PutObject | Upload calls aws-sdk:s3:PutObject; AWS spells an API with a lower-case first letter",
            })
    void what_AWS_may_accept_is_a_warning(String from, String to, String message) {
        var definition =
                edited(JSONPATH.replaceAll(",\\s+\"Heart", ", \"Heart").replaceAll("20,\\s+", "20,"), from, to);

        assertThat(standard(definition)).containsExactly(Finding.warning(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"Output\": \"{% $states.result.Payload %}\" | \"Output\": \"{% $states.result.Payload %}\\n\" | Output of Order",
                "\"Payload\": \"{% $states.input %}\" | \"Payload\": \" {% $states.input %}\" | Arguments/Payload of Order",
            })
    void expression_in_data_with_a_space_around_it_is_a_warning(String from, String to, String place) {
        assertThat(standard(edited(JSONATA, from, to)))
                .containsExactly(Finding.warning(
                        "%s has a space or line break before {%% or after %%}, so that it is taken literally; remove it (a block of YAML must begin with |- or >-)"
                                .formatted(place)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"Payload.$\": \"$\" | \"Payload\": \"$.name\" | ~Parameters/Payload of Order is \"$.name\", which is taken literally; for what it stands for, name the field Payload.$~",
                "\"Payload.$\": \"$\" | \"Payload\": {\"b\": \"States.UUID()\"} | ~Parameters/Payload/b of Order is \"States.UUID()\", which is taken literally; for what it stands for, name the field b.$~",
                "\"Payload.$\": \"$\" | \"Payload\": [\"$['a']\"] | ~Parameters/Payload[0] of Order is \"$['a']\", which is taken literally; for what it stands for, use States.Array in a field Payload.$~",
                "\"tries\": 0 | \"tries\": \"$$.Execution.Id\" | ~Assign/tries of Order is \"$$.Execution.Id\", which is taken literally; for what it stands for, name the field tries.$~",
                "\"Error\": \"GaveUp\" | \"Error\": \"$.error\" | ~Error of Give up is \"$.error\", which is taken literally; for what it stands for, use ErrorPath~",
                "\"StringEquals\": \"\" | \"StringEquals\": \"$.from\" | ~Choices[1]/And[1]/Not/StringEquals of Large? is \"$.from\", which is taken literally; for what it stands for, use StringEqualsPath~",
                "{\"noted\": true} | {\"noted\": \"$.a\", \"of.$\": \"$$.b\"} | ~Result/noted of Note is \"$.a\", but a Result is taken literally; use Parameters~",
                "{\"noted\": true} | \"States.UUID()\" | ~Result of Note is \"States.UUID()\", but a Result is taken literally; use Parameters~",
            })
    void path_that_is_taken_literally_is_a_warning(String from, String to, String message) {
        assertThat(standard(edited(JSONPATH, from, to))).containsExactly(Finding.warning(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"Payload.$\": \"$\" | \"Payload\": [\"$\", \"$$\", \"$.50\", \"$5\", \"costs $.price\", \"States.UUID\", \"States.x\"]",
                "\"Payload.$\": \"$\" | \"InputPath\": \"$.detail\"",
                "\"Payload.$\": \"$\" | \"InputPathsMap\": {\"a\": \"$.detail\"}",
                "\"StringEquals\": \"\" | \"StringMatches\": \"$.*\"",
                "\"in euros\" | \"$.amount\"",
            })
    void text_that_is_meant_literally_has_no_finding(String from, String to) {
        assertThat(standard(edited(JSONPATH, from, to))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$5", "$.50", "costs $.a", "States.Rights", "$states", "{ % 1 % }"})
    void text_that_only_resembles_an_expression_has_no_finding(String text) {
        assertThat(standard(edited(JSONATA, "\"noted\": true", "\"noted\": \"%s\"".formatted(text))))
                .isEmpty();
    }

    @Test
    void path_of_an_API_in_JSONata_has_no_finding() {
        assertThat(standard(
                        edited(JSONATA, "\"noted\": true", "\"noted\": {\"InputPathsMap\": {\"a\": \"$.detail\"}}")))
                .isEmpty();
    }

    @Test
    void unknown_field_of_a_rule_does_not_hide_a_missing_variable() {
        var definition = edited(
                JSONPATH, "\"Variable\": \"$.amount\", \"NumericGreaterThan\"", "\"Foo\": 1, \"NumericGreaterThan\"");

        assertThat(standard(definition))
                .containsExactly(
                        Finding.warning(
                                "Choices[0] of Large? has the field Foo, which is unknown; remove it, unless AWS has added it"),
                        Finding.error("Choices[0] of Large? has no Variable; add it"));
    }

    @ParameterizedTest
    @CsvSource({
        "States.Timeot, States.Timeout",
        "States.All, States.ALL",
        "State.Timeout, States.Timeout",
        "states.taskfailed, States.TaskFailed",
        "States.Http.Sockets, States.Http.Socket"
    })
    void misspelled_reserved_error_is_a_warning(String misspelled, String meant) {
        var retried = edited(JSONPATH, "States.Timeout", misspelled);
        var caught = edited(JSONPATH, "Rejected", misspelled);
        var message = "ErrorEquals of %s[0] of Order has %s, which Step Functions never reports; did you mean %s?";

        assertThat(standard(retried)).containsExactly(Finding.warning(message.formatted("Retry", misspelled, meant)));
        assertThat(standard(caught)).containsExactly(Finding.warning(message.formatted("Catch", misspelled, meant)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"States.Http.StatusCode.404", "States.SomethingNew", "Status.Timeout", "Timeot", "Stock.Timeout"
            })
    void other_errors_are_free(String error) {
        assertThat(standard(edited(JSONPATH, "Rejected", error))).isEmpty();
    }

    private static Finding withoutTimeout(String task) {
        return Finding.warning(
                "%s has no TimeoutSeconds, so it may wait as long as the state machine runs; add it".formatted(task));
    }

    @Test
    void each_Task_without_a_timeout_is_a_warning() {
        var definition = JSONPATH.replaceAll("\"(TimeoutSeconds(Path)?|HeartbeatSeconds)\": [^,]*,", "");

        assertThat(standard(definition))
                .containsExactly(
                        Finding.warning(
                                "the state machine has no TimeoutSeconds, so an execution may run for a year; add it"),
                        withoutTimeout("Order"),
                        withoutTimeout("Count"),
                        withoutTimeout("Start job"),
                        withoutTimeout("Upload"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% $states.context.Task.Token %}",
                "{% $merge([$states.context, {}]) %}",
                "{% $states.context.Task %}",
                "{% $states.context %}",
            })
    void a_token_is_passed_on_by_any_part_of_the_context_object_that_holds_it(String message) {
        var passed = edited(JSONATA, "{% 'Token: ' & $states.context.Task.Token %}", message);
        var withheld = edited(JSONATA, "$states.context.Task.Token", "$states.context.Execution.Id");

        assertThat(standard(passed)).isEmpty();
        assertThat(standard(withheld))
                .containsExactly(
                        Finding.warning(
                                "Approve waits for a task token but never passes it on; include {% $states.context.Task.Token %}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"TimeoutSeconds\": 86400 | \"TimeoutSeconds\": 86400, \"Comment\": \"sends $$.Task.Token\"",
                "\"JobName\": \"job\" | \"JobName.$\": \"$$.Task.Token\"",
            })
    void a_token_in_a_comment_or_in_another_state_is_passed_to_nobody(String from, String to) {
        var withheld = edited(JSONPATH, "\"token.$\": \"$$.Task.Token\"", "\"token.$\": \"$.token\"");

        assertThat(standard(edited(withheld, from, to)))
                .contains(Finding.warning(
                        "Approve waits for a task token but never passes it on; include $$.Task.Token"));
    }

    @Test
    void states_with_the_same_name_are_distinguished_by_their_paths() {
        var definition = edited(
                        JSONPATH,
                        "\"StartAt\": \"Right\", \"States\": {\"Right\"",
                        "\"StartAt\": \"Left\", \"States\": {\"Left\"")
                .replace("{\"Type\": \"Succeed\"}", "{\"Type\": \"Succeed\", \"Next\": \"Left\"}");

        assertThat(standard(definition))
                .extracting(Finding::message)
                .contains(
                        "/States/Both/Branches[1]/States/Left has Next, which a Succeed does not have, only Task, Pass, Wait, Parallel, Map; remove it");
    }

    @Test
    void names_with_dots_and_slashes_are_names() {
        var definition = JSONPATH.replace("\"Rest\"", "\"Order.Next\"").replace("\"Note\"", "\"Order/Type\"");

        assertThat(standard(definition)).isEmpty();
    }

    @Test
    void states_after_a_misspelled_name_are_not_reported_as_unreachable() {
        var definition = edited(JSONPATH, "\"Next\": \"Large?\"", "\"Next\": \"Larg?\"");

        assertThat(standard(definition))
                .extracting(Finding::message)
                .containsExactly(
                        "Next of Order leads to Larg?, which is not a state; did you mean Large??",
                        "Next of Note leads to Larg?, which is not a state; did you mean Large??");
    }

    @Test
    void unreachable_states_are_reported_along_with_a_misspelled_name() {
        var definition = edited(JSONPATH, "\"Next\": \"Note\"", "\"Next\": \"Not\"")
                .replace("\"Default\": \"Each\"", "\"Default\": \"Rest\"");

        assertThat(standard(definition))
                .extracting(Finding::message)
                .containsExactly(
                        "Next of Rest leads to Not, which is not a state; did you mean Note?",
                        "nothing leads to the state Each; point a Next at it or remove it");
    }

    @Test
    void the_older_names_of_fields_are_accepted() {
        var definition =
                edited(JSONPATH, "\"ItemProcessor\"", "\"Iterator\"").replace("\"ItemSelector\"", "\"Parameters\"");

        assertThat(standard(definition)).isEmpty();
        assertThat(standard(edited(definition, "\"Resource\": \"${CountArn}\", ", "")))
                .containsExactly(Finding.error("Count has no Resource; add it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'StartAt': 7, 'States': []}",
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': [3, {'And': 4, 'Not': [{}]}]}}}",
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Map', 'ItemProcessor': {'States': {'B': {}}}, 'Retry': [{'MaxDelaySeconds': 1e999999999}]}}}",
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': {}, 'Catch': [[]], 'Credentials': 1, 'Next': null}}}",
            })
    void nonsense_is_refused_and_does_no_harm(String text) {
        assertThat(standard(text.replace('\'', '"'))).anyMatch(Finding::isError);
    }

    @ParameterizedTest
    @CsvSource({
        "Retries, Retry",
        "Tsak, Task",
        "next, Next",
        "Secconds, Seconds",
        "Foo, ''",
        "Echo, ''",
        "ItemsPointer, ''",
        "'', ''"
    })
    void a_name_is_near_that_differs_by_a_slip(String mistyped, String meant) {
        var names = List.of("Task", "Each", "Next", "Seconds", "Retry", "ItemProcessor", "End");

        assertThat(Spelling.nearest(mistyped, names).orElse("")).isEqualTo(meant);
    }
}
