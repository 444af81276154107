package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackSettingsTest {

    @Test
    void every_key_reaches_its_setting() {
        var reader = Fixture.reader(Map.of("pinFunctionVersions", "true"));

        var settings = StackSettings.read(reader);

        assertThat(reader.violations()).isEmpty();
        assertThat(settings)
                .isEqualTo(new StackSettings(
                        Map.of("project", "orders", "stack", "test", "managed-by", "pulumi"),
                        "eu-central-1",
                        "greeter",
                        "greeting",
                        "python3.12",
                        "x86_64",
                        512,
                        Duration.ofSeconds(20),
                        true,
                        90,
                        "STANDARD",
                        "FATAL",
                        true,
                        true,
                        true,
                        Optional.of(Fixture.BOUNDARY_ARN),
                        Optional.of(Fixture.TOPIC_ARN)));
    }

    @Test
    void arns_may_be_left_empty() {
        var reader = Fixture.reader(Map.of("permissionsBoundaryArn", "", "alarmTopicArn", ""));

        var settings = StackSettings.read(reader);

        assertThat(reader.violations()).isEmpty();
        assertThat(settings.permissionsBoundaryArn()).isEmpty();
        assertThat(settings.alarmTopicArn()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws:region | us-gov-east-1",
                "lambdaFunctionName | ffffffffff-fffffffffF_ffffffffff0ffffffffff-fffffff",
                "stepFunctionName | ssssssssss-sssssssssS_ssssssssss0ssssssssss-ssssssssss-ssss",
                "lambdaRuntime | python3.10",
                "lambdaMemorySizeMb | 128",
                "lambdaMemorySizeMb | 10240",
                "lambdaTimeoutSeconds | 1",
                "lambdaTimeoutSeconds | 900",
                "logRetentionDays | 3653",
                "stepFunctionLogLevel | OFF",
                "permissionsBoundaryArn | arn:aws-cn:iam::aws:policy/job-function/Boundary"
            })
    void limits_belong_to_the_range(String key, String value) {
        var reader = Fixture.reader(Map.of(key, value, "alarmTopicArn", ""));

        StackSettings.read(reader);

        assertThat(reader.violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws:region | eu_west_1 | be an AWS Region such as eu-west-1",
                "aws:region | eu-west-1a | be an AWS Region such as eu-west-1",
                "lambdaFunctionName | test lambda | have 1 to 52 characters of a-z, A-Z, 0-9, - and _",
                "lambdaFunctionName | lämbda | have 1 to 52 characters of a-z, A-Z, 0-9, - and _",
                "lambdaFunctionName | '' | have 1 to 52 characters of a-z, A-Z, 0-9, - and _",
                "stepFunctionName | test* | have 1 to 59 characters of a-z, A-Z, 0-9, - and _",
                "lambdaRuntime | python3.14 | be one of python3.10, python3.11, python3.12, python3.13",
                "lambdaArchitecture | ARM64 | be one of arm64, x86_64",
                "lambdaMemorySizeMb | 127 | be a whole number of MB from 128 to 10240",
                "lambdaMemorySizeMb | 10241 | be a whole number of MB from 128 to 10240",
                "lambdaMemorySizeMb | 99999999999 | be a whole number of MB from 128 to 10240",
                "lambdaTimeoutSeconds | 0 | be a whole number of seconds from 1 to 900",
                "lambdaTimeoutSeconds | 1.5 | be a whole number of seconds from 1 to 900",
                "pinFunctionVersions | yes | be one of true, false",
                "logRetentionDays | 31 | be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
                "stepFunctionType | express | be one of STANDARD, EXPRESS",
                "stepFunctionLogLevel | DEBUG | be one of ALL, ERROR, FATAL, OFF",
                "logExecutionData | TRUE | be one of true, false",
                "tracing | '' | be one of true, false",
                "protectData | 1 | be one of true, false",
                "permissionsBoundaryArn | arn:aws:iam::1:role/x | be the ARN of an IAM policy, or empty",
                "alarmTopicArn | arn:aws:sns:eu-central-1:123456789012:a.fifo | be the ARN of an SNS topic that is not FIFO, or empty",
                "alarmTopicArn | arn:aws:sns:us-east-1:123456789012:alarms | be in aws:region eu-central-1, as alarms are"
            })
    void wrong_value_is_refused_with_key_rule_value_and_mend(String key, String value, String rule) {
        var reader = Fixture.reader(Map.of(key, value));

        StackSettings.read(reader);

        var was = value.isEmpty() ? "not set" : value.contains("us-east-1") ? "us-east-1" : "\"" + value + "\"";
        assertThat(reader.violations())
                .containsExactly("%s must %s, was %s; run: pulumi config set %s".formatted(key, rule, was, key));
    }

    @Test
    void long_value_is_told_with_its_length() {
        var reader = Fixture.reader(Map.of("lambdaFunctionName", "f".repeat(53)));

        StackSettings.read(reader);

        assertThat(reader.violations())
                .singleElement()
                .asString()
                .contains("was \"" + "f".repeat(53) + "\" (53 characters);");
    }

    @Test
    void everything_wrong_is_told_at_once() {
        var reader = Fixture.reader(Map.of("aws:region", "x", "lambdaFunctionName", "", "lambdaMemory", "1"));

        StackSettings.read(reader);

        assertThat(reader.violations())
                .extracting(violation -> violation.split(" ", -1)[0])
                .containsExactly("aws:region", "lambdaFunctionName", "lambdaMemory");
    }

    @Test
    void unknown_key_is_refused_with_the_keys_there_are() {
        var reader = Fixture.reader(Map.of("lambdaMemory", "1", "aws:profile", "me", "other:lambdaMemory", "1"));

        StackSettings.read(reader);

        assertThat(reader.violations())
                .singleElement()
                .asString()
                .startsWith(
                        "lambdaMemory must be a key of this project [aws:region, lambdaFunctionName, stepFunctionName,")
                .endsWith(", was unknown; run: pulumi config rm lambdaMemory");
    }

    @Test
    void name_under_the_name_of_another_project_is_refused() {
        var reader = Fixture.reader(Map.of("old:stepFunctionName", "greeting"));

        StackSettings.read(reader);

        assertThat(reader.violations())
                .containsExactly("stepFunctionName must be under this project's name, orders, was old:stepFunctionName;"
                        + " run: pulumi config rm old:stepFunctionName");
    }

    @Test
    void secret_is_refused_and_not_shown() {
        var reader = Fixture.reader(Map.of("lambdaFunctionName", "hush hush"), "orders:lambdaFunctionName");

        var settings = StackSettings.read(reader);

        assertThat(settings.lambdaFunctionName()).isEmpty();
        assertThat(reader.violations())
                .containsExactly("lambdaFunctionName must not be secret, for names and policies show it, was secret;"
                        + " run: pulumi config set --plaintext lambdaFunctionName");
    }
}
