package stepfunction;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** The IAM documents of the roles: whom they trust, and what they allow. */
final class IamDocuments {

    /** Trusts Lambda: https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html. */
    static String trustingLambda() {
        return document(List.of(trust("TrustLambda", "lambda.amazonaws.com").build()));
    }

    /** Trusts a state machine: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html. */
    static String trusting(StateMachineArn stateMachine, boolean versions) {
        var arn = stateMachine.toString();
        var arns = versions ? List.of(arn, arn + ":*") : List.of(arn);
        var trust = trust("TrustStepFunctions", "states.amazonaws.com")
                .addCondition("StringEquals", "aws:SourceAccount", stateMachine.account())
                .addConditions("ArnLike", "aws:SourceArn", arns);
        return document(List.of(trust.build()));
    }

    private static IamStatement.Builder trust(String sid, String service) {
        var statement = IamStatement.builder().sid(sid).effect("Allow").addAction("sts:AssumeRole");
        return statement.addPrincipal("Service", service);
    }

    /** Invokes a function: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html. */
    static IamStatement invoking(FunctionSettings function, String arn, boolean versions) {
        var arns = versions ? List.of(arn, arn + ":*") : List.of(arn);
        return allow("Invoke" + Target.capitalized(function.name()), List.of("lambda:InvokeFunction"), arns);
    }

    /** Calls a target: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html. */
    static IamStatement calling(Target<?> target, String arn) {
        return allow("Call" + Target.capitalized(target.name()), target.actions(), List.of(arn));
    }

    /** Writes a function's log: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html. */
    static String writingTo(String logGroupArn) {
        return document("WriteToOwnLogGroup", "logs", "CreateLogStream PutLogEvents", logGroupArn + ":*");
    }

    /** On every resource, as AWS demands: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html. */
    static String deliveringLogs() {
        var actions = "CreateLogDelivery CreateLogStream GetLogDelivery UpdateLogDelivery DeleteLogDelivery "
                + "ListLogDeliveries PutLogEvents PutResourcePolicy DescribeResourcePolicies DescribeLogGroups";
        return document("DeliverLog", "logs", actions, "*");
    }

    /** On any resource, as these actions know none: https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html. */
    static String tracingFunction() {
        return document("SendTraces", "xray", "PutTraceSegments PutTelemetryRecords", "*");
    }

    /** On every resource, too: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html. */
    static String tracingStateMachine() {
        var actions = "PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets";
        return document("SendTraces", "xray", actions, "*");
    }

    private static String document(String sid, String service, String actions, String resource) {
        var qualified = Stream.of(actions.split(" ", -1)).map(action -> service + ":" + action);
        return document(List.of(allow(sid, qualified.toList(), List.of(resource))));
    }

    static String document(List<IamStatement> statements) {
        return IamPolicy.create(statements).toJson();
    }

    private static IamStatement allow(String sid, List<String> actions, List<String> resources) {
        var statement = IamStatement.builder().sid(sid).effect("Allow");
        return statement.actionIds(actions).resourceIds(resources).build();
    }
}
