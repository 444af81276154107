package stepfunction.grants;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/**
 * The use of a key of KMS that encrypts a target. A service decrypts and encrypts for the caller, with the caller's permissions:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html,
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html. Reading decrypts; sending a message, for example,
 * does both.
 */
final class KeyUse {

    /** The actions that store no data, with all of a queue's consumer. */
    private static final Pattern READING = Pattern.compile(
            "[^:]+:(Get|BatchGet|Describe|List|Query|Scan|Receive|DeleteMessage|ChangeMessageVisibility).*");

    private KeyUse() {}

    /**
     * Actions that a role allows.
     *
     * @param placeholders that name what they are on
     */
    record Allowed(List<String> actions, List<String> placeholders) {}

    /** The actions on the key of a target, for actions on the target. */
    static List<String> actions(Collection<String> onTarget) {
        return onTarget.stream().allMatch(READING.asMatchPredicate())
                ? List.of("kms:Decrypt")
                : List.of("kms:Decrypt", "kms:GenerateDataKey");
    }

    /** The permissions needed on the keys of the targets that the placeholders name, in order of the placeholders. */
    static List<Need> needs(Stream<Allowed> all, Plan plan) {
        var actionsByKey = new LinkedHashMap<Target<?>, Set<String>>();
        all.forEach(allowed -> allowed.placeholders().stream()
                .flatMap(placeholder -> plan.targetOf(placeholder).stream())
                .flatMap(target -> target.key().stream())
                .forEach(key -> actionsByKey
                        .computeIfAbsent(key, first -> new LinkedHashSet<>())
                        .addAll(allowed.actions())));
        var needs = new ArrayList<Need>();
        actionsByKey.forEach((key, onTargets) ->
                needs.add(new Need(actions(onTargets), new Need.Subject(GrantedResource.of(key.arn()), List.of()))));
        return needs;
    }
}
