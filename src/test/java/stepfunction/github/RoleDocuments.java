package stepfunction.github;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipal;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.DeclaredStack;
import stepfunction.DeclaredStack.DeclaredResource;
import stepfunction.ProjectFiles;

/**
 * The IAM documents of a stack's pipeline, derived from what the stack declares: of the role that previews it, of the role that
 * deploys it, and of the permissions boundary that the stack's own roles need.
 *
 * @param stackName the stack, which also ends the names of its GitHub environments
 */
record RoleDocuments(DeclaredStack stack, String stackName, GitHubOwner owner) {

    /**
     * Whose the documents are.
     *
     * @param account the AWS account, 12 digits
     * @param repository such as {@code octo/orders}
     * @param stateBucket the S3 bucket of a backend of one's own; empty for Pulumi Cloud
     */
    record GitHubOwner(String account, String repository, String repositoryId, String ownerId, String stateBucket) {}

    private static final Path CALLS = Path.of("src/test/resources/stepfunction/github/provider-calls.yaml");

    /** Writes the documents of the stack {@code -Dstack} to {@code target/iam/<stack>}. */
    public static void main(String[] args) throws IOException {
        var options = List.of("stack", "account", "repository", "repositoryId", "ownerId");
        var missing = options.stream()
                .filter(option -> System.getProperty(option, "").isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            System.err.printf("-D%s must be set; see .github/README.md%n", String.join(", -D", missing));
            System.exit(2);
        }
        var values = options.stream().map(System::getProperty).toList();
        var owner = new GitHubOwner(
                values.get(1), values.get(2), values.get(3), values.get(4), System.getProperty("stateBucket", ""));
        var project = new ProjectFiles(Path.of(""));
        var stack = DeclaredStack.declare(project, values.get(0), project.config(values.get(0)), false);
        var directory = Files.createDirectories(Path.of("target", "iam", values.get(0)));
        for (var document : new RoleDocuments(stack, values.get(0), owner).all().entrySet()) {
            System.out.println(Files.writeString(directory.resolve(document.getKey() + ".json"), document.getValue()));
        }
    }

    /** The documents by the names of their files. */
    Map<String, String> all() throws IOException {
        return new TreeMap<>(Map.of(
                "boundary", boundary(),
                "deploy-permissions", permissions(true),
                "deploy-trust", json(List.of(trusting("TrustDeployments", stackName, true))),
                "preview-permissions", permissions(false),
                "preview-trust",
                        json(List.of(
                                trusting("TrustPullRequests", "preview-" + stackName, false),
                                trusting("TrustMain", "watch-" + stackName, true)))));
    }

    /** The boundary that the stack's roles have, or will have once {@code permissionsBoundaryArn} is set. */
    private String boundaryArn() {
        return stack.all("aws:iam/role:Role").get(0).properties().get("permissionsBoundary") instanceof String arn
                ? arn
                : "arn:aws:iam::%s:policy/%s-boundary"
                        .formatted(DeclaredStack.ACCOUNT, stateMachine().input("name"));
    }

    /** All that the stack's roles are allowed together: what they are given beyond it has no effect. */
    private String boundary() {
        var actions = new TreeMap<String, Set<String>>();
        for (var policy : stack.all("aws:iam/rolePolicy:RolePolicy")) {
            for (var statement : IamPolicy.fromJson(policy.input("policy")).statements()) {
                for (var resource : statement.resources()) {
                    var allowed = actions.computeIfAbsent(resource.value(), arn -> new TreeSet<>());
                    statement.actions().forEach(action -> allowed.add(action.value()));
                }
            }
        }
        // A function's versions too, so that pinFunctionVersions needs no new boundary.
        for (var function : stack.all("aws:lambda/function:Function")) {
            actions.put(function.arn().orElseThrow() + ":*", Set.of("lambda:InvokeFunction"));
        }
        var statements = new ArrayList<IamStatement>();
        actions.forEach((arn, allowed) -> statements.add(allow("AtMost" + statements.size(), allowed, List.of(arn))));
        return json(statements);
    }

