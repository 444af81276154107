package stepfunction.grants;

import java.util.List;
import java.util.stream.Stream;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/**
 * The use of a key of KMS that encrypts a target. A service decrypts and encrypts for the caller, with the caller's permissions:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html,
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html. Sending a message already needs both actions, so
 * that they are the same for every call.
 */
final class KeyUse {

    static final List<String> ACTIONS = List.of("kms:Decrypt", "kms:GenerateDataKey");

    private KeyUse() {}

    /** The permissions needed on the keys of the targets that the placeholders name, in order of the placeholders. */
    static List<Need> needs(Stream<String> placeholders, Plan plan) {
        return placeholders
                .distinct()
                .flatMap(placeholder -> plan.targetOf(placeholder).stream())
                .flatMap(target -> target.key().stream())
                .distinct()
                .map(KeyUse::need)
                .toList();
    }

    private static Need need(Target<?> key) {
        return new Need(ACTIONS, new Need.Subject(GrantedResource.of(key.arn()), List.of()));
    }
}
