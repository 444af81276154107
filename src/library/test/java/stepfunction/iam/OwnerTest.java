package stepfunction.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerTest {

    private final Map<String, String> properties = new HashMap<>(Map.of(
            "stack", "live",
            "account", "210987654321",
            "repository", "octo/orders",
            "repositoryId", "42",
            "ownerId", "7"));

    private Owner read() {
        return Owner.read(name -> properties.getOrDefault(name, ""));
    }

    @Test
    void state_is_in_pulumi_cloud_unless_a_bucket_is_named() {
        assertThat(read()).isEqualTo(new Owner("live", "210987654321", "octo/orders", "42", "7", Optional.empty()));

        properties.put("stateBucket", "my-state");

        assertThat(read().stateBucket()).hasValue("my-state");
    }

    @Test
    void all_missing_properties_are_reported() {
        properties.keySet().removeAll(List.of("account", "ownerId"));

        assertThatThrownBy(this::read).hasMessage("account, ownerId must be set, each with -D; see .github/SETUP.md");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            account      | 123             | an account ID of 12 digits
            repository   | octo            | OWNER/NAME
            repository   | octo/           | OWNER/NAME
            repository   | /orders         | OWNER/NAME
            repository   | octo/orders/git | OWNER/NAME
            repositoryId | orders          | the number that GitHub gives it
            ownerId      | octo            | the number that GitHub gives the owner
            stateBucket  | My_State        | the name of a bucket, such as my-state
            """)
    void property_is_what_it_is_called(String name, String value, String rule) {
        properties.put(name, value);

        assertThatThrownBy(this::read)
                .hasMessage("%s must be %s, was \"%s\"; correct -D%s".formatted(name, rule, value, name));
    }
}
