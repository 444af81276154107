package stepfunction.grants;

import static stepfunction.grants.Access.on;
import static stepfunction.grants.Access.onCaller;
import static stepfunction.grants.Access.onEveryResource;
import static stepfunction.grants.Parameter.at;
import static stepfunction.grants.Parameter.keysOf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.asl.Resource;
import stepfunction.asl.Spelling;
import stepfunction.plan.ArnForm;

/**
 * The integrations of Step Functions whose permissions follow from the definition. Each group names AWS's page
 * about it; this index lists the pages with the resource types of each service's actions:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
public final class Catalogue {

    private static final String GUIDE = "https://docs.aws.amazon.com/step-functions/latest/dg/";
    private static final String ACTIONS = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_";

    private static final List<Parameter> FUNCTION =
            List.of(at("FunctionName"), at("Qualifier").optional());
    private static final List<Parameter> INDEX =
            List.of(at("TableName"), at("IndexName").optional());

    private static final List<Integration> OPTIMIZED = List.of(
            Integration.of("lambda:invoke", GUIDE + "connect-lambda.html", invoking()),
            // DynamoDB
            dynamodb("getItem", "dynamodb:GetItem"),
            dynamodb("putItem", "dynamodb:PutItem"),
            dynamodb("updateItem", "dynamodb:UpdateItem"),
            dynamodb("deleteItem", "dynamodb:DeleteItem"),
            // Topics, queues, buses, workflows
            Integration.of("sns:publish", GUIDE + "connect-sns.html", publishing()),
            Integration.of(
                    "sqs:sendMessage",
                    GUIDE + "connect-sqs.html",
                    on(ArnForm.QUEUE, at("QueueUrl"), "sqs:SendMessage")),
            Integration.of("events:putEvents", GUIDE + "connect-eventbridge.html", puttingEvents()),
            Integration.of(
                            "states:startExecution",
                            GUIDE + "connect-stepfunctions.html",
                            on(ArnForm.STATE_MACHINE, at("StateMachineArn"), "states:StartExecution"))
                    .waitingWith(on(
                            ArnForm.EXECUTIONS,
                            at("StateMachineArn"),
                            "states:DescribeExecution",
                            "states:StopExecution"))
                    .notifiedBy("StepFunctionsGetEventsForStepFunctionsExecutionRule"),
            // A task has no ARN before it runs.
            Integration.of(
                            "ecs:runTask",
                            GUIDE + "connect-ecs.html",
                            on(ArnForm.TASK_DEFINITION, at("TaskDefinition"), "ecs:RunTask"))
                    .waitingWith(onEveryResource("ecs:StopTask", "ecs:DescribeTasks"))
                    .notifiedBy("StepFunctionsGetEventsForECSTaskRule"),
            // Nor has a job, and DescribeJobs knows no resource.
            Integration.of(
                            "batch:submitJob",
                            GUIDE + "connect-batch.html",
                            on(ArnForm.JOB_QUEUE, at("JobQueue"), "batch:SubmitJob"),
                            on(ArnForm.JOB_DEFINITION, at("JobDefinition"), "batch:SubmitJob"))
                    .waitingWith(onEveryResource("batch:DescribeJobs", "batch:TerminateJob"))
                    .notifiedBy("StepFunctionsGetEventsForBatchJobsRule"),
            Integration.of(
                            "glue:startJobRun",
                            GUIDE + "connect-glue.html",
                            on(ArnForm.GLUE_JOB, at("JobName"), "glue:StartJobRun"))
                    .waitingWith(on(
                            ArnForm.GLUE_JOB,
                            at("JobName"),
                            "glue:GetJobRun",
                            "glue:GetJobRuns",
                            "glue:BatchStopJobRun")),
            Integration.of(
                            "codebuild:startBuild",
                            GUIDE + "connect-codebuild.html",
                            on(ArnForm.BUILD_PROJECT, at("ProjectName"), "codebuild:StartBuild"))
                    .waitingWith(on(
                            ArnForm.BUILD_PROJECT,
                            at("ProjectName"),
                            "codebuild:StopBuild",
                            "codebuild:BatchGetBuilds"))
                    .notifiedBy("StepFunctionsGetEventForCodeBuildStartBuildRule"),
            Integration.of(
                            "codebuild:startBuildBatch",
                            GUIDE + "connect-codebuild.html",
                            on(ArnForm.BUILD_PROJECT, at("ProjectName"), "codebuild:StartBuildBatch"))
                    .waitingWith(on(
                            ArnForm.BUILD_PROJECT,
                            at("ProjectName"),
                            "codebuild:StopBuildBatch",
                            "codebuild:BatchGetBuildBatches"))
                    .notifiedBy("StepFunctionsGetEventForCodeBuildStartBuildBatchRule"),
            // Without authorization, or by a policy of the API, the role needs nothing.
            Integration.of(
                    "apigateway:invoke",
                    GUIDE + "connect-api-gateway.html",
                    on(
                                    ArnForm.API,
                                    List.of(
                                            at("ApiEndpoint"),
                                            at("Stage").orElse("$default"),
                                            at("Method"),
                                            at("Path").orElse("/")),
                                    "execute-api:Invoke")
                            .where("AuthType", "IAM_ROLE")),
            Integration.of(
                    "http:invoke",
                    GUIDE + "call-https-apis.html",
                    onCaller("states:InvokeHTTPEndpoint")
                            .provided(Map.of(
                                    new Access.Condition("StringEquals", "states:HTTPMethod"), at("Method"),
                                    new Access.Condition("StringLike", "states:HTTPEndpoint"), at("ApiEndpoint"))),
                    on(ArnForm.CONNECTION, connection("InvocationConfig"), "events:RetrieveConnectionCredentials"),
                    on(ArnForm.CONNECTION, connection("Authentication"), "events:RetrieveConnectionCredentials"),
                    on(
                            ArnForm.CONNECTION_SECRET,
                            connection("InvocationConfig"),
                            "secretsmanager:GetSecretValue",
                            "secretsmanager:DescribeSecret"),
                    on(
                            ArnForm.CONNECTION_SECRET,
                            connection("Authentication"),
                            "secretsmanager:GetSecretValue",
                            "secretsmanager:DescribeSecret")),
            Integration.of(
                    "bedrock:invokeModel",
                    GUIDE + "connect-bedrock.html",
                    on(ArnForm.MODEL, at("ModelId"), "bedrock:InvokeModel"),
                    on(ArnForm.S3_URI, at("Input", "S3Uri").optional(), "s3:GetObject"),
                    on(ArnForm.S3_URI, at("Output", "S3Uri").optional(), "s3:PutObject"),
                    on(ArnForm.GUARDRAIL, at("GuardrailIdentifier").optional(), "bedrock:ApplyGuardrail")),
            // The cluster, not IAM, says what these two may do.
            Integration.of("eks:call", GUIDE + "connect-eks.html"),
            Integration.of("eks:runJob", GUIDE + "connect-eks.html"));

    private static final String S3_PAGE = ACTIONS + "amazons3.html";
    private static final String DYNAMODB_PAGE = ACTIONS + "amazondynamodb.html";
    private static final String SQS_PAGE = ACTIONS + "amazonsqs.html";
    private static final String SNS_PAGE = ACTIONS + "amazonsns.html";
    private static final String STATES_PAGE = ACTIONS + "awsstepfunctions.html";
    private static final String SECRETS_PAGE = ACTIONS + "awssecretsmanager.html";
    private static final String SSM_PAGE = ACTIONS + "awssystemsmanager.html";

    private static final List<Integration> SDK = List.of(
            // S3
            sdk("s3:getObject", S3_PAGE, objects("s3:GetObject").without("VersionId"), versions("s3:GetObjectVersion")),
            sdk(
                    "s3:headObject",
                    S3_PAGE,
                    objects("s3:GetObject").without("VersionId"),
                    versions("s3:GetObjectVersion")),
            sdk("s3:putObject", S3_PAGE, puttingObjects()),
            sdk("s3:createMultipartUpload", S3_PAGE, puttingObjects()),
            sdk("s3:uploadPart", S3_PAGE, objects("s3:PutObject")),
            sdk("s3:completeMultipartUpload", S3_PAGE, objects("s3:PutObject")),
            sdk("s3:abortMultipartUpload", S3_PAGE, objects("s3:AbortMultipartUpload")),
            sdk("s3:listParts", S3_PAGE, objects("s3:ListMultipartUploadParts")),
            sdk(
                    "s3:deleteObject",
                    S3_PAGE,
                    objects("s3:DeleteObject").without("VersionId"),
                    versions("s3:DeleteObjectVersion")),
            sdk("s3:deleteObjects", S3_PAGE, objects("s3:DeleteObject")),
            sdk(
                    "s3:copyObject",
                    S3_PAGE,
                    on(ArnForm.COPIED_OBJECTS, at("CopySource"), "s3:GetObject"),
                    objects("s3:PutObject")),
            sdk(
                    "s3:uploadPartCopy",
                    S3_PAGE,
                    on(ArnForm.COPIED_OBJECTS, at("CopySource"), "s3:GetObject"),
                    objects("s3:PutObject")),
            sdk("s3:getObjectTagging", S3_PAGE, objects("s3:GetObjectTagging")),
            sdk("s3:putObjectTagging", S3_PAGE, objects("s3:PutObjectTagging")),
            sdk("s3:deleteObjectTagging", S3_PAGE, objects("s3:DeleteObjectTagging")),
            sdk("s3:getObjectAcl", S3_PAGE, objects("s3:GetObjectAcl")),
            sdk("s3:restoreObject", S3_PAGE, objects("s3:RestoreObject")),
            sdk("s3:listObjectsV2", S3_PAGE, bucket("s3:ListBucket")),
            sdk("s3:listObjects", S3_PAGE, bucket("s3:ListBucket")),
            sdk("s3:headBucket", S3_PAGE, bucket("s3:ListBucket")),
            sdk("s3:listObjectVersions", S3_PAGE, bucket("s3:ListBucketVersions")),
            sdk("s3:listMultipartUploads", S3_PAGE, bucket("s3:ListBucketMultipartUploads")),
            sdk("s3:listBuckets", S3_PAGE, onEveryResource("s3:ListAllMyBuckets")),
            // DynamoDB
            sdk("dynamodb:getItem", DYNAMODB_PAGE, table("dynamodb:GetItem")),
            sdk("dynamodb:putItem", DYNAMODB_PAGE, table("dynamodb:PutItem")),
            sdk("dynamodb:updateItem", DYNAMODB_PAGE, table("dynamodb:UpdateItem")),
            sdk("dynamodb:deleteItem", DYNAMODB_PAGE, table("dynamodb:DeleteItem")),
            sdk("dynamodb:query", DYNAMODB_PAGE, on(ArnForm.TABLE, INDEX, "dynamodb:Query")),
            sdk("dynamodb:scan", DYNAMODB_PAGE, on(ArnForm.TABLE, INDEX, "dynamodb:Scan")),
            sdk("dynamodb:batchGetItem", DYNAMODB_PAGE, requested("dynamodb:BatchGetItem")),
            sdk("dynamodb:batchWriteItem", DYNAMODB_PAGE, requested("dynamodb:BatchWriteItem")),
            sdk("dynamodb:transactGetItems", DYNAMODB_PAGE, inTransaction("Get", "dynamodb:GetItem")),
            sdk(
                    "dynamodb:transactWriteItems",
                    DYNAMODB_PAGE,
                    inTransaction("Put", "dynamodb:PutItem"),
                    inTransaction("Update", "dynamodb:UpdateItem"),
                    inTransaction("Delete", "dynamodb:DeleteItem"),
                    inTransaction("ConditionCheck", "dynamodb:ConditionCheckItem")),
            // SQS
            sdk("sqs:sendMessage", SQS_PAGE, queue("sqs:SendMessage")),
            sdk("sqs:sendMessageBatch", SQS_PAGE, queue("sqs:SendMessage")),
            sdk("sqs:receiveMessage", SQS_PAGE, queue("sqs:ReceiveMessage")),
            sdk("sqs:deleteMessage", SQS_PAGE, queue("sqs:DeleteMessage")),
            sdk("sqs:deleteMessageBatch", SQS_PAGE, queue("sqs:DeleteMessage")),
            sdk("sqs:changeMessageVisibility", SQS_PAGE, queue("sqs:ChangeMessageVisibility")),
            sdk("sqs:changeMessageVisibilityBatch", SQS_PAGE, queue("sqs:ChangeMessageVisibility")),
            sdk("sqs:getQueueAttributes", SQS_PAGE, queue("sqs:GetQueueAttributes")),
            sdk("sqs:purgeQueue", SQS_PAGE, queue("sqs:PurgeQueue")),
            sdk("sqs:getQueueUrl", SQS_PAGE, on(ArnForm.QUEUE_NAME, at("QueueName"), "sqs:GetQueueUrl")),
            sdk("sqs:listQueues", SQS_PAGE, onEveryResource("sqs:ListQueues")),
            // SNS
            sdk("sns:publish", SNS_PAGE, publishing()),
            sdk("sns:publishBatch", SNS_PAGE, on(ArnForm.TOPIC, at("TopicArn"), "sns:Publish")),
            // Step Functions
            sdk("sfn:startExecution", STATES_PAGE, stateMachine("states:StartExecution")),
            sdk("sfn:startSyncExecution", STATES_PAGE, stateMachine("states:StartSyncExecution")),
            sdk("sfn:describeExecution", STATES_PAGE, execution("states:DescribeExecution")),
            sdk("sfn:stopExecution", STATES_PAGE, execution("states:StopExecution")),
            sdk("sfn:getExecutionHistory", STATES_PAGE, execution("states:GetExecutionHistory")),
            sdk("sfn:redriveExecution", STATES_PAGE, execution("states:RedriveExecution")),
            // Secrets Manager
            sdk("secretsmanager:getSecretValue", SECRETS_PAGE, secret("secretsmanager:GetSecretValue")),
            sdk("secretsmanager:putSecretValue", SECRETS_PAGE, secret("secretsmanager:PutSecretValue")),
            sdk("secretsmanager:describeSecret", SECRETS_PAGE, secret("secretsmanager:DescribeSecret")),
            sdk(
                    "secretsmanager:batchGetSecretValue",
                    SECRETS_PAGE,
                    onEveryResource("secretsmanager:BatchGetSecretValue"),
                    on(ArnForm.SECRET, at("SecretIdList"), "secretsmanager:GetSecretValue")),
            sdk("secretsmanager:getRandomPassword", SECRETS_PAGE, onEveryResource("secretsmanager:GetRandomPassword")),
            // Systems Manager
            sdk("ssm:getParameter", SSM_PAGE, on(ArnForm.PARAMETER, at("Name"), "ssm:GetParameter")),
            sdk("ssm:getParameters", SSM_PAGE, on(ArnForm.PARAMETER, at("Names"), "ssm:GetParameters")),
            sdk("ssm:getParametersByPath", SSM_PAGE, on(ArnForm.PARAMETER, at("Path"), "ssm:GetParametersByPath")),
            sdk("ssm:putParameter", SSM_PAGE, on(ArnForm.PARAMETER, at("Name"), "ssm:PutParameter")),
            sdk("ssm:describeParameters", SSM_PAGE, onEveryResource("ssm:DescribeParameters")),
            // Others
            sdk("lambda:invoke", ACTIONS + "awslambda.html", invoking()),
            sdk("eventbridge:putEvents", ACTIONS + "amazoneventbridge.html", puttingEvents()),
            sdk("sts:getCallerIdentity", ACTIONS + "awssecuritytokenservice.html"));

    private static final String MAP_PAGE = GUIDE + "iam-policies-eg-dist-map.html";
    private static final Parameter KEY = at("Key").narrowing();
    private static final Parameter PREFIX = at("Prefix").narrowing();

    /** The readers of a distributed Map. A manifest names objects of its bucket. */
    private static final List<Integration> ITEM_READERS = List.of(
            Integration.of(
                    "s3:listObjectsV2",
                    MAP_PAGE,
                    on(ArnForm.BUCKET, at("Bucket"), "s3:ListBucket")
                            .provided(Map.of(new Access.Condition("StringEquals", "s3:prefix"), PREFIX)),
                    on(ArnForm.OBJECTS_BY_PREFIX, List.of(at("Bucket"), PREFIX), "s3:GetObject")
                            .where("Transformation", "LOAD_AND_FLATTEN")),
            Integration.of(
                    "s3:getObject",
                    MAP_PAGE,
                    on(ArnForm.OBJECT, List.of(at("Bucket"), KEY), "s3:GetObject")
                            .without("VersionId"),
                    on(ArnForm.OBJECT, List.of(at("Bucket"), KEY), "s3:GetObjectVersion")
                            .with("VersionId"),
                    objects("s3:GetObject").where("InputType", "MANIFEST")));

    /** The writers of a distributed Map, which also read what they have written. */
    private static final List<Integration> RESULT_WRITERS = List.of(Integration.of(
            "s3:putObject",
            MAP_PAGE,
            on(
                    ArnForm.OBJECTS_IN_FOLDER,
                    List.of(at("Bucket"), PREFIX),
                    "s3:PutObject",
                    "s3:GetObject",
                    "s3:ListMultipartUploadParts",
                    "s3:AbortMultipartUpload")));

    private static final List<Integration> ALL =
            Stream.concat(OPTIMIZED.stream(), SDK.stream()).toList();

    private static final Map<String, Integration> BY_KEY =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Integration::key, Function.identity()));

    private Catalogue() {}

    static Optional<Integration> find(Resource.Integration called) {
        return Optional.ofNullable(BY_KEY.get(called.key()));
    }

    /** The integration whose name is closest to a misspelled one. */
    static Optional<String> nearest(String key) {
        return Spelling.nearest(key, BY_KEY.keySet());
    }

    /** What a distributed Map can read items with. */
    static List<Integration> itemReaders() {
        return ITEM_READERS;
    }

    /** What a distributed Map can write results with. */
    static List<Integration> resultWriters() {
        return RESULT_WRITERS;
    }

    static List<Integration> all() {
        return ALL;
    }

    /** What follows the ARN of a bucket in a permission: its objects, for the actions that are on them. */
    public static String withinTarget(String action) {
        return ALL.stream()
                        .flatMap(integration -> integration.accesses().stream())
                        .filter(access -> access.actions().contains(action))
                        .anyMatch(access -> access.form() == ArnForm.OBJECTS)
                ? "/*"
                : "";
    }

    private static Integration sdk(String api, String page, Access... accesses) {
        return Integration.of(Resource.SDK + api, page, accesses);
    }

    private static Access invoking() {
        return on(ArnForm.FUNCTION, FUNCTION, "lambda:InvokeFunction");
    }

    private static Integration dynamodb(String api, String action) {
        return Integration.of("dynamodb:" + api, GUIDE + "connect-ddb.html", table(action));
    }

    private static Access table(String action) {
        return on(ArnForm.TABLE, at("TableName"), action);
    }

    private static Access requested(String action) {
        return on(ArnForm.TABLE, keysOf("RequestItems"), action);
    }

    private static Access inTransaction(String kind, String action) {
        return on(ArnForm.TABLE, at("TransactItems", kind, "TableName").optional(), action);
    }

    /** A phone number and an application's endpoint are no topics, and have no ARN that a policy could name. */
    private static Access[] publishing() {
        return new Access[] {
            on(ArnForm.TOPIC, at("TopicArn").optional(), "sns:Publish"),
            onEveryResource("sns:Publish").with("TargetArn"),
            onEveryResource("sns:Publish").with("PhoneNumber")
        };
    }

    private static Access puttingEvents() {
        return on(ArnForm.EVENT_BUS, at("Entries", "EventBusName").orElse("default"), "events:PutEvents");
    }

    private static Parameter connection(String field) {
        return at(field, "ConnectionArn").optional();
    }

    private static Access bucket(String action) {
        return on(ArnForm.BUCKET, at("Bucket"), action);
    }

    private static Access objects(String action) {
        return on(ArnForm.OBJECTS, at("Bucket"), action);
    }

    private static Access versions(String action) {
        return objects(action).with("VersionId");
    }

    private static Access[] puttingObjects() {
        return new Access[] {
            objects("s3:PutObject"),
            objects("s3:PutObjectTagging").with("Tagging"),
            objects("s3:PutObjectAcl").with("Acl"),
            objects("s3:PutObjectRetention").with("ObjectLockMode"),
            objects("s3:PutObjectLegalHold").with("ObjectLockLegalHoldStatus")
        };
    }

    private static Access queue(String action) {
        return on(ArnForm.QUEUE, at("QueueUrl"), action);
    }

    private static Access stateMachine(String action) {
        return on(ArnForm.STATE_MACHINE, at("StateMachineArn"), action);
    }

    private static Access execution(String action) {
        return on(ArnForm.EXECUTION, at("ExecutionArn"), action);
    }

    private static Access secret(String action) {
        return on(ArnForm.SECRET, at("SecretId"), action);
    }
}
