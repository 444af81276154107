package stepfunction.grants;

import java.util.List;
import java.util.Optional;
import stepfunction.apis.ArnTemplate;
import stepfunction.asl.Finding;
import stepfunction.plan.Value;

/** The size of a role's policy, which IAM limits: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. */
final class PolicySize {

    private static final int MAX_CHARACTERS = 10_240;

    /** Length of a long ARN. */
    private static final int LONG_VALUE = 120;

    /** Of the keys of a statement, with a condition. */
    private static final int FRAME = 150;

    private PolicySize() {}

    /** An error if the policy is certainly too large: without what is known only in AWS, and what the role needs besides. */
    static Optional<Finding> finding(List<Grant> grants) {
        var characters = grants.stream().mapToInt(PolicySize::characters).sum();
        return characters <= MAX_CHARACTERS
                ? Optional.empty()
                : Optional.of(Finding.error(
                        "the role's policy would have %d characters or more, and may have %d; name fewer resources, or move some states to a workflow of its own with .workflow(NAME, FILE)"
                                .formatted(characters, MAX_CHARACTERS)));
    }

    /** Whether the policy is small enough even where each value that is known only in AWS is long. */
    static boolean hasRoom(List<Grant> grants) {
        var characters = grants.stream()
                .mapToInt(grant -> characters(grant)
                        + FRAME
                        + LONG_VALUE * grant.placeholders().size())
                .sum();
        return characters <= MAX_CHARACTERS;
    }

    private static int characters(Grant grant) {
        var actions = grant.actions().stream().mapToInt(String::length).sum();
        var resources =
                grant.resources().stream().mapToInt(PolicySize::characters).sum();
        return grant.sid().length() + actions + resources;
    }

    private static int characters(GrantedResource resource) {
        var written = resource.template().segments().stream()
                .filter(ArnTemplate.Literal.class::isInstance)
                .mapToInt(part -> ((ArnTemplate.Literal) part).text().length())
                .sum();
        var filled = resource.values().values().stream()
                .filter(Value.LiteralValue.class::isInstance)
                .mapToInt(value -> value.text().length())
                .sum();
        return written + filled + resource.suffix().length();
    }
}
