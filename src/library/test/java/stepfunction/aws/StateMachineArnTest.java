package stepfunction.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.Fixture;
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
    @CsvSource({"false, start-execution", "true, start-sync-execution"})
    void command_starts_an_execution_of_its_type(boolean isExpress, String operation) {
        assertThat(Fixture.MACHINE.startExecutionCommand(isExpress))
                .isEqualTo(
                        "aws stepfunctions %s --region eu-central-1 --state-machine-arn %s",
                        operation, Fixture.MACHINE_ARN);
    }
}
