package stepfunction.iam;

import com.google.common.base.CharMatcher;
import com.google.gson.GsonBuilder;
import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import stepfunction.declared.ComputedState;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.declared.ProjectFiles;

/**
 * Renders {@code .github/iam/documents.yaml}, the IAM documents of the roles that preview and deploy a stack, with the ARNs of
 * what the stack declares; and the permissions boundary that the stack's own roles need.
 *
 * @param owner whose they are: {@code stack}, {@code account}, {@code repository} such as octo/orders, {@code repositoryId},
 *     {@code ownerId}, and {@code stateBucket}, empty for Pulumi Cloud
 */
record RoleDocuments(DeclaredStack declared, Map<String, String> owner) {

    private static final String RULE_TARGET = "aws:cloudwatch/eventTarget:EventTarget";
    private static final String SCHEDULE = "aws:scheduler/schedule:Schedule";

    /** The name of the ARNs of a type of resource. */
    private static final Map<String, String> ARNS = Map.ofEntries(
            Map.entry("aws:iam/role:Role", "roles"),
            Map.entry("aws:lambda/function:Function", "functions"),
            Map.entry("aws:sfn/stateMachine:StateMachine", "stateMachines"),
            Map.entry("aws:sfn/activity:Activity", "activities"),
            Map.entry("aws:cloudwatch/logGroup:LogGroup", "logGroups"),
            Map.entry("aws:cloudwatch/metricAlarm:MetricAlarm", "alarms"),
            Map.entry("aws:cloudwatch/eventBus:EventBus", "events"),
            Map.entry("aws:cloudwatch/eventRule:EventRule", "events"),
            Map.entry(SCHEDULE, "schedules"),
            Map.entry("aws:scheduler/scheduleGroup:ScheduleGroup", "schedules"),
            Map.entry("aws:dynamodb/table:Table", "tables"),
            Map.entry("aws:sqs/queue:Queue", "queues"),
            Map.entry("aws:sns/topic:Topic", "topics"),
            Map.entry("aws:s3/bucketV2:BucketV2", "buckets"),
            Map.entry("aws:secretsmanager/secret:Secret", "secrets"),
            Map.entry("aws:ssm/parameter:Parameter", "parameters"));

    /** What AWS counts as parts of it has ARNs of its own: the versions of a function and of a state machine, a group's streams. */
    private static final Set<String> WITH_PARTS = Set.of("functions", "stateMachines", "logGroups");

    /** What AWS knows as a property of a resource of ARNS. */
    private static final Set<String> PROPERTIES = Set.of(
            "aws:iam/rolePolicy:RolePolicy",
            RULE_TARGET,
            "aws:sqs/queuePolicy:QueuePolicy",
            "aws:s3/bucketNotification:BucketNotification",
            "aws:s3/bucketVersioningV2:BucketVersioningV2",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
            "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2");

    /** The members of {@code owner} without a default. */
    private static final List<String> REQUIRED = List.of("stack", "account", "repository", "repositoryId", "ownerId");

    private static final int CANNOT_RENDER = 2;

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: inline, managed and trust policies. */
    private static final Map<String, Integer> LIMITS = Map.of(
            "preview-permissions", 10_240,
            "deploy-permissions", 10_240,
            "boundary", 6_144,
            "preview-trust", 2_048,
            "deploy-trust", 2_048);

    /**
     * Writes the documents of the stack {@code -Dstack} to {@code target/iam/<stack>}. Exit status: 2 when it cannot.
     *
     * <p>Reads the other members of {@code owner} from system properties, too.
     */
    public static void main(String[] args) throws IOException {
        try {
            write(ownerOfTheUser());
        } catch (IllegalArgumentException | RunException e) {
            System.err.println("The documents cannot be rendered: " + e.getMessage());
            System.exit(CANNOT_RENDER);
        }
    }

    /** @throws IllegalArgumentException where a property is missing, or is none */
    private static Map<String, String> ownerOfTheUser() {
        var missing = REQUIRED.stream()
                .filter(property -> System.getProperty(property, "").isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s must be set, each with -D; see .github/README.md".formatted(String.join(", ", missing)));
        }
        var repository = System.getProperty("repository", "");
        if (!repository.matches("[^/]+/[^/]+")) {
            throw new IllegalArgumentException("repository must be OWNER/NAME, was \"%s\"".formatted(repository));
        }
        var owner = new HashMap<String, String>();
        REQUIRED.forEach(property -> owner.put(property, System.getProperty(property, "")));
        owner.put("stateBucket", System.getProperty("stateBucket", ""));
        return owner;
    }

    private static void write(Map<String, String> owner) throws IOException {
        var stack = owner.getOrDefault("stack", "");
        var project = new ProjectFiles(Path.of(""));
        var declared = DeclaredStack.declare(project, stack, project.config(stack), false);
        var directory = Files.createDirectories(Path.of("target", "iam", stack));
        for (var document : new RoleDocuments(declared, owner).all().entrySet()) {
            var file = directory.resolve(document.getKey() + ".json");
            System.out.println(Files.writeString(file, document.getValue()));
            excess(document.getKey(), document.getValue())
                    .ifPresent(sentence -> System.err.printf("%s %s%n", file, sentence));
        }
        uncovered(declared)
                .forEach(type ->
                        System.err.println("Add what deploying it takes to .github/iam/documents.yaml: " + type));
    }

    /** How a document is too long for IAM, which does not count white space; absent where it is not. */
    static Optional<String> excess(String name, String json) {
        var characters = CharMatcher.whitespace().removeFrom(json).length();
        var limit = LIMITS.getOrDefault(name, Integer.MAX_VALUE);
        return characters <= limit
                ? Optional.empty()
                : Optional.of("has %d characters, and IAM takes %d; split it into managed policies, or the stack in two"
                        .formatted(characters, limit));
    }

