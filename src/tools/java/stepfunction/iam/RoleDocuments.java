package stepfunction.iam;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
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

    /** The name of the ARNs of a type of resource. */
    private static final Map<String, String> ARNS = Map.of(
            "aws:iam/role:Role", "roles",
            "aws:lambda/function:Function", "functions",
            "aws:sfn/stateMachine:StateMachine", "stateMachines",
            "aws:cloudwatch/logGroup:LogGroup", "logGroups",
            "aws:cloudwatch/metricAlarm:MetricAlarm", "alarms");

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
    static final Map<String, Integer> MAX_CHARACTERS = Map.of(
            "deploy-permissions", 10240,
            "preview-permissions", 10240,
            "boundary", 6144,
            "deploy-trust", 2048,
            "preview-trust", 2048);

    /** As IAM counts them: without white space. */
    static int characters(String document) {
        return document.replaceAll("\\s", "").length();
    }

    /** Writes the documents of the stack {@code -Dstack} to {@code target/iam/<stack>}. */
    public static void main(String[] args) throws IOException {
        var options = Stream.of("stack", "account", "repository", "repositoryId", "ownerId")
                .collect(Collectors.toMap(option -> option, option -> System.getProperty(option, "")));
        if (options.containsValue("")) {
            System.err.printf("%s must be set, each with -D; see .github/README.md%n", options.keySet());
            System.exit(2);
        }
        options.put("stateBucket", System.getProperty("stateBucket", ""));
        var stack = options.getOrDefault("stack", "");
        var project = new ProjectFiles(Path.of(""));
        var declared = DeclaredStack.declare(project, stack, project.config(stack), false);
        var directory = Files.createDirectories(Path.of("target", "iam", stack));
        for (var document : new RoleDocuments(declared, options).all().entrySet()) {
            System.out.println(Files.writeString(directory.resolve(document.getKey() + ".json"), document.getValue()));
            if (characters(document.getValue()) > MAX_CHARACTERS.getOrDefault(document.getKey(), Integer.MAX_VALUE)) {
                System.err.printf(
                        "%s.json has %d characters, and IAM takes %d: split the stack%n",
                        document.getKey(), characters(document.getValue()), MAX_CHARACTERS.get(document.getKey()));
            }
        }
        var unknown = new TreeSet<String>();
        declared.resources().forEach(resource -> unknown.add(resource.type()));
        unknown.removeIf(type -> !type.startsWith("aws:") || type.endsWith(":RolePolicy") || ARNS.containsKey(type));
        unknown.forEach(
                type -> System.err.println("Add what deploying it takes to .github/iam/documents.yaml: " + type));
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
        documents.replaceAll((name, json) -> json.replace(DeclaredStack.ACCOUNT, owner.get("account")));
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
        ARNS.forEach((type, name) -> values.put(
                name, declared.all(type).stream().flatMap(RoleDocuments::arns).toList()));
        var repository = owner.getOrDefault("repository", "").split("/", 2);
        values.put("owner", repository[0]);
        values.put("name", repository[1]);
        values.put("functionRoles", inputs("aws:lambda/function:Function", "role"));
        values.put("stateMachineRoles", inputs("aws:sfn/stateMachine:StateMachine", "roleArn"));
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

    /** A resource, and what AWS counts as its parts: the versions of a function and of a state machine, a group's streams. */
    private static Stream<String> arns(DeclaredResource resource) {
        var arn = resource.arn().orElseThrow();
        return arn.matches("arn:\\w+:(iam|cloudwatch):.*") ? Stream.of(arn) : Stream.of(arn, arn + ":*");
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
                    .filter(it -> !(it instanceof Map<?, ?> map && List.of().equals(map.get("Resource"))))
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
