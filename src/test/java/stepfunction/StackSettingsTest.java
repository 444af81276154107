package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static stepfunction.TestStack.BOUNDARY_ARN;
import static stepfunction.TestStack.TOPIC_ARN;
import static stepfunction.TestStack.settings;

import com.pulumi.Config;
import com.pulumi.Context;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackSettingsTest {

    private static final StackSettings VALID = new StackSettings(
            "eu-central-1",
            "greeter",
            "greeting",
            LambdaRuntime.PYTHON3_12,
            "x86_64",
            512,
            Duration.ofSeconds(20),
            90,
            "STANDARD",
            "FATAL",
            true,
            true,
            Optional.of(BOUNDARY_ARN),
            Optional.of(TOPIC_ARN));

    @Test
    void every_key_reaches_its_setting() {
        assertThat(settings(Map.of())).isEqualTo(VALID);
    }

    @Test
    void settings_come_from_the_project_and_from_the_aws_namespace() {
        var project = mock(Config.class);
        var aws = mock(Config.class);
        when(project.get(anyString()))
                .thenAnswer(call -> Optional.ofNullable(
                        TestConfig.config(Map.of()).get("lambda-step-functions:" + call.getArgument(0))));
        when(aws.get(anyString()))
                .thenAnswer(
                        call -> Optional.ofNullable(TestConfig.config(Map.of()).get("aws:" + call.getArgument(0))));
        var ctx = mock(Context.class);
        when(ctx.projectName()).thenReturn("lambda-step-functions");
        when(ctx.stackName()).thenReturn("test");
        when(ctx.config()).thenReturn(project);
        when(ctx.config("aws")).thenReturn(aws);

        assertThat(StackSettings.from(ctx)).isEqualTo(VALID);
    }

    @Test
    void switches_are_told_apart() {
        var settings = settings(Map.of("logExecutionData", "false"));

        assertThat(settings.logExecutionData()).isFalse();
        assertThat(settings.protectData()).isTrue();
    }

    @Test
    void options_left_empty_are_absent() {
        var settings = settings(Map.of("permissionsBoundaryArn", "", "alarmTopicArn", ""));

        assertThat(settings.permissionsBoundaryArn()).isEmpty();
        assertThat(settings.alarmTopicArn()).isEmpty();
    }

    @Test
    void role_names_derive_from_two_settings() {
        assertThat(VALID.lambdaRoleName()).isEqualTo("greeter-assume-role");
        assertThat(VALID.stateMachineRoleName()).isEqualTo("greeting-role");
    }

    /** Wrong settings, one a line: key, value and the message that refuses it. */
    @ParameterizedTest
    @CsvFileSource(resources = "wrong-settings.csv", delimiter = '|', quoteCharacter = '`', numLinesToSkip = 1)
    void wrong_setting_is_refused(String key, @Nullable String value, String message) {
        assertThatThrownBy(() -> settings(Map.of(key, value == null ? "" : value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "aws:region, us-gov-west-1",
        "aws:region, cn-northwest-1",
        "aws:region, ap-southeast-5",
        "aws:region, us-iso-east-1",
        "aws:region, eusc-de-east-1",
        "lambdaRuntime, python3.11",
        "lambdaRuntime, python3.13",
        "lambdaArchitecture, arm64",
        "lambdaMemorySizeMb, 128",
        "lambdaMemorySizeMb, 10240",
        "lambdaTimeoutSeconds, 1",
        "lambdaTimeoutSeconds, 900",
        "logRetentionDays, 1",
        "logRetentionDays, 3653",
        "stepFunctionLogLevel, ALL",
        "stepFunctionLogLevel, OFF",
        "logExecutionData, false",
        "permissionsBoundaryArn, arn:aws:iam::aws:policy/PowerUserAccess",
        "permissionsBoundaryArn, arn:aws-cn:iam::123456789012:policy/team/a+b=c@d"
    })
    void setting_at_the_edge_of_its_rule_is_accepted(String key, String value) {
        assertThatCode(() -> settings(Map.of(key, value, "alarmTopicArn", ""))).doesNotThrowAnyException();
    }

    @Test
    void several_wrong_settings_are_reported_at_once() {
        assertThatThrownBy(() -> settings(Map.of(
                        "lambdaMemorySizeMb",
                        "1",
                        "logExecutionData",
                        "yes",
                        "lambdaMemory",
                        "1",
                        "aws:defaultTags",
                        "{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .extracting(line -> line.substring(0, line.indexOf(',')))
                        .containsExactly(
                                "lambdaMemorySizeMb must be a whole number of MB from 128 to 10240",
                                "logExecutionData must be true or false",
                                "lambdaMemory must be a key of this project",
                                "aws:defaultTags must hold the tag project \"lambda-step-functions\"",
                                "aws:defaultTags must hold the tag stack \"test\"",
                                "aws:defaultTags must hold the tag managed-by \"pulumi\""));
    }

    @Test
    void nothing_set_is_reported_at_once() {
        assertThatThrownBy(() -> StackSettings.from("p", "s", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasLineCount(12 + 3)
                .contains("aws:region must be an AWS Region such as eu-west-1, was not set;")
                .doesNotContain("permissionsBoundaryArn", "alarmTopicArn");
    }

    @ParameterizedTest
    @CsvSource({
        "lambdaMemorySize, lambdaMemorySizeMb",
        "lamdaFunctionName, lambdaFunctionName",
        "functionName, stepFunctionName",
        "region, aws:region",
        "stepFunctionLevel, stepFunctionLogLevel"
    })
    void unknown_key_is_refused_with_the_nearest_known_one(String key, String nearest) {
        assertThatThrownBy(() -> settings(Map.of(key, "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "%s must be a key of this project, was unknown, did you mean %s? run: pulumi config rm %s",
                        key, nearest, key);
    }

    @Test
    void keys_of_other_namespaces_are_none_of_its_business() {
        assertThatCode(() -> settings(Map.of("aws:profile", "dev", "other:key", "1")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tags\":{\"project\":\"lambda-step-functions\",\"stack\":\"dev\",\"managed-by\":\"pulumi\"}}",
                "{\"tags\":{\"project\":\"lambda-step-functions\",\"managed-by\":\"pulumi\"}}",
                "{\"tags\":{\"project\":\"lambda-step-functions\",\"stack\":[\"test\"],\"managed-by\":\"pulumi\"}}"
            })
    void tag_that_does_not_name_this_stack_is_refused(String defaultTags) {
        assertThatThrownBy(() -> settings(Map.of("aws:defaultTags", defaultTags)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasLineCount(1)
                .startsWith("aws:defaultTags must hold the tag stack \"test\", was ")
                .endsWith("; run: pulumi config set --path 'aws:defaultTags.tags.stack' test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}", "{\"tags\":[]}", "null"})
    void tags_of_another_form_are_refused(String defaultTags) {
        assertThatThrownBy(() -> settings(Map.of("aws:defaultTags", defaultTags)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aws:defaultTags must hold the tag managed-by \"pulumi\", was not set;");
    }

    @Test
    void names_that_give_both_roles_the_same_name_contradict() {
        assertThatThrownBy(() -> with("work", "Work-assume", 20, "STANDARD", TOPIC_ARN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stepFunctionName must not make both roles' name Work-assume-role, was \"Work-assume\";"
                        + " run: pulumi config set stepFunctionName test_step_function");
    }

    @Test
    void express_workflow_whose_retries_do_not_fit_contradicts() {
        assertThatCode(() -> with("f", "s", 15, "EXPRESS", TOPIC_ARN)).doesNotThrowAnyException();
        assertThatThrownBy(() -> with("f", "s", 16, "EXPRESS", TOPIC_ARN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "lambdaTimeoutSeconds must be at most 15 when stepFunctionType is EXPRESS (an execution has 300 s"
                                + " and takes up to 307 s with all its retries), was 16;"
                                + " run: pulumi config set lambdaTimeoutSeconds 15");
    }

    @Test
    void alarm_topic_of_another_region_contradicts() {
        assertThatThrownBy(() -> with("f", "s", 20, "STANDARD", "arn:aws:sns:us-east-1:123456789012:alarms"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("alarmTopicArn must be in aws:region eu-central-1, where the alarms are, was in us-east-1;"
                        + " run: pulumi config set alarmTopicArn " + TOPIC_ARN);
    }

    @Test
    void contradictions_are_reported_together_with_unknown_keys() {
        assertThatThrownBy(() -> settings(
                        Map.of("stepFunctionType", "EXPRESS", "lambdaTimeoutSeconds", "60", "stepFunctionNam", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("lambdaTimeoutSeconds must be at most 15", "stepFunctionNam must be a key");
    }

    private static StackSettings with(
            String functionName, String stateMachineName, int timeoutSeconds, String type, String topicArn) {
        return new StackSettings(
                VALID.region(),
                functionName,
                stateMachineName,
                VALID.lambdaRuntime(),
                VALID.lambdaArchitecture(),
                VALID.lambdaMemorySizeMb(),
                Duration.ofSeconds(timeoutSeconds),
                VALID.logRetentionDays(),
                type,
                VALID.stepFunctionLogLevel(),
                VALID.logExecutionData(),
                VALID.protectData(),
                VALID.permissionsBoundaryArn(),
                Optional.of(topicArn));
    }
}
