package stepfunction.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How Pulumi encrypts a stack's secrets, as far as the program's environment shows:
 * https://www.pulumi.com/docs/iac/concepts/secrets/#configuring-secrets-encryption.
 *
 * @param project its folder
 */
record StateEncryption(Map<String, String> environment, Path project) {

    static final StateEncryption NONE = new StateEncryption(Map.of(), Path.of(""));

    StateEncryption {
        environment = Map.copyOf(environment);
    }

    /** A warning, where a bucket that others may read holds a secret that an empty passphrase encrypts. */
    Optional<String> weakness(String key, String stack) {
        var isInBucket = environment.getOrDefault("PULUMI_BACKEND_URL", "").startsWith("s3://");
        var isPassphraseEmpty =
                environment.getOrDefault("PULUMI_CONFIG_PASSPHRASE", "-").isEmpty();
        return isInBucket && isPassphraseEmpty && !hasSecretsProvider(stack)
                ? Optional.of(
                        "%s is secret, but an empty passphrase encrypts it: anyone who can read the state's bucket can decrypt it; run: pulumi stack change-secrets-provider awskms://alias/KEY"
                                .formatted(key))
                : Optional.empty();
    }

    /** A key of KMS, for instance: the passphrase then encrypts nothing. */
    private boolean hasSecretsProvider(String stack) {
        try (var lines = Files.lines(project.resolve("Pulumi.%s.yaml".formatted(stack)))) {
            return lines.anyMatch(line -> line.startsWith("secretsprovider:") && !line.contains("passphrase"));
        } catch (IOException noFileOfTheStack) {
            return false;
        }
    }
}
