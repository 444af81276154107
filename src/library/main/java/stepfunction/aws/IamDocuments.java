package stepfunction.aws;

import java.util.List;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.plan.Arn;
import stepfunction.plan.Location;

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
        return trust("TrustLambda", "lambda.amazonaws.com").build();
    }

    /** Trusts a state machine: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html. */
    static IamStatement trustStateMachine(StateMachineArn stateMachine, boolean hasVersions) {
        var arn = stateMachine.toString();
        return trust(
                "TrustStepFunctions",
                "states.amazonaws.com",
                stateMachine.location().account(),
                hasVersions ? List.of(arn, arn + ":*") : List.of(arn));
    }

    /** Trusts a group's schedules: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html. */
    static IamStatement trustScheduler(String account, String groupArn) {
        return trust("TrustScheduler", "scheduler.amazonaws.com", account, List.of(groupArn));
    }

    /** Trusts rules: https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html. */
    static IamStatement trustEvents(String account, List<String> ruleArns) {
        return trust("TrustEventBridge", "events.amazonaws.com", account, ruleArns);
    }

    /** Trusts pipes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html. */
    static IamStatement trustPipes(String account, List<String> pipeArns) {
        return trust("TrustPipes", "pipes.amazonaws.com", account, pipeArns);
    }

    /**
     * Trusts API Gateway, without a condition: it names neither account nor API when it assumes the role of an integration, so that each
     * request would fail. Only a principal that may pass the role can attach it to an API.
     * https://github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/pull/479
     */
    static IamStatement trustApiGateway() {
        return trust("TrustApiGateway", "apigateway.amazonaws.com").build();
    }

    private static IamStatement trust(String sid, String service, String account, List<String> sourceArns) {
        return trust(sid, service)
                .addCondition("StringEquals", "aws:SourceAccount", account)
                .addConditions("ArnLike", "aws:SourceArn", sourceArns)
                .build();
    }

    private static IamStatement.Builder trust(String sid, String service) {
        return IamStatement.builder()
                .sid(sid)
                .effect(ALLOW)
                .addPrincipal("Service", service)
                .addAction("sts:AssumeRole");
    }

    /**
     * Starts a state machine, and any version of it, which AWS authorizes against the state machine:
     * https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html.
     */
    static IamStatement start(StateMachineArn stateMachine) {
        return allow("StartWorkflow", List.of("states:StartExecution"), stateMachine.toString());
    }

    /** Starts an EXPRESS state machine and waits for its answer: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html. */
    static IamStatement startAndWait(StateMachineArn stateMachine) {
        return allow("StartWorkflow", List.of("states:StartSyncExecution"), stateMachine.toString());
    }

    /** Decrypts the definition of an EXPRESS state machine, as StartSyncExecution does for its caller. */
    static IamStatement decryptDefinition(KmsKey key, StateMachineArn stateMachine) {
        return useKey("DecryptDefinition", List.of("kms:Decrypt"), key)
                .addCondition(
                        "StringEquals", "kms:EncryptionContext:aws:states:stateMachineArn", stateMachine.toString())
                .build();
    }

    /** Receives from queues: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html. */
    static IamStatement receiveMessages(List<String> queueArns) {
        return IamStatement.builder()
                .sid("ReceiveMessages")
                .effect(ALLOW)
                .actionIds(List.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"))
                .resourceIds(queueArns)
                .build();
    }

    /**
     * Decrypts the messages of a queue: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html.
     *
     * @param queue such as {@code Orders}
     */
    static IamStatement decryptMessages(String queue, KmsKey key) {
        return useKey("DecryptMessagesOf" + queue, List.of("kms:Decrypt"), key).build();
    }

    /** Sends to queues of dead letters: https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html. */
    static IamStatement sendDeadLetters(List<String> queueArns) {
        return IamStatement.builder()
                .sid("SendDeadLetters")
                .effect(ALLOW)
                .addAction("sqs:SendMessage")
                .resourceIds(queueArns)
                .build();
    }

    /** Lets rules send to a queue of dead letters: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html. */
    static IamStatement takeDeadLetters(String queueArn, String account, List<String> ruleArns) {
        return IamStatement.builder()
                .sid("TakeDeadLetters")
                .effect(ALLOW)
                .addPrincipal("Service", "events.amazonaws.com")
                .addAction("sqs:SendMessage")
                .addResource(queueArn)
                .addCondition("StringEquals", "aws:SourceAccount", account)
                .addConditions("ArnEquals", "aws:SourceArn", ruleArns)
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

    /** On any resource, for Lambda makes the network interfaces itself: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html. */
    static IamStatement attachToVpc() {
        var actions = List.of(
                "ec2:AssignPrivateIpAddresses",
                "ec2:CreateNetworkInterface",
                "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSubnets",
                "ec2:UnassignPrivateIpAddresses");
        return allow("AttachToVpc", actions, "*");
    }

    /** Sends the events of failed asynchronous invocations: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html. */
    static IamStatement sendFailedEvents(String targetArn) {
        var action = isOf("sqs", targetArn) ? "sqs:SendMessage" : "sns:Publish";
        return allow("SendFailedEvents", List.of(action), targetArn);
    }

    /**
     * Mounts a file system at an access point, for reading and writing:
     * https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html. That of S3 Files begins with its file system; of EFS, the
     * access point alone is known: https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html.
     */
    static IamStatement mountFiles(String accessPointArn) {
        if (isOf("s3files", accessPointArn)) {
            var actions = List.of("s3files:ClientMount", "s3files:ClientWrite");
            return allow("MountFiles", actions, accessPointArn.replaceFirst("/access-point/.*", ""));
        }
        return IamStatement.builder()
                .sid("MountFiles")
                .effect(ALLOW)
                .actionIds(List.of("elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"))
                .addResource(accessPointArn.replaceFirst(":access-point/.*", ":file-system/*"))
                .addCondition("StringEquals", "elasticfilesystem:AccessPointArn", accessPointArn)
                .build();
    }

    private static boolean isOf(String service, String arn) {
        return Arn.parse(arn).filter(known -> known.service().equals(service)).isPresent();
    }

    /** Decrypts the environment of a function: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html. */
    static IamStatement decryptEnvironment(KmsKey key) {
        return useKey("DecryptEnvironment", List.of("kms:Decrypt"), key).build();
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

    /** Encrypts definition and history of a state machine: https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html. */
    static IamStatement encryptExecutions(KmsKey key, StateMachineArn stateMachine) {
        return useKey("EncryptExecutions", List.of("kms:Decrypt", "kms:GenerateDataKey"), key)
                .addCondition(
                        "StringEquals", "kms:EncryptionContext:aws:states:stateMachineArn", stateMachine.toString())
                .build();
    }

    /** Encrypts log events until they are delivered, which the same page describes. */
    static IamStatement encryptLog(KmsKey key, Location at) {
        return useKey("EncryptLog", List.of("kms:GenerateDataKey"), key)
                .addCondition("StringEquals", "kms:EncryptionContext:SourceArn", at.arn("logs", "*"))
                .build();
    }

    /** By an alias: https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html. */
    private static IamStatement.Builder useKey(String sid, List<String> actions, KmsKey key) {
        var statement =
                IamStatement.builder().sid(sid).effect(ALLOW).actionIds(actions).addResource(key.arn());
        return key.alias().isEmpty()
                ? statement
                : statement.addCondition("ForAnyValue:StringEquals", "kms:ResourceAliases", key.alias());
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
