package stepfunction;

import java.util.List;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;

/** The IAM documents that let a role write logs to CloudWatch Logs. */
final class LogPolicy {

    private LogPolicy() {}

    /**
     * Lets a function write to its own log group, which the stack creates.
     *
     * @param logGroupArn without the {@code :*} at its end
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html">AWS: Using CloudWatch Logs
     *     with Lambda</a>
     */
    static String writingTo(String logGroupArn) {
        return IamPolicy.builder()
                .addStatement(statement -> statement
                        .sid("WriteToOwnLogGroup")
                        .effect(IamEffect.ALLOW)
                        .actionIds(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                        .addResource(logGroupArn + ":*"))
                .build()
                .toJson();
    }

    /**
     * Lets a state machine have its log delivered. On every resource, because AWS does not let these actions be limited.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html">AWS: Using CloudWatch Logs to log
     *     execution history, IAM policies</a>
     */
    static String delivery() {
        return IamPolicy.builder()
                .addStatement(statement -> statement
                        .sid("DeliverLog")
                        .effect(IamEffect.ALLOW)
                        .actionIds(List.of(
                                "logs:CreateLogDelivery",
                                "logs:CreateLogStream",
                                "logs:GetLogDelivery",
                                "logs:UpdateLogDelivery",
                                "logs:DeleteLogDelivery",
                                "logs:ListLogDeliveries",
                                "logs:PutLogEvents",
                                "logs:PutResourcePolicy",
                                "logs:DescribeResourcePolicies",
                                "logs:DescribeLogGroups"))
                        .addResource("*"))
                .build()
                .toJson();
    }
}
