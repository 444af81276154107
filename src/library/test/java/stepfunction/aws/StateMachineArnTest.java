package stepfunction.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.Fixture;
import stepfunction.config.Release;
import stepfunction.plan.Location;

class StateMachineArnTest {

    @ParameterizedTest
    @CsvSource({
        "aws, eu-west-1, eu-west-1.console.aws.amazon.com",
        "aws-us-gov, us-gov-west-1, us-gov-west-1.console.amazonaws-us-gov.com",
        "aws-cn, cn-north-1, cn-north-1.console.amazonaws.cn"
    })
    void console_is_that_of_the_region(String partition, String region, String host) {
        var arn = new StateMachineArn(new Location(partition, region, "123456789012"), "greeting");

        assertThat(arn.consoleUrl())
                .isEqualTo("https://%s/states/home?region=%s#/statemachines/view/%s".formatted(host, region, arn));
    }

    @ParameterizedTest
    @CsvSource({
        "false, UNPINNED, start-execution, ''",
        "true, UNPINNED, start-sync-execution, ''",
        "false, PINNED, start-execution, ''",
        "false, GRADUAL, start-execution, :live",
        "true, GRADUAL, start-sync-execution, :live"
    })
    void command_starts_an_execution_of_its_type_by_the_alias_if_releases_are_gradual(
            boolean isExpress, Release release, String operation, String qualifier) {
        assertThat(Fixture.MACHINE.startExecutionCommand(isExpress, release))
                .isEqualTo(
                        "aws stepfunctions %s --region eu-central-1 --state-machine-arn %s%s",
                        operation, Fixture.MACHINE_ARN, qualifier);
    }
}
