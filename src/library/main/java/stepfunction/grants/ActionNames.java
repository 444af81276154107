package stepfunction.grants;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import stepfunction.asl.Resource;
import stepfunction.plan.EntryName;
import stepfunction.plan.Permission;

/**
 * The names of the IAM actions of APIs that the catalogue lacks, as far as they can be guessed:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
final class ActionNames {

    /** The prefix of a service's IAM actions where its name in an SDK integration differs, as far as it is often called. */
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("sfn", "states"),
            Map.entry("eventbridge", "events"),
            Map.entry("cloudwatchlogs", "logs"),
            Map.entry("sesv2", "ses"),
            Map.entry("bedrockruntime", "bedrock"),
            Map.entry("bedrockagent", "bedrock"),
            Map.entry("bedrockagentruntime", "bedrock"),
            Map.entry("rdsdata", "rds-data"),
            Map.entry("redshiftdata", "redshift-data"),
            Map.entry("redshiftserverless", "redshift-serverless"),
            Map.entry("emrserverless", "emr-serverless"),
            Map.entry("emrcontainers", "emr-containers"),
            Map.entry("emr", "elasticmapreduce"),
            Map.entry("cognitoidentityprovider", "cognito-idp"),
            Map.entry("cognitoidentity", "cognito-identity"),
            Map.entry("dynamodbstreams", "dynamodb"),
            Map.entry("s3control", "s3"),
            Map.entry("sagemakerruntime", "sagemaker"),
            Map.entry("sagemakerfeaturestoreruntime", "sagemaker"),
            Map.entry("opensearch", "es"),
            Map.entry("opensearchserverless", "aoss"),
            Map.entry("efs", "elasticfilesystem"),
            Map.entry("elasticloadbalancingv2", "elasticloadbalancing"),
            Map.entry("applicationautoscaling", "application-autoscaling"),
            Map.entry("costexplorer", "ce"),
            Map.entry("timestreamquery", "timestream"),
            Map.entry("timestreamwrite", "timestream"),
            Map.entry("apigatewayv2", "apigateway"),
            Map.entry("keyspaces", "cassandra"),
            Map.entry("pinpoint", "mobiletargeting"),
            Map.entry("location", "geo"));

    /** Actions that are not called as the API is, as far as it is often called. */
    private static final Map<String, String> OTHER_ACTIONS = Map.of(
            "aws-sdk:bedrockruntime:converse", "bedrock:InvokeModel",
            "aws-sdk:bedrockruntime:startAsyncInvoke", "bedrock:InvokeModel",
            "aws-sdk:dynamodb:executeStatement", "dynamodb:PartiQLSelect",
            "aws-sdk:dynamodb:batchExecuteStatement", "dynamodb:PartiQLSelect",
            "aws-sdk:dynamodb:executeTransaction", "dynamodb:PartiQLSelect",
            "aws-sdk:timestreamquery:query", "timestream:Select",
            "aws-sdk:kms:reEncrypt", "kms:ReEncryptFrom",
            "elasticmapreduce:createCluster", "elasticmapreduce:RunJobFlow",
            "elasticmapreduce:addStep", "elasticmapreduce:AddJobFlowSteps",
            "elasticmapreduce:terminateCluster", "elasticmapreduce:TerminateJobFlows");

    /** Services that have APIs whose actions are called otherwise, so that any of their actions may be the right one. */
    private static final Set<String> WITH_OTHER_NAMES =
            Set.of("apigateway", "bedrock", "cassandra", "dynamodb", "kms", "s3", "ses", "timestream", "s3-outposts");

    private ActionNames() {}

    /** What an action of this API is called, most probably: {@code rekognition:DetectLabels}. */
    static String likelyAction(Resource.Integration called) {
        var usual = iamPrefix(called) + ":" + EntryName.capitalized(called.api());
        return OTHER_ACTIONS.getOrDefault(called.key(), usual);
    }

    /** Such as {@code states} for {@code sfn}. */
    private static String iamPrefix(Resource.Integration called) {
        return PREFIXES.getOrDefault(called.service(), called.service()).toLowerCase(Locale.ROOT);
    }

    /** Whether the plan allows an API that is not in the catalogue, as far as that can be decided. */
    static boolean isAllowed(Resource.Integration called, List<Permission> permissions) {
        var prefix = iamPrefix(called);
        var anyActionMayDo = !called.sdk() || WITH_OTHER_NAMES.contains(prefix);
        return permissions.stream()
                .anyMatch(permission -> permission.covers(likelyAction(called))
                        || (anyActionMayDo && permission.coversService(prefix)));
    }
}
