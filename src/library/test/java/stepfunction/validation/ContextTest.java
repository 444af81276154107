package stepfunction.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.MachineType;

/** The members of the context object, and where each is available. */
final class ContextTest {

    private static List<String> messages(String language, String states) {
        var definition = "{'StartAt': 'A', 'TimeoutSeconds': 900, 'QueryLanguage': '%s', 'States': {%s}}"
                .formatted(language, states)
                .replace('\'', '"')
                .replace('`', '\'');
        return DefinitionCheck.check(Definition.parse(definition), MachineType.STANDARD).stream()
                .map(Finding::message)
                .toList();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "context.csv", delimiter = '|', quoteCharacter = '^', numLinesToSkip = 1)
    void missing_member_is_a_warning(String language, String states, String message) {
        assertThat(messages(language, states)).containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$$.Execution.Input.anything.at.all",
                "$$.Execution.RedriveTime",
                "$$.StateMachine.Id",
                "$$.State.EnteredTime",
                "$$",
                "$$.NewInSomeYear",
                "$$.Execution.SomethingElse",
                "States.Format(`{}`, $$.Execution.Name)",
            })
    void known_member_has_no_warning(String path) {
        assertThat(messages(
                        "JSONPath", "'A': {'Type': 'Pass', 'Parameters': {'a.$': '%s'}, 'End': true}".formatted(path)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^'A': {'Type': 'Map', 'ItemSelector': {'a.$': '$$.Map.Item.Value', 'i.$': '$$.Map.Item.Index'}, 'End': true, 'ItemProcessor':"
                        + " {'StartAt': 'B', 'States': {'B': {'Type': 'Parallel', 'End': true, 'Branches': [{'StartAt': 'C', 'States':"
                        + " {'C': {'Type': 'Pass', 'Parameters': {'i.$': '$$.Map.Item.Index'}, 'End': true}}}]}}}}^",
                "^'A': {'Type': 'Task', 'Resource': '${FunctionArn}', 'TimeoutSeconds': 5, 'Parameters': {'n.$': '$$.State.RetryCount'}, 'End': true}^",
                "^'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::sns:publish.waitForTaskToken', 'TimeoutSeconds': 5,"
                        + " 'Parameters': {'TopicArn': 't', 'Message.$': '$$.Task.Token'}, 'End': true}^",
                "^'A': {'Type': 'Choice', 'Choices': [{'Variable': '$$.Map.Item.Index', 'IsPresent': true, 'Next': 'B'}], 'Default': 'B'},"
                        + " 'B': {'Type': 'Succeed'}^",
            })
    void member_that_is_there_in_this_state_has_no_warning(String states) {
        assertThat(messages("JSONPath", states)).isEmpty();
    }
}