    /** The types of resources that the templates have no statements for. */
    static Set<String> uncovered(DeclaredStack declared) {
        return declared.resources().stream()
                .map(DeclaredResource::type)
                .filter(type -> type.startsWith("aws:") && !ARNS.containsKey(type) && !PROPERTIES.contains(type))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The documents by the names of their files. */
    Map<String, String> all() throws IOException {
        Map<String, Object> templates = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of(".github/iam/documents.yaml")));
        templates.put("boundary", boundary());
        var values = values();
        var gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        var documents = new TreeMap<String, String>();
        templates.forEach((name, template) -> documents.put(name, gson.toJson(rendered(template, values)) + "\n"));
        documents.replaceAll(
                (name, json) -> ComputedState.withWildcards(json).replace(DeclaredStack.ACCOUNT, owner.get("account")));
        return documents;
    }

    /** All that the stack's roles are allowed together: what they are given beyond it has no effect. */
    private Map<String, Object> boundary() {
        var actions = new TreeMap<String, Set<String>>();
        for (var policy : declared.all("aws:iam/rolePolicy:RolePolicy")) {
            for (var statement : IamPolicy.fromJson(policy.input("policy")).statements()) {
                for (var resource : statement.resources()) {
                    var allowed = actions.computeIfAbsent(resource.value(), arn -> new TreeSet<>());
                    statement.actions().forEach(action -> allowed.add(action.value()));
                }
            }
        }
        // A function's versions too, so that pinFunctionVersions needs no new boundary.
        for (var function : declared.all("aws:lambda/function:Function")) {
            actions.put(function.arn().orElseThrow() + ":*", Set.of("lambda:InvokeFunction"));
        }
        var statements = new ArrayList<Object>();
        actions.forEach((arn, allowed) -> statements.add(Map.of(
                "Sid", "AtMost" + statements.size(), "Effect", "Allow", "Action", allowed, "Resource", List.of(arn))));
        return Map.of("Version", "2012-10-17", "Statement", statements);
    }

    /** What the placeholders of the templates stand for: a text, or a list of ARNs. */
    private Map<String, Object> values() {
        var values = new HashMap<String, Object>(owner);
        ARNS.values().forEach(name -> values.put(name, arns(name)));
        values.put("anywhereForParameters", arns("parameters").isEmpty() ? List.of() : List.of("*"));
        var repository = owner.getOrDefault("repository", "").split("/", 2);
        values.put("owner", repository[0]);
        values.put("name", repository[1]);
        values.put("functionRoles", inputs("aws:lambda/function:Function", "role"));
        values.put("stateMachineRoles", inputs("aws:sfn/stateMachine:StateMachine", "roleArn"));
        values.put(
                "scheduleRoles",
                declared.all(SCHEDULE).stream()
                        .map(RoleDocuments::roleOfSchedule)
                        .distinct()
                        .toList());
        values.put(
                "ruleRoles", inputs(RULE_TARGET, "roleArn").stream().distinct().toList());
        var stateMachine = declared.resource("workflow-state-machine");
        var executions = stateMachine.arn().orElseThrow().replace(":stateMachine:", ":execution:");
        values.put("executions", List.of(executions + ":*"));
        var named = "arn:aws:iam::%s:policy/%s-boundary".formatted(owner.get("account"), stateMachine.input("name"));
        var role = declared.resource("workflow-role").properties();
        values.put("boundaryArn", role.getOrDefault("permissionsBoundary", named));
        var bucket = owner.getOrDefault("stateBucket", "");
        var objects = "arn:aws:s3:::%s/%s/*".formatted(bucket, owner.get("stack"));
        values.put("stateBucket", bucket.isEmpty() ? List.of() : List.of("arn:aws:s3:::" + bucket));
        values.put("stateObjects", bucket.isEmpty() ? List.of() : List.of(objects));
        return values;
    }

    private List<String> inputs(String type, String key) {
        return declared.all(type).stream().map(resource -> resource.input(key)).toList();
    }

    private static String roleOfSchedule(DeclaredResource schedule) {
        return schedule.properties().get("target") instanceof Map<?, ?> target
                ? String.valueOf(target.get("roleArn"))
                : schedule.input("target");
    }

    /** Of all resources that have this name together. */
    private List<String> arns(String name) {
        return declared.resources().stream()
                .filter(resource -> name.equals(ARNS.get(resource.type())))
                .map(resource -> resource.arn().orElseThrow())
                .flatMap(arn -> WITH_PARTS.contains(name) ? Stream.of(arn, arn + ":*") : Stream.of(arn))
                .toList();
    }

    private static Object rendered(Object template, Map<String, Object> values) {
        if (template instanceof Map<?, ?> entries) {
            var rendered = new LinkedHashMap<Object, Object>();
            entries.forEach((key, value) -> rendered.put(key, rendered(value, values)));
            return rendered;
        }
        if (template instanceof List<?> list) {
            return list.stream()
                    .map(element -> rendered(element, values))
                    .filter(element ->
                            !(element instanceof Map<?, ?> map && List.of().equals(map.get("Resource"))))
                    // A list in a list is there by its anchor: what may be written may be read.
                    .flatMap(element -> element instanceof List<?> several ? several.stream() : Stream.of(element))
                    .toList();
        }
        if (!(template instanceof String text)) {
            return template;
        }
        for (var value : values.entrySet()) {
            var placeholder = "${" + value.getKey() + "}";
            if (text.equals(placeholder)) {
                return value.getValue();
            }
            text = text.replace(placeholder, value.getValue().toString());
        }
        return text;
    }
}
