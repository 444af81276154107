package stepfunction.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.google.gson.Gson;
import com.pulumi.Config;
import com.pulumi.Context;
import com.pulumi.core.internal.Internal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.Fixture;
import stepfunction.asl.Spelling;

class StackConfigTest {

    private static List<String> violations(Map<String, String> changes, String... secretKeys) {
        var reader = Fixture.reader(changes, secretKeys);
        StackConfig.read(reader);
        return Stream.concat(reader.violations().stream(), reader.unreadKeys(Spelling::nearest).stream())
                .toList();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "limits.csv", delimiter = '|', numLinesToSkip = 1)
    void limits_belong_to_the_range(String key, String value) {
        var changes = new HashMap<>(Map.of("alarmTopicArn", ""));
        changes.put(key, value);

        assertThat(violations(changes)).isEmpty();
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
        when(ctx.config(anyString())).thenAnswer(call -> {
            var config = mock(Config.class);
            when(config.get(anyString()))
                    .thenAnswer(get -> Optional.ofNullable(values.get(call.getArgument(0) + ":" + get.getArgument(0))));
            return config;
        });

        var environment = Map.of(
                "PULUMI_CONFIG", new Gson().toJson(values), "PULUMI_CONFIG_SECRET_KEYS", "[\"orders:lambdaRuntime\"]");

        assertThat(StackConfig.read(ConfigReader.of(ctx, environment)))
                .usingRecursiveComparison()
                .ignoringFields("reader.secrets.encryption")
                .isEqualTo(StackConfig.read(Fixture.reader(Map.of(), "orders:lambdaRuntime")));
    }

    @Test
    void all_errors_are_reported_at_once() {
        var changes = Map.of("aws:region", "x", "lambdaFunctionName", "", "lambdaMemory", "1", "lambdaCode", "");

        assertThat(violations(changes))
                .extracting(violation -> violation.split(" ", -1)[0])
                .containsExactly("aws:region", "lambdaFunctionName", "lambdaCode", "lambdaMemory");
    }

    @Test
    void control_characters_do_not_reach_the_terminal() {
        assertThat(violations(Map.of("lambdaArchitecture", "\u001b[31m")))
                .containsExactly("lambdaArchitecture must be one of arm64, x86_64, was \"?[31m\";"
                        + " run: pulumi config set lambdaArchitecture");
    }

    @Test
    void key_that_nobody_reads_is_refused() {
        assertThat(violations(Map.of("lambdaMemory", "1", "aws:profile", "me", "other:lambdaMemory", "1")))
                .containsExactly("lambdaMemory is not a key that the plan reads; read it before the plan is returned,"
                        + " outside of code that runs later, or run: pulumi config rm lambdaMemory");
    }

    @Test
    void mistyped_key_is_refused_with_the_one_that_was_meant() {
        assertThat(violations(Map.of("lambdaMemorySizeMB", "512")))
                .containsExactly(
                        "lambdaMemorySizeMB is not a key of this project; did you mean lambdaMemorySizeMb?"
                                + " Rename it in Pulumi.test.yaml, or the key that the plan reads, or run: pulumi config rm lambdaMemorySizeMB");
    }

    @Test
    void mistyped_release_is_refused_with_the_key_that_was_meant() {
        assertThat(violations(Map.of("relase", "gradual")))
                .singleElement()
                .asString()
                .startsWith("relase is not a key of this project; did you mean release?");
    }

