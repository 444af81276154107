package stepfunction.iam;

import com.google.common.base.CharMatcher;
import java.util.Map;
import java.util.Optional;

/**
 * One IAM document, as it is given to AWS.
 *
 * @param name of its file, without {@code .json}
 */
record RoleDocument(String name, String json) {

    /** Inline, trust and managed policies: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. */
    private static final Map<String, Integer> MAX_CHARACTERS = Map.of(
            "preview-permissions", 10_240,
            "deploy-permissions", 10_240,
            "preview-trust", 2_048,
            "deploy-trust", 2_048,
            "boundary", 6_144);

    /** How it is too long for IAM, which does not count white space; absent where it is not. */
    Optional<String> excess() {
        var characters = CharMatcher.whitespace().removeFrom(json).length();
        var limit = MAX_CHARACTERS.getOrDefault(name, Integer.MAX_VALUE);
        return characters <= limit
                ? Optional.empty()
                : Optional.of("has %d characters, and IAM takes %d; split it into managed policies, or the stack in two"
                        .formatted(characters, limit));
    }
}
