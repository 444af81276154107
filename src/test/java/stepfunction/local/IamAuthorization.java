package stepfunction.local;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
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
 * Decides what the declared roles may do, as IAM would, from their trust policies and inline policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">AWS: Policy
 *     evaluation logic</a>
 */
record IamAuthorization(DeclaredStack stack) {

    /**
     * Tells why the state machine may not do something.
     *
     * @param resourceArns any of which suffices; when there is none, the action must be allowed on something
     * @return the reason, as AWS words it; empty when it may
     */
    Optional<String> refusal(DeclaredResource stateMachine, String action, List<String> resourceArns) {
        var roleArn = stateMachine.input("roleArn");
        var machineArn = stateMachine.arn().orElseThrow();
        var context = Map.of(
                "aws:SourceArn", machineArn, "aws:SourceAccount", machineArn.split(":", -1)[4]);
        if (!trusts(role(roleArn), "states.amazonaws.com", context)) {
            return Optional.of(("Neither the global service principal states.amazonaws.com, nor the regional one is "
                            + "authorized to assume the provided role %s")
                    .formatted(roleArn));
        }
        return allows(role(roleArn), action, resourceArns)
                ? Optional.empty()
                : Optional.of(("User: %s is not authorized to perform: %s on resource: %s because no identity-based "
                                + "policy allows the %s action")
                        .formatted(
                                roleArn,
                                action,
                                resourceArns.isEmpty() ? "*" : String.join(", ", resourceArns),
                                action));
    }

    /** Tells why Lambda cannot run the function as its role; it sends no condition keys. */
    Optional<String> refusal(DeclaredResource function) {
        return trusts(role(function.input("role")), "lambda.amazonaws.com", Map.of())
                ? Optional.empty()
                : Optional.of(
                        "The role defined for the function cannot be assumed by Lambda: " + function.input("role"));
    }

    private DeclaredResource role(String arn) {
        return stack.all("aws:iam/role:Role").stream()
                .filter(role -> role.arn().equals(Optional.of(arn)))
                .findAny()
                .orElseThrow(
                        () -> new CannotRunException("the stack must declare the role %s, does not".formatted(arn)));
    }

    private static boolean trusts(DeclaredResource role, String service, Map<String, String> context) {
        var principal = IamPrincipal.create(IamPrincipalType.SERVICE, service);
        return allows(
                statements(role.input("assumeRolePolicy"))
                        .filter(statement -> statement.principals().contains(principal)),
                "sts:AssumeRole",
                context);
    }

    private boolean allows(DeclaredResource role, String action, List<String> resourceArns) {
        return allows(
                stack.all("aws:iam/rolePolicy:RolePolicy").stream()
                        .filter(policy -> policy.input("role").equals(role.input("name")))
                        .flatMap(policy -> statements(policy.input("policy")))
                        .filter(statement -> resourceArns.isEmpty()
                                || statement.resources().stream()
                                        .map(resource -> wildcard(resource.value()))
                                        .anyMatch(pattern -> resourceArns.stream()
                                                .anyMatch(arn ->
                                                        pattern.matcher(arn).matches()))),
                action,
                Map.of());
    }

    /** A denial outweighs every permission. */
    private static boolean allows(Stream<IamStatement> statements, String action, Map<String, String> context) {
        var effects = statements
                .filter(statement -> statement.actions().stream()
                        .map(allowed -> wildcard(allowed.value().toLowerCase(Locale.ROOT)))
                        .anyMatch(allowed ->
                                allowed.matcher(action.toLowerCase(Locale.ROOT)).matches()))
                .filter(statement -> holds(statement.conditions(), context))
                .map(IamStatement::effect)
                .toList();
        return effects.contains(IamEffect.ALLOW) && !effects.contains(IamEffect.DENY);
    }

    private static Stream<IamStatement> statements(String policy) {
        return IamPolicy.fromJson(policy).statements().stream().peek(statement -> {
            if (!statement.notActions().isEmpty()
                    || !statement.notResources().isEmpty()
                    || !statement.notPrincipals().isEmpty()) {
                throw new CannotRunException(
                        "the local run must understand every statement, knows no NotAction, NotResource and "
                                + "NotPrincipal; statement " + statement.sid());
            }
        });
    }

    /** The values of one key are alternatives; all keys must match. */
    private static boolean holds(List<IamCondition> conditions, Map<String, String> context) {
        return conditions.stream()
                .collect(groupingBy(condition -> List.of(condition.operator(), condition.key())))
                .values()
                .stream()
                .allMatch(values -> values.stream().anyMatch(condition -> holds(condition, context)));
    }

    private static boolean holds(IamCondition condition, Map<String, String> context) {
        var actual = context.getOrDefault(condition.key().value(), "");
        return switch (condition.operator().value()) {
            case "StringEquals" -> actual.equals(condition.value());
            case "StringLike", "ArnLike", "ArnEquals" ->
                wildcard(condition.value()).matcher(actual).matches();
            default ->
                throw new CannotRunException("the local run must know every condition operator, does not know "
                        + condition.operator().value());
        };
    }

    private static Pattern wildcard(String pattern) {
        return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }
}
