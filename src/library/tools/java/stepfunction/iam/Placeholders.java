package stepfunction.iam;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;

/** The values of the placeholders in {@code documents.yaml} and in the user's permissions: a text, or a list of ARNs. */
record Placeholders(DeclaredStack declared, Owner owner, CiPermissions permissions) {

    Map<String, Object> values() {
        var values = new HashMap<String, Object>();
        values.putAll(ofTheOwner());
        values.putAll(ofWhatIsDeclared());
        values.putAll(ofFunctions());
        values.putAll(ofHttpApis());
        values.putAll(ofRolesToPass());
        values.putAll(ofWorkflows());
        values.putAll(ofTheState());
        return values;
    }

    private Map<String, String> ofTheOwner() {
        return Map.of(
                "stack", owner.stack(),
                "account", owner.account(),
                "repositoryOwner", owner.repositoryOwner(),
                "ownerId", owner.ownerId(),
                "repositoryName", owner.repositoryName(),
                "repositoryId", owner.repositoryId());
    }

    private Map<String, List<String>> ofWhatIsDeclared() {
        var arns = new DeclaredArns(declared);
        var values = new HashMap<String, List<String>>();
        DeclaredArns.names().forEach(name -> values.put(name, arns.named(name)));
        permissions.namedTypes().forEach(type -> values.put(type, arns.ofType(type)));
        values.put("anywhereForParameters", arns.named("parameters").isEmpty() ? List.of() : List.of("*"));
        return values;
    }

    /** Layers and VPCs: a role that sets them on a function needs permissions for them. */
    private Map<String, List<String>> ofFunctions() {
        var functions = declared.all("aws:lambda/function:Function");
        var layers = functions.stream()
                .flatMap(function -> function.inputs("layers").stream())
                .distinct()
                .toList();
        var isAnyInVpc =
                functions.stream().anyMatch(function -> function.properties().containsKey("vpcConfig"));
        return Map.of("layers", layers, "anywhereForVpcs", isAnyInVpc ? List.of("*") : List.of());
    }

    /** With the collection in which APIs are created, and their tags; and whether any has an access log, which needs permissions too. */
    private Map<String, List<String>> ofHttpApis() {
        var apis = new DeclaredArns(declared).named("httpApis");
        var apisAndTags = new LinkedHashSet<>(apis);
        for (var api : apis) {
            var collection = api.substring(0, api.lastIndexOf('/'));
            apisAndTags.add(collection);
            apisAndTags.add(collection.replace("/apis", "/tags/*"));
        }
        var isAnyLogged = declared.all("aws:apigatewayv2/stage:Stage").stream()
                .anyMatch(stage -> stage.properties().containsKey("accessLogSettings"));
        return Map.of(
                "httpApisAndTags",
                List.copyOf(apisAndTags),
                "anywhereForAccessLogs",
                isAnyLogged ? List.of("*") : List.of());
    }

    /** The roles that the stack hands to a service, which iam:PassRole is about. */
    private Map<String, List<String>> ofRolesToPass() {
        return Map.of(
                "functionRoles", inputs("aws:lambda/function:Function", "role"),
                "stateMachineRoles", inputs("aws:sfn/stateMachine:StateMachine", "roleArn"),
                "scheduleRoles", rolesOfSchedules(),
                "ruleRoles", inputs("aws:cloudwatch/eventTarget:EventTarget", "roleArn"),
                "integrationRoles", inputs("aws:apigatewayv2/integration:Integration", "credentialsArn"),
                "pipeRoles", inputs("aws:pipes/pipe:Pipe", "roleArn"));
    }

    /** A rule's target that the user declares may have no role: a queue lets the rule send by its own policy. */
    private List<String> inputs(String type, String key) {
        return declared.all(type).stream()
                .flatMap(resource -> Optional.ofNullable(resource.properties().get(key)).stream())
                .map(String::valueOf)
                .distinct()
                .toList();
    }

    private List<String> rolesOfSchedules() {
        return declared.all("aws:scheduler/schedule:Schedule").stream()
                .map(Placeholders::roleOfSchedule)
                .distinct()
                .toList();
    }

    private static String roleOfSchedule(DeclaredResource schedule) {
        return schedule.properties().get("target") instanceof Map<?, ?> target
                ? String.valueOf(target.get("roleArn"))
                : schedule.input("target");
    }

    /** The boundary is one for all roles, and named after the first workflow. */
    private Map<String, Object> ofWorkflows() {
        var stateMachine = declared.resource("workflow-state-machine");
        var usualBoundary = "arn:aws:iam::%s:policy/%s-boundary".formatted(owner.account(), stateMachine.input("name"));
        var role = declared.resource("workflow-role").properties();
        return Map.of(
                "executions", executions(), "boundaryArn", role.getOrDefault("permissionsBoundary", usualBoundary));
    }

    /** Those that the smoke test may start, by a case of any workflow of the plan; not those of the user's own state machines. */
    private List<String> executions() {
        return declared.all("aws:sfn/stateMachine:StateMachine").stream()
                .filter(stateMachine -> stateMachine.urn().contains("stepfunction:index:Workflow$"))
                .map(stateMachine -> stateMachine.arn().orElseThrow().replace(":stateMachine:", ":execution:") + ":*")
                .toList();
    }

    private Map<String, List<String>> ofTheState() {
        var buckets = owner.stateBucket().map("arn:aws:s3:::"::concat).stream().toList();
        var objects = buckets.stream()
                .map(bucket -> "%s/%s/*".formatted(bucket, owner.stack()))
                .toList();
        return Map.of("stateBucket", buckets, "stateObjects", objects);
    }
}
