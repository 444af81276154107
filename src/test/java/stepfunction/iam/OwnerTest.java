package stepfunction.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {

    private final Map<String, String> properties = new HashMap<>(Map.of(
            "stack", "prod",
            "account", "210987654321",
            "repository", "octo/orders",
            "repositoryId", "42",
            "ownerId", "7"));

    private Owner read() {
        return Owner.read(name -> properties.getOrDefault(name, ""));
    }

    @Test
    void state_is_in_pulumi_cloud_unless_a_bucket_is_named() {
        assertThat(read()).isEqualTo(new Owner("prod", "210987654321", "octo/orders", "42", "7", Optional.empty()));

        properties.put("stateBucket", "my-state");

        assertThat(read().stateBucket()).hasValue("my-state");
    }

    @Test
    void all_properties_that_are_missing_are_told() {
        properties.keySet().removeAll(List.of("account", "ownerId"));

        assertThatThrownBy(this::read).hasMessage("account, ownerId must be set, each with -D; see .github/README.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {"octo", "octo/", "/orders", "octo/orders/more"})
    void repository_has_its_owner_and_its_name(String repository) {
        properties.put("repository", repository);

        assertThatThrownBy(this::read).hasMessage("repository must be OWNER/NAME, was \"%s\"".formatted(repository));
    }
}
