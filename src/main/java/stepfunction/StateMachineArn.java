package stepfunction;

import java.util.Map;

/** The ARN of a state machine, and what an operator does with it. */
record StateMachineArn(String partition, String region, String account, String name) {

    /** Its page in the console of its Region. */
    String consoleUrl() {
        var domains = Map.of("aws-us-gov", "amazonaws-us-gov.com", "aws-cn", "amazonaws.cn");
        var domain = domains.getOrDefault(partition, "aws.amazon.com");
        return "https://%s.console.%s/states/home?region=%s#/statemachines/view/%s"
                .formatted(region, domain, region, this);
    }

    /** The AWS CLI command that starts an execution; it waits for an EXPRESS one's output, which AWS does not keep. */
    String startExecutionCommand(String stepFunctionType) {
        var operation = stepFunctionType.equals("EXPRESS") ? "start-sync-execution" : "start-execution";
        return "aws stepfunctions %s --region %s --state-machine-arn %s".formatted(operation, region, this);
    }

    @Override
    public String toString() {
        return "arn:%s:states:%s:%s:stateMachine:%s".formatted(partition, region, account, name);
    }
}
