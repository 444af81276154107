package stepfunction.aws;

import java.util.List;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** The statements that every role of its kind has, and the documents made of statements. */
final class IamDocuments {

    private static final String ALLOW = "Allow";

    private IamDocuments() {}

    static String document(List<IamStatement> statements) {
        return IamPolicy.create(statements).toJson();
    }

    static String document(IamStatement statement) {
        return document(List.of(statement));
    }

    /** Trusts Lambda: https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html. */
    static IamStatement trustLambda() {
        return IamStatement.builder()
                .sid("TrustLambda")
                .effect(ALLOW)
                .addPrincipal("Service", "lambda.amazonaws.com")
                .addAction("sts:AssumeRole")
                .build();
    }

    /** Trusts a state machine: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html. */
    static IamStatement trust(StateMachineArn stateMachine, boolean versions) {
        var arn = stateMachine.toString();
        return IamStatement.builder()
                .sid("TrustStepFunctions")
                .effect(ALLOW)
                .addPrincipal("Service", "states.amazonaws.com")
                .addAction("sts:AssumeRole")
                .addCondition(
                        "StringEquals",
                        "aws:SourceAccount",
                        stateMachine.location().account())
                .addConditions("ArnLike", "aws:SourceArn", versions ? List.of(arn, arn + ":*") : List.of(arn))
                .build();
    }

    /** Writes a function's log: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html. */
    static IamStatement writeLog(String logGroupArn) {
        return allow("WriteToOwnLogGroup", List.of("logs:CreateLogStream", "logs:PutLogEvents"), logGroupArn + ":*");
    }

    /** On every resource, as AWS demands: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html. */
    static IamStatement deliverLogs() {
        var actions = List.of(
                "logs:CreateLogDelivery",
                "logs:CreateLogStream",
                "logs:GetLogDelivery",
                "logs:UpdateLogDelivery",
                "logs:DeleteLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutLogEvents",
                "logs:PutResourcePolicy",
                "logs:DescribeResourcePolicies",
                "logs:DescribeLogGroups");
        return allow("DeliverLog", actions, "*");
    }

    /** On any resource, as these actions know none: https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html. */
    static IamStatement traceFunction() {
        return allow("SendTraces", List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords"), "*");
    }

    /** On every resource, too: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html. */
    static IamStatement traceStateMachine() {
        var actions = List.of(
                "xray:PutTraceSegments",
                "xray:PutTelemetryRecords",
                "xray:GetSamplingRules",
                "xray:GetSamplingTargets");
        return allow("SendTraces", actions, "*");
    }

    private static IamStatement allow(String sid, List<String> actions, String resource) {
        return IamStatement.builder()
                .sid(sid)
                .effect(ALLOW)
                .actionIds(actions)
                .addResource(resource)
                .build();
    }
}
