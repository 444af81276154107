package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.pulumi.Config;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackSettingsTest {

    @Test
    void settings_come_from_the_project_and_from_the_aws_namespace() {
        var project = mock(Config.class);
        when(project.get("lambdaFunctionName")).thenReturn(Optional.of("greeter"));
        when(project.get("stepFunctionName")).thenReturn(Optional.of("greeting"));
        var aws = mock(Config.class);
        when(aws.get("region")).thenReturn(Optional.of("eu-central-1"));

        assertThat(StackSettings.from(project, aws))
                .isEqualTo(new StackSettings("eu-central-1", "greeter", "greeting"));
    }

    @Test
    void names_derive_from_two_settings() {
        var settings = new StackSettings("eu-central-1", "greeter", "greeting");

        assertThat(settings.lambdaRoleName()).isEqualTo("greeter-assume-role");
        assertThat(settings.stateMachineRoleName()).isEqualTo("greeting-role");
        assertThat(settings.invokePolicyName()).isEqualTo("greeting-policy");
    }

    @Test
    void missing_settings_are_reported_together() {
        assertThatThrownBy(() -> StackSettings.from(key -> Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        aws:region must be an AWS Region, was not set; run: pulumi config set aws:region eu-west-1
                        lambdaFunctionName must have 1 to 52 characters of a-z, A-Z, 0-9, - and _ (its role adds -assume-role, \
                        and IAM allows 64), was not set; run: pulumi config set lambdaFunctionName test_lambda
                        stepFunctionName must have 1 to 59 characters of a-z, A-Z, 0-9, - and _ (its role adds -role, \
                        and IAM allows 64), was not set; run: pulumi config set stepFunctionName test_step_function""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu-west-1",
                "us-gov-west-1",
                "cn-northwest-1",
                "ap-southeast-5",
                "us-iso-east-1",
                "eusc-de-east-1"
            })
    void regions_of_every_partition_are_accepted(String region) {
        assertThatCode(() -> new StackSettings(region, "f", "s")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu_west_1", "EU-WEST-1", "eu-west", "eu-west-1a", " eu-west-1", "Ireland"})
    void other_regions_are_refused(String region) {
        assertThatThrownBy(() -> new StackSettings(region, "f", "s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "aws:region must be an AWS Region, was \"%s\" (%d characters); run: pulumi config set aws:region eu-west-1",
                        region, region.length());
    }

    @ParameterizedTest
    @CsvSource({"52, 59", "1, 1"})
    void names_of_the_shortest_and_of_the_longest_length_are_accepted(int functionLength, int stepLength) {
        var settings = new StackSettings("eu-west-1", "f".repeat(functionLength), "s".repeat(stepLength));

        assertThat(settings.lambdaRoleName()).hasSizeLessThanOrEqualTo(64);
        assertThat(settings.stateMachineRoleName()).hasSizeLessThanOrEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"test lambda", "test.lambda", "lämbda", "arn:aws:lambda", "test_lambda\n", "test/lambda"})
    void function_names_with_characters_that_aws_refuses_are_refused(String name) {
        assertThatThrownBy(() -> new StackSettings("eu-west-1", name, "s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lambdaFunctionName must have 1 to 52 characters of a-z, A-Z, 0-9, - and _")
                .hasMessageContaining("was \"" + name + "\"")
                .hasMessageEndingWith("run: pulumi config set lambdaFunctionName test_lambda");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test function", "test*", "a+b", "tést", "a.b", "<name>"})
    void step_function_names_with_characters_that_aws_refuses_are_refused(String name) {
        assertThatThrownBy(() -> new StackSettings("eu-west-1", "f", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("stepFunctionName must have 1 to 59 characters of a-z, A-Z, 0-9, - and _")
                .hasMessageContaining("was \"" + name + "\"")
                .hasMessageEndingWith("run: pulumi config set stepFunctionName test_step_function");
    }

    @Test
    void names_whose_role_would_be_too_long_are_refused() {
        assertThatThrownBy(() -> new StackSettings("eu-west-1", "f".repeat(53), "s".repeat(60)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lambdaFunctionName must have 1 to 52 characters")
                .hasMessageContaining("(53 characters)")
                .hasMessageContaining("stepFunctionName must have 1 to 59 characters")
                .hasMessageContaining("(60 characters)");
    }

    @Test
    void names_that_give_both_roles_the_same_name_contradict() {
        assertThatThrownBy(() -> new StackSettings("eu-west-1", "work", "Work-assume"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "stepFunctionName must differ from lambdaFunctionName followed by -assume, was \"Work-assume\""
                                + " (11 characters): both roles would be named Work-assume-role;"
                                + " run: pulumi config set stepFunctionName test_step_function");
    }
}
