package stepfunction.iam;

import java.util.List;
import java.util.Optional;

/**
 * Whose the roles are: one stack in one account, deployed from one repository.
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

    /** @throws IllegalArgumentException where the repository is not OWNER/NAME */
    Owner {
        if (!repository.matches("[^/]+/[^/]+")) {
            throw new IllegalArgumentException("repository must be OWNER/NAME, was \"%s\"".formatted(repository));
        }
    }

    /**
     * Reads the system properties of the members' names.
     *
     * @throws IllegalArgumentException where one is missing, or is none
     */
    static Owner ofTheUser() {
        var missing = List.of("stack", "account", "repository", "repositoryId", "ownerId").stream()
                .filter(name -> property(name).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s must be set, each with -D; see .github/README.md".formatted(String.join(", ", missing)));
        }
        return new Owner(
                property("stack"),
                property("account"),
                property("repository"),
                property("repositoryId"),
                property("ownerId"),
                Optional.of(property("stateBucket")).filter(bucket -> !bucket.isEmpty()));
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }

    String repositoryOwner() {
        return repository.substring(0, repository.indexOf('/'));
    }

    String repositoryName() {
        return repository.substring(repository.indexOf('/') + 1);
    }
}
