package stepfunction.iam;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The owner of the roles: one stack in one account, deployed from one repository.
 *
 * @param repository such as octo/orders
 * @param repositoryId which GitHub gives to no other repository, whatever its name is later
 * @param ownerId the same of the repository's owner
 * @param stateBucket the S3 bucket that holds the stack's state; absent for Pulumi Cloud
 */
record Owner(
        String stack,
        String account,
        String repository,
        String repositoryId,
        String ownerId,
        Optional<String> stateBucket) {

    private static final List<String> REQUIRED = List.of("stack", "account", "repository", "repositoryId", "ownerId");

    /** @throws IllegalArgumentException if a value is invalid */
    Owner {
        mustMatch("account", account, "\\d{12}", "an account ID of 12 digits");
        mustMatch("repository", repository, "[^/]+/[^/]+", "OWNER/NAME");
        mustMatch("repositoryId", repositoryId, "\\d+", "the number that GitHub gives it");
        mustMatch("ownerId", ownerId, "\\d+", "the number that GitHub gives the owner");
        stateBucket.ifPresent(bucket -> mustMatch(
                "stateBucket", bucket, "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "the name of a bucket, such as my-state"));
    }

    private static void mustMatch(String name, String value, String form, String rule) {
        if (!value.matches(form)) {
            throw new IllegalArgumentException(
                    "%s must be %s, was \"%s\"; correct -D%s".formatted(name, rule, value, name));
        }
    }

    /**
     * Reads the system properties, named like the components.
     *
     * @param properties returns the value of a property, empty if it is not set
     * @throws IllegalArgumentException if one is missing or invalid
     */
    static Owner read(UnaryOperator<String> properties) {
        var missing = REQUIRED.stream()
                .filter(name -> properties.apply(name).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s must be set, each with -D; see .github/SETUP.md".formatted(String.join(", ", missing)));
        }
        return new Owner(
                properties.apply("stack"),
                properties.apply("account"),
                properties.apply("repository"),
                properties.apply("repositoryId"),
                properties.apply("ownerId"),
                Optional.of(properties.apply("stateBucket")).filter(bucket -> !bucket.isEmpty()));
    }

    String repositoryOwner() {
        return repository.substring(0, repository.indexOf('/'));
    }

    String repositoryName() {
        return repository.substring(repository.indexOf('/') + 1);
    }
}
