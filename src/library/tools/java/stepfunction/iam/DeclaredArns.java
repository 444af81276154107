package stepfunction.iam;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;

/** The ARNs of what a stack declares, under the names that {@code documents.yaml} has for them. */
record DeclaredArns(DeclaredStack declared) {

    private static final String ALIAS = "aws:sfn/alias:Alias";

    /** The name for the ARNs of a type of resource. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("aws:iam/role:Role", "roles"),
            Map.entry("aws:lambda/function:Function", "functions"),
            Map.entry("aws:sfn/stateMachine:StateMachine", "stateMachines"),
            Map.entry(ALIAS, "aliases"),
            Map.entry("aws:sfn/activity:Activity", "activities"),
            Map.entry("aws:cloudwatch/logGroup:LogGroup", "logGroups"),
            Map.entry("aws:cloudwatch/metricAlarm:MetricAlarm", "alarms"),
            Map.entry("aws:cloudwatch/eventBus:EventBus", "events"),
            Map.entry("aws:cloudwatch/eventRule:EventRule", "events"),
            Map.entry("aws:scheduler/schedule:Schedule", "schedules"),
            Map.entry("aws:scheduler/scheduleGroup:ScheduleGroup", "schedules"),
            Map.entry("aws:apigatewayv2/api:Api", "httpApis"),
            Map.entry("aws:pipes/pipe:Pipe", "pipes"),
            Map.entry("aws:dynamodb/table:Table", "tables"),
            Map.entry("aws:sqs/queue:Queue", "queues"),
            Map.entry("aws:sns/topic:Topic", "topics"),
            Map.entry("aws:s3/bucketV2:BucketV2", "buckets"),
            Map.entry("aws:secretsmanager/secret:Secret", "secrets"),
            Map.entry("aws:ssm/parameter:Parameter", "parameters"));

    /** Types whose parts have ARNs of their own: the versions of a function or a state machine, the streams of a log group. */
    private static final Set<String> WITH_PARTS = Set.of(
            "aws:lambda/function:Function", "aws:sfn/stateMachine:StateMachine", "aws:cloudwatch/logGroup:LogGroup");

    /** Types that are properties of another resource in AWS, covered by the statements for that one. */
    private static final Set<String> PROPERTIES = Set.of(
            "aws:iam/rolePolicy:RolePolicy",
            "aws:cloudwatch/eventTarget:EventTarget",
            "aws:apigatewayv2/authorizer:Authorizer",
            "aws:apigatewayv2/integration:Integration",
            "aws:apigatewayv2/route:Route",
            "aws:apigatewayv2/stage:Stage",
            "aws:sqs/queuePolicy:QueuePolicy",
            "aws:s3/bucketNotification:BucketNotification",
            "aws:s3/bucketVersioningV2:BucketVersioningV2",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
            "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2");

    static Collection<String> names() {
        return NAMES.values();
    }

    /** Those of all resources that share a name, in the order of their declaration. */
    List<String> named(String name) {
        return declared.resources().stream()
                .filter(resource -> name.equals(NAMES.get(resource.type())))
                .flatMap(DeclaredArns::withParts)
                .toList();
    }

    /** Those of all resources of a type, in the order of their declaration. */
    List<String> ofType(String type) {
        return declared.all(type).stream().flatMap(DeclaredArns::withParts).toList();
    }

    private static Stream<String> withParts(DeclaredResource resource) {
        var arn = resource.arn().orElseThrow();
        if (resource.type().equals(ALIAS)) {
            // AWS asks for permissions on the state machine.
            return Stream.of(arn, arn.substring(0, arn.lastIndexOf(':')));
        }
        return WITH_PARTS.contains(resource.type()) ? Stream.of(arn, arn + ":*") : Stream.of(arn);
    }

    Set<String> types() {
        return declared.resources().stream().map(DeclaredResource::type).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The types of resources that the templates have no statements for. */
    Set<String> uncoveredTypes() {
        return types().stream()
                .filter(type -> type.startsWith("aws:") && !NAMES.containsKey(type) && !PROPERTIES.contains(type))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
