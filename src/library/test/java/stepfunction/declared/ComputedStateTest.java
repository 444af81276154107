package stepfunction.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.test.Mocks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The mocks against what the real provider computed for one of each, on an emulator: recorded-resources.csv. */
class ComputedStateTest {

    @ParameterizedTest
    @CsvFileSource(resources = "recorded-resources.csv", delimiter = '|', numLinesToSkip = 1)
    void name_arn_and_id_have_the_form_that_the_provider_computed(
            String type, String logicalName, String nameProperty, String name, String arn, String id) {
        var isAutoNamed = name != null && name.matches("(?i)" + logicalName + "-[0-9a-f]{7}");
        Map<String, Object> inputs = name == null || isAutoNamed ? Map.of() : Map.of(nameProperty, name);

        var state = ComputedState.of(type, logicalName, "eu-west-1", inputs);

        if (name != null) {
            assertThat(general(state.known().get(nameProperty))).isEqualTo(general(name));
        }
        assertThat(general(state.computed().get("arn"))).isEqualTo(general(arn));
        assertThat(general(state.id())).isEqualTo(general(id));
    }

    /** Recorded too: rule/bus-f99c7c5/local_step_function-uploads and schedule/local_step_function/nightly. */
    @ParameterizedTest
    @CsvSource({
        "aws:cloudwatch/eventRule:EventRule, eventBusName, shop, rule/shop/sales, shop/sales",
        "aws:cloudwatch/eventRule:EventRule, eventBusName, default, rule/sales, sales",
        "aws:scheduler/schedule:Schedule, groupName, greeting, schedule/greeting/sales, greeting/sales"
    })
    void bus_of_a_rule_and_group_of_a_schedule_are_in_its_arn_and_id(
            String type, String property, String value, String resource, String id) {
        var state = ComputedState.of(type, "sales", "eu-west-1", Map.of("name", "sales", property, value));

        assertThat(state.computed().get("arn")).endsWith(":123456789012:" + resource);
        assertThat(state.id()).isEqualTo(id);
    }

    @Test
    void input_that_is_called_arn_is_no_arn_of_the_resource() {
        var lookups = new Lookups(
                new LookupAnswers(List.of()), new ComputedLookups("eu-west-1", new ArchiveProvider(Path.of(""))));
        var providers = new MockedProviders("eu-west-1", false, lookups);

        Map<String, Object> inputs = Map.of("arn", "arn:aws:states:::m");
        var state = providers.newResourceAsync(
                new Mocks.ResourceArgs("aws:cloudwatch/eventTarget:EventTarget", "sales", inputs, "", ""));

        assertThat(state.join().state).asString().contains("arn=arn:aws:states:::m");
    }

    /** Without what differs from one deployment to the next: the account, the emulator's address and what AWS makes up. */
    private static String general(String text) {
        return Objects.requireNonNull(text)
                .replace("000000000000", DeclaredStack.ACCOUNT)
                .replace("http://localhost:4577", "https://sqs.eu-west-1.amazonaws.com")
                .replaceAll("-[0-9a-f]{7}(?![0-9a-f])", "-NAME")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{8}$|\\b[0-9a-f]{6}$", "ID");
    }

    @Test
    void type_that_the_table_lacks_has_an_arn_and_a_name_too() {
        var state = ComputedState.of("aws:efs/fileSystem:FileSystem", "files", "us-gov-west-1", Map.of());

        assertThat(state.known()).containsKey("name");
        assertThat(state.computed().get("arn")).startsWith("arn:aws-us-gov:efs:us-gov-west-1:123456789012:filesystem/");
    }
}
