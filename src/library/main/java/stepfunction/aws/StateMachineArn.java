package stepfunction.aws;

import java.util.Map;
import stepfunction.config.Release;
import stepfunction.plan.Location;

/** The ARN of a state machine, and what an operator does with it. */
public record StateMachineArn(Location location, String name) {

    /** The name of the alias that executions are started by, if releases are gradual. */
    static final String ALIAS = "live";

    /** The ARN to start executions by, if they are to run the version that is released: that of the alias, if there is one. */
    String startedArn(Release release) {
        return release.isGradual() ? this + ":" + ALIAS : toString();
    }

    /** Its page in the console of its Region. */
    public String consoleUrl() {
        var domains = Map.of("aws-us-gov", "amazonaws-us-gov.com", "aws-cn", "amazonaws.cn");
        var domain = domains.getOrDefault(location.partition(), "aws.amazon.com");
        return "https://%s.console.%s/states/home?region=%s#/statemachines/view/%s"
                .formatted(location.region(), domain, location.region(), this);
    }

    /** The AWS CLI command that starts an execution; it waits for an EXPRESS one's output, which AWS does not keep. */
    public String startExecutionCommand(boolean isExpress, Release release) {
        var operation = isExpress ? "start-sync-execution" : "start-execution";
        return "aws stepfunctions %s --region %s --state-machine-arn %s"
                .formatted(operation, location.region(), startedArn(release));
    }

    @Override
    public String toString() {
        return location.arn("states", "stateMachine:" + name);
    }
}
