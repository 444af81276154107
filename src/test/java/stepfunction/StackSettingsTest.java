package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.pulumi.Config;
import com.pulumi.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class StackSettingsTest {

    private static List<String> violations(Map<String, String> changes, String... secretKeys) {
        var reader = Fixture.reader(changes, secretKeys);
        StackSettings.read(reader);
        return reader.violations();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "limits.csv", delimiter = '|', numLinesToSkip = 1)
    void limits_belong_to_the_range(String key, String value) {
        assertThat(violations(Map.of("alarmTopicArn", "", key, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "wrong-values.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void wrong_value_is_refused_with_key_rule_value_and_mend(String key, String value, String rule, String was) {
        assertThat(violations(Map.of(key, value)))
                .containsExactly("%s must %s, was %s; run: pulumi config set %s".formatted(key, rule, was, key));
    }

    @Test
    void values_come_from_the_programs_config() {
        var values = Fixture.PROJECT.config("test");
        var ctx = mock(Context.class);
        when(ctx.projectName()).thenReturn("orders");
        when(ctx.stackName()).thenReturn("test");
        when(ctx.config(anyString())).thenAnswer(of -> {
            var config = mock(Config.class);
            when(config.get(anyString()))
                    .thenAnswer(get -> Optional.ofNullable(values.get(of.getArgument(0) + ":" + get.getArgument(0))));
            return config;
        });

        assertThat(StackSettings.read(SettingsReader.of(ctx))).isEqualTo(StackSettings.read(Fixture.reader(Map.of())));
    }

    @Test
    void everything_wrong_is_told_at_once() {
        assertThat(violations(Map.of("aws:region", "x", "lambdaFunctionName", "", "lambdaMemory", "1")))
                .extracting(violation -> violation.split(" ", -1)[0])
                .containsExactly("aws:region", "lambdaFunctionName", "lambdaMemory");
    }

    @Test
    void unknown_key_is_refused_with_the_keys_there_are() {
        assertThat(violations(Map.of("lambdaMemory", "1", "aws:profile", "me", "other:lambdaMemory", "1")))
                .singleElement()
                .asString()
                .startsWith("lambdaMemory must be a key of this project [lambdaFunctionName, step")
                .endsWith(", was unknown; run: pulumi config rm lambdaMemory");
    }

    @Test
    void name_under_the_name_of_another_project_is_refused() {
        assertThat(violations(Map.of("old:stepFunctionName", "greeting")))
                .containsExactly("stepFunctionName must be under this project's name, orders, was old:stepFunctionName;"
                        + " run: pulumi config rm old:stepFunctionName");
    }

    @Test
    void secret_is_refused_and_not_shown() {
        assertThat(violations(Map.of("lambdaFunctionName", "hush hush"), "orders:lambdaFunctionName"))
                .containsExactly("lambdaFunctionName must not be secret, for names and policies show it, was secret;"
                        + " run: pulumi config set --plaintext lambdaFunctionName");
    }
}
