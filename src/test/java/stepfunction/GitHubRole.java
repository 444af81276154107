package stepfunction;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.DeclaredStack.DeclaredResource;

/**
 * The IAM role that a GitHub workflow assumes, with just the permissions that the declared resources take. Its documents are
 * in {@code .github/iam}; {@code ACCOUNT_ID} and {@code OWNER/REPOSITORY} stand for the reader's own.
 */
enum GitHubRole {
    /** Reads what there is, to compare it with what is declared. */
    PREVIEW,
    /** Creates, changes and deletes what is declared, and runs the smoke test. */
    DEPLOY;

    /**
     * What the aws provider calls for a type of resource.
     *
     * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html">AWS: Service
     *     Authorization Reference</a>
     */
    private record Calls(List<String> reading, List<String> writing) {}

    private static final Map<String, Calls> CALLS = Map.of(
            "aws:iam/role:Role",
            new Calls(
                    List.of("iam:GetRole", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"),
                    List.of(
                            "iam:CreateRole",
                            "iam:DeleteRole",
                            "iam:DeleteRolePermissionsBoundary",
                            "iam:ListInstanceProfilesForRole",
                            "iam:PutRolePermissionsBoundary",
                            "iam:TagRole",
                            "iam:UntagRole",
                            "iam:UpdateAssumeRolePolicy",
                            "iam:UpdateRole")),
            "aws:iam/rolePolicy:RolePolicy",
            new Calls(List.of("iam:GetRolePolicy"), List.of("iam:DeleteRolePolicy", "iam:PutRolePolicy")),
            "aws:lambda/function:Function",
            new Calls(
                    List.of(
                            "lambda:GetFunction",
                            "lambda:GetFunctionCodeSigningConfig",
                            "lambda:GetFunctionConfiguration",
                            "lambda:ListTags",
                            "lambda:ListVersionsByFunction"),
                    List.of(
                            "lambda:CreateFunction",
                            "lambda:DeleteFunction",
                            "lambda:TagResource",
                            "lambda:UntagResource",
                            "lambda:UpdateFunctionCode",
                            "lambda:UpdateFunctionConfiguration")),
            "aws:sfn/stateMachine:StateMachine",
            new Calls(
                    List.of(
                            "states:DescribeStateMachine",
                            "states:ListStateMachineVersions",
                            "states:ListTagsForResource"),
                    List.of(
                            "states:CreateStateMachine",
                            "states:DeleteStateMachine",
                            "states:StartExecution",
                            "states:TagResource",
                            "states:UntagResource",
                            "states:UpdateStateMachine")),
            "aws:cloudwatch/logGroup:LogGroup",
            new Calls(
                    List.of("logs:ListTagsForResource"),
                    List.of(
                            "logs:CreateLogGroup",
                            "logs:DeleteLogGroup",
                            "logs:DeleteRetentionPolicy",
                            "logs:PutRetentionPolicy",
                            "logs:TagResource",
                            "logs:UntagResource")),
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            new Calls(
                    List.of("cloudwatch:ListTagsForResource"),
                    List.of(
                            "cloudwatch:DeleteAlarms",
                            "cloudwatch:PutMetricAlarm",
                            "cloudwatch:TagResource",
                            "cloudwatch:UntagResource")));

    /** Calls that AWS does not let be limited to a resource of this stack. */
    private static final List<String> ON_EVERY_RESOURCE =
            List.of("cloudwatch:DescribeAlarms", "logs:DescribeLogGroups", "states:ValidateStateMachineDefinition");

    /** The role's permissions policy. */
    String permissions(Collection<DeclaredStack> stacks) {
        var arns = new TreeMap<String, Set<String>>();
        for (var stack : stacks) {
            for (var resource : stack.resources()) {
                if (resource.type().startsWith("aws:")) {
                    arns.computeIfAbsent(resource.type(), type -> new TreeSet<>())
                            .addAll(arns(stack, resource));
                }
            }
        }
        var statements = new ArrayList<IamStatement>();
        arns.forEach((type, of) -> {
            var name = type.substring(type.lastIndexOf(':') + 1);
            var calls = CALLS.get(type);
            if (calls == null) {
                throw new IllegalArgumentException("%s must be known to %s, is not".formatted(type, GitHubRole.class));
            }
            statements.add(allow("Read" + name, calls.reading(), of));
            if (this == DEPLOY) {
                statements.add(allow("Write" + name, calls.writing(), of));
            }
        });
        statements.add(allow("ReadWithoutResource", ON_EVERY_RESOURCE, List.of("*")));
        if (this == DEPLOY) {
            statements.add(allow("PassRole", List.of("iam:PassRole"), arns.getOrDefault("aws:iam/role:Role", Set.of()))
                    .copy(statement -> statement.addConditions(
                            IamConditionOperator.STRING_EQUALS,
                            "iam:PassedToService",
                            List.of("lambda.amazonaws.com", "states.amazonaws.com"))));
            statements.add(allow(
                    "WatchSmokeTest",
                    List.of("states:DescribeExecution"),
                    arns.getOrDefault("aws:sfn/stateMachine:StateMachine", Set.of()).stream()
                            .map(arn -> arn.replace(":stateMachine:", ":execution:") + ":*")
                            .toList()));
        }
        return json(IamPolicy.create(statements));
    }

    /**
     * The role's trust policy.
     *
     * @param environments the GitHub environments whose jobs may assume the role
     * @see <a href="https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws">GitHub:
     *     Configuring OpenID Connect in Amazon Web Services</a>
     */
    static String trust(Collection<String> environments) {
        var issuer = "token.actions.githubusercontent.com";
        return json(IamPolicy.builder()
                .addStatement(statement -> statement
                        .sid("TrustGitHubEnvironments")
                        .effect(IamEffect.ALLOW)
                        .addPrincipal(IamPrincipalType.FEDERATED, "arn:aws:iam::ACCOUNT_ID:oidc-provider/" + issuer)
                        .addAction("sts:AssumeRoleWithWebIdentity")
                        .addCondition(IamConditionOperator.STRING_EQUALS, issuer + ":aud", "sts.amazonaws.com")
                        .addConditions(
                                IamConditionOperator.STRING_EQUALS,
                                issuer + ":sub",
                                environments.stream()
                                        .map("repo:OWNER/REPOSITORY:environment:%s"::formatted)
                                        .toList()))
                .build());
    }

    private static List<String> arns(DeclaredStack stack, DeclaredResource resource) {
        return switch (resource.type()) {
            case "aws:iam/rolePolicy:RolePolicy" ->
                stack.all("aws:iam/role:Role").stream()
                        .filter(role -> role.input("name").equals(resource.input("role")))
                        .map(role -> role.arn().orElseThrow())
                        .toList();
            // CloudWatch Logs names a group with and without the streams in it.
            case "aws:cloudwatch/logGroup:LogGroup" ->
                List.of(resource.arn().orElseThrow(), resource.arn().orElseThrow() + ":*");
            default -> List.of(resource.arn().orElseThrow());
        };
    }

    private static IamStatement allow(String sid, List<String> actions, Collection<String> resources) {
        return IamStatement.builder()
                .sid(sid)
                .effect(IamEffect.ALLOW)
                .actionIds(actions)
                .resourceIds(List.copyOf(resources))
                .build();
    }

    private static String json(IamPolicy policy) {
        var json = policy.toJson().replace(DeclaredStack.ACCOUNT, "ACCOUNT_ID");
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(JsonParser.parseString(json))
                + "\n";
    }
}