    private String permissions(boolean deploy) throws IOException {
        Map<String, Map<String, List<String>>> calls =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(CALLS));
        var arns = new TreeMap<String, Set<String>>();
        for (var resource : stack.resources()) {
            if (resource.type().startsWith("aws:")) {
                arns.computeIfAbsent(resource.type(), type -> new TreeSet<>()).addAll(arns(resource));
            }
        }
        var statements = new ArrayList<IamStatement>();
        var anywhere = new TreeSet<String>();
        arns.forEach((type, of) -> {
            if (!calls.containsKey(type)) {
                throw new IllegalArgumentException("%s must be in %s, is not".formatted(type, CALLS));
            }
            var name = type.substring(type.lastIndexOf(':') + 1);
            calls.get(type).forEach((kind, actions) -> {
                switch (kind) {
                    case "read" -> statements.add(allow("Read" + name, actions, of));
                    case "anywhere" -> anywhere.addAll(actions);
                    case "write" -> {
                        if (deploy) statements.add(allow("Write" + name, actions, of));
                    }
                    case "withinBoundary" -> {
                        if (deploy)
                            statements.add(
                                    when(allow("Bound" + name, actions, of), "iam:PermissionsBoundary", boundaryArn()));
                    }
                    default -> throw new IllegalArgumentException(kind);
                }
            });
        });
        statements.add(allow("ReadAnywhere", anywhere, List.of("*")));
        if (deploy) {
            var executions = stateMachine().arn().orElseThrow().replace(":stateMachine:", ":execution:") + ":*";
            statements.add(allow("WatchSmokeTest", List.of("states:DescribeExecution"), List.of(executions)));
            statements.add(passing("PassToLambda", "aws:lambda/function:Function", "role", "lambda.amazonaws.com"));
            statements.add(passing(
                    "PassToStepFunctions", "aws:sfn/stateMachine:StateMachine", "roleArn", "states.amazonaws.com"));
            statements.add(allow(
                            "KeepBoundary",
                            List.of(
                                    "iam:CreatePolicyVersion",
                                    "iam:DeletePolicy",
                                    "iam:DeletePolicyVersion",
                                    "iam:DeleteRolePermissionsBoundary",
                                    "iam:SetDefaultPolicyVersion"),
                            List.of("*"))
                    .copy(it -> it.effect(IamEffect.DENY)));
        }
        if (!owner.stateBucket().isEmpty()) {
            var bucket = "arn:aws:s3:::" + owner.stateBucket();
            var objects = List.of(bucket + "/" + stackName + "/*");
            statements.add(allow("ListState", List.of("s3:ListBucket"), List.of(bucket))
                    .copy(it -> it.addCondition(IamConditionOperator.STRING_LIKE, "s3:prefix", stackName + "/*")));
            statements.add(allow("ReadState", List.of("s3:GetObject"), objects));
            if (deploy) {
                statements.add(allow("WriteState", List.of("s3:DeleteObject", "s3:PutObject"), objects));
            }
        }
        return json(statements);
    }

    private IamStatement passing(String sid, String type, String role, String service) {
        var roles = stack.all(type).stream().map(it -> it.input(role)).toList();
        return when(allow(sid, List.of("iam:PassRole"), roles), "iam:PassedToService", service);
    }

    /**
     * Lets the jobs of one GitHub environment assume the role. Which form {@code sub} has depends on the repository's age;
     * its number tells it from one that was deleted and made anew under the same name.
     *
     * @param main whether from the branch main alone
     * @see <a href="https://docs.github.com/en/actions/reference/security/oidc">GitHub: OpenID Connect reference</a>
     */
    private IamStatement trusting(String sid, String environment, boolean main) {
        var issuer = "token.actions.githubusercontent.com";
        var names = owner.repository().split("/", 2);
        var statement = IamStatement.builder()
                .sid(sid)
                .effect(IamEffect.ALLOW)
                .addPrincipal(IamPrincipal.create(
                        "Federated", "arn:aws:iam::%s:oidc-provider/%s".formatted(DeclaredStack.ACCOUNT, issuer)))
                .addAction("sts:AssumeRoleWithWebIdentity")
                .build();
        statement = when(statement, issuer + ":aud", "sts.amazonaws.com");
        statement = when(
                statement,
                issuer + ":sub",
                "repo:%s:environment:%s".formatted(owner.repository(), environment),
                "repo:%s@%s/%s@%s:environment:%s"
                        .formatted(names[0], owner.ownerId(), names[1], owner.repositoryId(), environment));
        statement = when(statement, issuer + ":repository_id", owner.repositoryId());
        statement = when(statement, issuer + ":environment", environment);
        return main ? when(statement, issuer + ":ref", "refs/heads/main") : statement;
    }

    private DeclaredResource stateMachine() {
        return stack.resource("workflow-state-machine");
    }

    /** A resource, and what AWS counts as its parts: the versions of a function and of a state machine, a group's streams. */
    private static List<String> arns(DeclaredResource resource) {
        var arn = resource.arn();
        var whole = Set.of("aws:iam/role:Role", "aws:cloudwatch/metricAlarm:MetricAlarm")
                .contains(resource.type());
        return arn.map(it -> whole ? List.of(it) : List.of(it, it + ":*")).orElse(List.of());
    }

    private static IamStatement allow(String sid, Collection<String> actions, Collection<String> arns) {
        return IamStatement.builder()
                .sid(sid)
                .effect(IamEffect.ALLOW)
                .actionIds(List.copyOf(actions))
                .resources(arns.stream().map(IamResource::create).toList())
                .build();
    }

    private static IamStatement when(IamStatement statement, String key, String... values) {
        return statement.copy(it -> it.addConditions(IamConditionOperator.STRING_EQUALS, key, List.of(values)));
    }

    private String json(Collection<IamStatement> statements) {
        var json = IamPolicy.create(statements).toJson().replace(DeclaredStack.ACCOUNT, owner.account());
        var printer = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping();
        return printer.create().toJson(JsonParser.parseString(json)) + "\n";
    }
}
