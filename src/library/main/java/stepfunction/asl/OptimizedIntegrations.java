package stepfunction.asl;

import static java.util.Map.entry;
import static stepfunction.asl.Resource.Pattern.REQUEST_RESPONSE;
import static stepfunction.asl.Resource.Pattern.SYNC;
import static stepfunction.asl.Resource.Pattern.WAIT_FOR_TASK_TOKEN;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.Resource.Integration;
import stepfunction.asl.Resource.Pattern;

/**
 * The optimized integrations with the patterns that each offers:
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html.
 */
final class OptimizedIntegrations {

    private static final Set<Pattern> ANSWER = Set.of(REQUEST_RESPONSE);
    private static final Set<Pattern> TOKEN = Set.of(REQUEST_RESPONSE, WAIT_FOR_TASK_TOKEN);
    private static final Set<Pattern> JOB = Set.of(REQUEST_RESPONSE, SYNC);
    private static final Set<Pattern> JOB_OR_TOKEN = Set.of(REQUEST_RESPONSE, SYNC, WAIT_FOR_TASK_TOKEN);

    /** Where AWS's pages disagree on a pattern, it counts as offered. */
    private static final Map<String, Set<Pattern>> PATTERNS = Map.ofEntries(
            entry("apigateway:invoke", TOKEN),
            entry("athena:getQueryExecution", ANSWER),
            entry("athena:getQueryResults", ANSWER),
            entry("athena:startQueryExecution", JOB),
            entry("athena:stopQueryExecution", ANSWER),
            entry("batch:submitJob", JOB),
            entry("bedrock:createModelCustomizationJob", JOB),
            entry("bedrock:invokeModel", TOKEN),
            entry("bedrockagentcore:invokeHarness", ANSWER),
            entry("codebuild:batchDeleteBuilds", ANSWER),
            entry("codebuild:batchGetReports", ANSWER),
            entry("codebuild:deleteBuildBatch", ANSWER),
            entry("codebuild:retryBuildBatch", JOB),
            entry("codebuild:startBuild", JOB),
            entry("codebuild:startBuildBatch", JOB),
            entry("codebuild:stopBuild", ANSWER),
            entry("codebuild:stopBuildBatch", ANSWER),
            entry("databrew:startJobRun", JOB),
            entry("dynamodb:deleteItem", ANSWER),
            entry("dynamodb:getItem", ANSWER),
            entry("dynamodb:putItem", ANSWER),
            entry("dynamodb:updateItem", ANSWER),
            entry("ecs:runTask", JOB_OR_TOKEN),
            entry("eks:call", JOB_OR_TOKEN),
            entry("eks:createCluster", JOB),
            entry("eks:createFargateProfile", JOB),
            entry("eks:createNodegroup", JOB),
            entry("eks:deleteCluster", JOB),
            entry("eks:deleteFargateProfile", JOB),
            entry("eks:deleteNodegroup", JOB),
            entry("eks:runJob", JOB_OR_TOKEN),
            entry("elasticmapreduce:addStep", JOB),
            entry("elasticmapreduce:cancelStep", ANSWER),
            entry("elasticmapreduce:createCluster", JOB),
            entry("elasticmapreduce:modifyInstanceFleetByName", ANSWER),
            entry("elasticmapreduce:modifyInstanceGroupByName", ANSWER),
            entry("elasticmapreduce:setClusterTerminationProtection", ANSWER),
            entry("elasticmapreduce:terminateCluster", JOB),
            entry("emr-containers:createVirtualCluster", JOB),
            entry("emr-containers:deleteVirtualCluster", JOB),
            entry("emr-containers:startJobRun", JOB),
            entry("emr-serverless:cancelJobRun", JOB),
            entry("emr-serverless:createApplication", JOB),
            entry("emr-serverless:deleteApplication", JOB),
            entry("emr-serverless:startApplication", JOB),
            entry("emr-serverless:startJobRun", JOB),
            entry("emr-serverless:stopApplication", JOB),
            entry("events:putEvents", TOKEN),
            entry("glue:startJobRun", JOB_OR_TOKEN),
            entry("http:invoke", ANSWER),
            entry("lambda:invoke", TOKEN),
            entry("mediaconvert:createJob", JOB),
            entry("sagemaker:createEndpoint", TOKEN),
            entry("sagemaker:createEndpointConfig", TOKEN),
            entry("sagemaker:createHyperParameterTuningJob", JOB_OR_TOKEN),
            entry("sagemaker:createLabelingJob", JOB_OR_TOKEN),
            entry("sagemaker:createModel", TOKEN),
            entry("sagemaker:createProcessingJob", JOB_OR_TOKEN),
            entry("sagemaker:createTrainingJob", JOB_OR_TOKEN),
            entry("sagemaker:createTransformJob", JOB_OR_TOKEN),
            entry("sagemaker:updateEndpoint", TOKEN),
            entry("sns:publish", TOKEN),
            entry("sqs:sendMessage", TOKEN),
            entry("states:startExecution", Set.of(Pattern.values())));

    /** The services that SDK integrations call by another name. */
    private static final Map<String, String> SDK_NAMES =
            Map.of("states", "sfn", "events", "eventbridge", "elasticmapreduce", "emr");

    private OptimizedIntegrations() {}

    static boolean knows(Integration integration) {
        return PATTERNS.containsKey(integration.key());
    }

    static boolean offers(Integration integration) {
        return PATTERNS.getOrDefault(integration.key(), Set.of()).contains(integration.pattern());
    }

    static Optional<String> nearest(Integration integration) {
        return Spelling.nearest(integration.key(), PATTERNS.keySet());
    }

    /** The SDK integration of the same API, such as {@code aws-sdk:dynamodb:query}. */
    static String sdkKey(Integration integration) {
        var service = SDK_NAMES.getOrDefault(
                integration.service(), integration.service().replace("-", ""));
        return Resource.SDK + service + ":" + integration.api();
    }
}
