package stepfunction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** The IAM documents that say what the roles may do. */
final class Permissions {

    private Permissions() {}

    /**
     * Lets the state machine call what its workflow consists of: one statement each, on its ARN and, if asked, on a
     * function's versions.
     *
     * @param arns of the functions and targets, by name
     * @param versions whether to allow the functions' versions too, which executions of older definitions invoke
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">AWS: Invoke a function</a>
     */
    static String calling(Plan plan, Map<String, String> arns, boolean versions) {
        var statements = new ArrayList<IamStatement>();
        for (var function : plan.functions()) {
            var arn = arns.getOrDefault(function.name(), "");
            var resources = versions ? List.of(arn, arn + ":*") : List.of(arn);
            statements.add(
                    allow("Invoke" + Target.capitalized(function.name()), List.of("lambda:InvokeFunction"), resources));
        }
        for (var target : plan.targets()) {
            var arn = arns.getOrDefault(target.name(), "");
            statements.add(allow("Call" + Target.capitalized(target.name()), target.actions(), List.of(arn)));
        }
        return IamPolicy.create(statements).toJson();
    }

    /**
     * Lets a function write to its own log group, which the stack creates.
     *
     * @param logGroupArn without the {@code :*} at its end
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html">AWS: CloudWatch Logs</a>
     */
    static String writingTo(String logGroupArn) {
        return document("WriteToOwnLogGroup", "logs", "CreateLogStream PutLogEvents", logGroupArn + ":*");
    }

    /**
     * Lets a state machine have its log delivered. On every resource, because AWS does not let these actions be limited.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html">AWS: log execution history</a>
     */
    static String deliveringLogs() {
        var actions = "CreateLogDelivery CreateLogStream GetLogDelivery UpdateLogDelivery DeleteLogDelivery "
                + "ListLogDeliveries PutLogEvents PutResourcePolicy DescribeResourcePolicies DescribeLogGroups";
        return document("DeliverLog", "logs", actions, "*");
    }

    /**
     * Lets a function send traces. On every resource, because X-Ray's actions know no resource.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html">AWS: Lambda and X-Ray</a>
     */
    static String tracingFunction() {
        return document("SendTraces", "xray", "PutTraceSegments PutTelemetryRecords", "*");
    }

    /**
     * Lets a state machine send traces. On every resource, because X-Ray's actions know no resource.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html">AWS: X-Ray</a>
     */
    static String tracingStateMachine() {
        var actions = "PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets";
        return document("SendTraces", "xray", actions, "*");
    }

    private static String document(String sid, String service, String actions, String resource) {
        var qualified = List.of(actions.split(" ", -1)).stream().map(action -> service + ":" + action);
        return IamPolicy.create(List.of(allow(sid, qualified.toList(), List.of(resource))))
                .toJson();
    }

    private static IamStatement allow(String sid, List<String> actions, List<String> resources) {
        var statement = IamStatement.builder().sid(sid).effect(IamEffect.ALLOW);
        return statement.actionIds(actions).resourceIds(resources).build();
    }
}
