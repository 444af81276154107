package stepfunction.local;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipal;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.DeclaredStack;
import stepfunction.DeclaredStack.DeclaredResource;

/**
 * Decides what the declared roles may do, as IAM would.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">AWS: Policy
 *     evaluation logic</a>
 */
record IamAuthorization(DeclaredStack stack) {

    /**
     * Tells why the state machine may not invoke the function.
     *
     * @return the reason, as AWS words it; empty when it may
     */
    Optional<String> refusal(DeclaredResource stateMachine, DeclaredResource function) {
        var caller = role(stateMachine.input("roleArn"));
        if (!trusts(caller, "states.amazonaws.com", stateMachine.arn().orElseThrow())) {
            return Optional.of("Neither the global service principal states.amazonaws.com, nor the regional one is "
                    + "authorized to assume the provided role %s".formatted(stateMachine.input("roleArn")));
        }
        if (!allows(caller, "lambda:InvokeFunction", function.arn().orElseThrow())) {
            return Optional.of(
                    ("User: %s is not authorized to perform: lambda:InvokeFunction on resource: %s because no "
                                    + "identity-based policy allows the lambda:InvokeFunction action")
                            .formatted(
                                    stateMachine.input("roleArn"),
                                    function.arn().orElseThrow()));
        }
        if (!trusts(
                role(function.input("role")),
                "lambda.amazonaws.com",
                function.arn().orElseThrow())) {
            return Optional.of("The role defined for the function cannot be assumed by Lambda: %s"
                    .formatted(function.input("role")));
        }
        return Optional.empty();
    }

    private DeclaredResource role(String arn) {
        return stack.all("aws:iam/role:Role").stream()
                .filter(role -> role.arn().equals(Optional.of(arn)))
                .findAny()
                .orElseThrow(
                        () -> new CannotRunException("the stack must declare the role %s, does not".formatted(arn)));
    }

    private boolean trusts(DeclaredResource role, String service, String sourceArn) {
        var principal = IamPrincipal.create(IamPrincipalType.SERVICE, service);
        var context = Map.of(
                "aws:SourceArn", sourceArn, "aws:SourceAccount", sourceArn.split(":", -1)[4]);
        return allows(statements(role.input("assumeRolePolicy"))
                .filter(statement -> statement.principals().contains(principal))
                .filter(statement -> matchesAction(statement, "sts:AssumeRole"))
                .filter(statement -> statement.conditions().stream().allMatch(condition -> holds(condition, context))));
    }

    private boolean allows(DeclaredResource role, String action, String resourceArn) {
        return allows(stack.all("aws:iam/rolePolicy:RolePolicy").stream()
                .filter(policy -> policy.input("role").equals(role.input("name")))
                .flatMap(policy -> statements(policy.input("policy")))
                .filter(statement -> matchesAction(statement, action))
                .filter(statement -> statement.resources().stream()
                        .anyMatch(resource ->
                                wildcard(resource.value()).matcher(resourceArn).matches())));
    }

    /** A denial outweighs every permission. */
    private static boolean allows(Stream<IamStatement> matching) {
        var effects = matching.map(IamStatement::effect).toList();
        return effects.contains(IamEffect.ALLOW) && !effects.contains(IamEffect.DENY);
    }

    private static Stream<IamStatement> statements(String policy) {
        return IamPolicy.fromJson(policy).statements().stream();
    }

    private static boolean matchesAction(IamStatement statement, String action) {
        return statement.actions().stream()
                .anyMatch(allowed -> wildcard(allowed.value().toLowerCase(Locale.ROOT))
                        .matcher(action.toLowerCase(Locale.ROOT))
                        .matches());
    }

    private static boolean holds(IamCondition condition, Map<String, String> context) {
        var actual = context.getOrDefault(condition.key().value(), "");
        return switch (condition.operator().value()) {
            case "StringEquals" -> actual.equals(condition.value());
            case "ArnLike" -> wildcard(condition.value()).matcher(actual).matches();
            default ->
                throw new CannotRunException("the local run must know every condition operator, does not know "
                        + condition.operator().value());
        };
    }

    private static Pattern wildcard(String pattern) {
        return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }
}