    @ParameterizedTest
    @CsvSource({
        "false, immediate, UNPINNED, false",
        "true, immediate, PINNED, true",
        "false, gradual, GRADUAL, true",
        "true, gradual, GRADUAL, true"
    })
    void gradual_release_implies_pinned_versions(String pinned, String release, Release expected, boolean pins) {
        var config = Fixture.stackConfig(Map.of("pinFunctionVersions", pinned, "release", release));

        assertThat(config.shared().release()).isEqualTo(expected);
        assertThat(config.pinFunctionVersions()).isEqualTo(pins);
        assertThat(config.releasesGradually()).isEqualTo(expected == Release.GRADUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stepFunctionName", "protectData"})
    void key_under_the_former_name_of_the_project_is_refused(String key) {
        assertThat(violations(Map.of("old:" + key, "true", "old:lambdaFunctionName", "greeter")))
                .contains(
                        "%1$s must be under this project's name, orders, was old:%1$s; rename it in Pulumi.test.yaml, or run: pulumi config rm old:%1$s"
                                .formatted(key));
    }

    @Test
    void key_of_another_program_is_left_alone() {
        assertThat(violations(Map.of("common:tracing", "maybe", "sentry:release", "7")))
                .isEmpty();
    }

    @Test
    void secret_is_refused_and_not_shown() {
        var reader = Fixture.reader(Map.of("lambdaFunctionName", "hush"), "orders:lambdaFunctionName");

        assertThat(StackConfig.read(reader).lambdaFunctionName()).isEmpty();
        assertThat(reader.violations())
                .containsExactly(
                        "lambdaFunctionName must not be secret, because names and policies show it, was secret;"
                                + " run: pulumi config set --plaintext lambdaFunctionName");
    }

    @ParameterizedTest
    @CsvSource({"2028-05-03, false", "2028-05-04, true", "2028-10-31, true", "2030-01-01, true"})
    void runtime_warns_from_180_days_before_the_end_of_its_support(LocalDate today, boolean warns) {
        var runtime = Fixture.stackConfig(Map.of("lambdaRuntime", "python3.12")).lambdaRuntime();
        var message = "lambdaRuntime should not be python3.12, whose support ends on 2028-10-31;"
                + " run: pulumi config set lambdaRuntime";

        assertThat(runtime.warning("lambdaRuntime", "run: pulumi config set lambdaRuntime", today))
                .isEqualTo(warns ? Optional.of(message) : Optional.empty());
    }

    @Test
    void key_of_the_users_own_is_known_once_it_is_read() {
        var reader = Fixture.reader(Map.of("orderLimit", "7"));
        var config = StackConfig.read(reader);
        assertThat(reader.unreadKeys(Spelling::nearest))
                .singleElement()
                .asString()
                .startsWith("orderLimit is not a key that the plan reads");

        var limit = config.wholeNumber("orderLimit", 1, 9, "orders");

        assertThat(limit).isEqualTo(7);
        assertThat(reader.unreadKeys(Spelling::nearest)).isEmpty();
    }

    @Test
    void key_of_the_users_own_is_checked() {
        var reader = Fixture.reader(Map.of("orderLimit", "12", "onSchedule", "maybe", "speed", "high", "note", ""));
        var config = StackConfig.read(reader);

        config.wholeNumber("orderLimit", 1, 9, "orders");
        config.flag("onSchedule");
        config.oneOf("speed", "slow", "fast");
        config.text("note");
        config.text("absent");

        assertThat(reader.violations())
                .containsExactly(
                        "orderLimit must be a whole number of orders from 1 to 9, was \"12\"; run: pulumi config set orderLimit",
                        "onSchedule must be one of true, false, was \"maybe\"; run: pulumi config set onSchedule",
                        "speed must be one of slow, fast, was \"high\"; run: pulumi config set speed",
                        "absent must be set, was not set; set its default in Pulumi.yaml, or run: pulumi config set absent");
    }

    @Test
    void wrong_value_that_is_read_after_the_check_fails_at_its_reader() {
        var reader = Fixture.reader(Map.of("orderLimit", "12"));
        var config = StackConfig.read(reader);
        reader.endCheck();

        assertThatThrownBy(() -> config.wholeNumber("orderLimit", 1, 9, "orders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "orderLimit must be a whole number of orders from 1 to 9, was \"12\"; run: pulumi config set orderLimit");
    }

    @Test
    void secret_is_read_as_an_output_that_stays_one() {
        var reader = Fixture.reader(Map.of("token", "hush"), "orders:token");

        var token = StackConfig.read(reader).secret("token");

        assertThat(Internal.of(token).isSecret()).isCompletedWithValue(true);
        assertThat(Internal.of(token).getValueNullable()).isCompletedWithValue("hush");
        assertThat(reader.violations()).isEmpty();
        assertThat(reader.unreadKeys(Spelling::nearest)).isEmpty();
    }

    @Test
    void secret_that_is_plain_or_absent_is_refused_and_not_shown() {
        var reader = Fixture.reader(Map.of("token", "hush"));
        var config = StackConfig.read(reader);

        config.secret("token");
        config.secret("other");

        assertThat(reader.violations())
                .containsExactly(
                        "token must be secret, was plain text; run: pulumi config set --secret token",
                        "other must be secret, was not set; run: pulumi config set --secret other");
    }

    @Test
    void secret_that_is_read_as_plain_text_is_refused_with_the_recipe() {
        var reader = Fixture.reader(Map.of("token", "hush"), "orders:token");

        assertThat(StackConfig.read(reader).text("token")).isEmpty();

        assertThat(reader.violations())
                .containsExactly("token must not be secret, because definitions and environments show it, was secret;"
                        + " keep it in Secrets Manager, as the recipe FunctionWithSecretTest does, read it with config.secret"
                        + " for customize or declare, or run: pulumi config set --plaintext token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "s3://states | ~~ | encryptionsalt: v1:x | true",
                "s3://states | ~~ | secretsprovider: passphrase | true",
                "s3://states | ~~ | secretsprovider: awskms://alias/states | false",
                "s3://states | long and secret | encryptionsalt: v1:x | false",
                "file://~ | ~~ | encryptionsalt: v1:x | false",
            })
    void empty_passphrase_of_secrets_in_a_bucket_is_a_warning(
            String backend, String passphrase, String file, boolean warns, @TempDir Path project) throws IOException {
        Files.writeString(project.resolve("Pulumi.prod.yaml"), file + "\n");
        var environment = Map.of("PULUMI_BACKEND_URL", backend, "PULUMI_CONFIG_PASSPHRASE", passphrase);
        var message = "token is secret, but an empty passphrase encrypts it: anyone who can read the state's bucket"
                + " can decrypt it; run: pulumi stack change-secrets-provider awskms://alias/KEY";

        assertThat(new StateEncryption(environment, project).weakness("token", "prod"))
                .isEqualTo(warns ? Optional.of(message) : Optional.empty());
    }
}
