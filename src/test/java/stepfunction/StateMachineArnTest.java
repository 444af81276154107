package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateMachineArnTest {

    @ParameterizedTest
    @CsvSource({
        "arn:aws:states:eu-west-1:123456789012:stateMachine:a_b-C, eu-west-1.console.aws.amazon.com, eu-west-1",
        "arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:a, us-gov-west-1.console.amazonaws-us-gov.com, us-gov-west-1",
        "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:a, cn-north-1.console.amazonaws.cn, cn-north-1"
    })
    void console_page_is_in_the_domain_of_the_partition(String arn, String host, String region) {
        assertThat(StateMachineArn.parse(arn).consoleUrl())
                .isEqualTo("https://" + host + "/states/home?region=" + region + "#/statemachines/view/" + arn);
    }

    @ParameterizedTest
    @CsvSource({"STANDARD, start-execution", "EXPRESS, start-sync-execution"})
    void start_command_names_region_and_state_machine(String type, String command) {
        var arn = "arn:aws:states:ap-southeast-2:123456789012:stateMachine:a";

        assertThat(StateMachineArn.parse(arn).startExecutionCommand(type))
                .isEqualTo("aws stepfunctions " + command + " --region ap-southeast-2 --state-machine-arn " + arn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn:aws:states:eu-west-1:123456789012:execution:a:b",
                "arn:aws:states:eu-west-1:12345678901:stateMachine:a",
                "arn:aws:lambda:eu-west-1:123456789012:function:a"
            })
    void other_arns_are_refused(String arn) {
        assertThatThrownBy(() -> StateMachineArn.parse(arn))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a state machine's ARN must have the form arn:")
                .hasMessageEndingWith(", was \"" + arn + "\"");
    }
}
