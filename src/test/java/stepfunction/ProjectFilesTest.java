package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.pulumi.aws.inputs.ProviderEndpointArgs;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectFilesTest {

    @Test
    void stack_file_outweighs_the_defaults_of_the_project(@TempDir Path dir) throws Exception {
        var project = project(dir, """
                config:
                  aws:region: us-east-1
                  lambda-step-functions:lambdaFunctionName: mine
                """);

        assertThat(project.config("own"))
                .containsEntry("aws:region", "us-east-1")
                .containsEntry("lambda-step-functions:lambdaFunctionName", "mine")
                .containsEntry("lambda-step-functions:stepFunctionName", "test_step_function")
                .containsEntry("lambda-step-functions:lambdaMemorySizeMb", "128")
                .containsEntry("lambda-step-functions:alarmTopicArn", "");
    }

    @Test
    void structured_values_become_json(@TempDir Path dir) throws Exception {
        var project = project(dir, """
                config:
                  aws:defaultTags:
                    tags:
                      managed-by: pulumi
                """);

        assertThat(project.config("own")).containsEntry("aws:defaultTags", "{\"tags\":{\"managed-by\":\"pulumi\"}}");
    }

    static List<String> stacks() {
        return TestStack.PROJECT.stacks();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void every_stack_file_passes_the_checks_of_the_program(String stack) {
        assertThatCode(() -> settings(TestStack.PROJECT, stack)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void every_stack_file_without_its_tags_is_refused(String stack, @TempDir Path dir) throws Exception {
        var file = Files.readString(Path.of("Pulumi." + stack + ".yaml"));
        var untagged = file.replaceFirst("  aws:defaultTags:\n(    .*\n)+", "");
        assertThat(untagged).isNotEqualTo(file);
        var project = project(dir, untagged);
        Files.move(dir.resolve("Pulumi.own.yaml"), dir.resolve("Pulumi." + stack + ".yaml"));

        assertThatThrownBy(() -> settings(project, stack))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("the tag project", "the tag stack", "the tag managed-by");
    }

    @Test
    void local_stack_sends_every_service_to_the_emulator() {
        var config = TestStack.PROJECT.config("local");
        var endpoints = JsonParser.parseString(String.valueOf(config.get("aws:endpoints")))
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        // The module of a type is the service's name, but for log groups; the program's lookups ask STS.
        var services = DeclaredStack.declare(TestStack.PROJECT, "local", config, false).resources().stream()
                .filter(resource -> resource.type().startsWith("aws:"))
                .map(resource -> resource.type().contains("logGroup")
                        ? "logs"
                        : resource.type().split("[:/]", -1)[1]);

        assertThat(endpoints.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(services, Stream.of("sts", "cloudwatch")).collect(Collectors.toSet()))
                .isSubsetOf(Arrays.stream(ProviderEndpointArgs.class.getMethods())
                        .map(Method::getName)
                        .collect(Collectors.toSet()));
        assertThat(endpoints.asMap().values()).containsOnly(new JsonPrimitive("http://localhost:4566"));
        assertThat(config)
                .containsEntry("aws:skipCredentialsValidation", "true")
                .containsEntry("aws:skipMetadataApiCheck", "true")
                .containsEntry("aws:skipRequestingAccountId", "true");
    }

    private static StackSettings settings(ProjectFiles project, String stack) {
        return StackSettings.from(project.projectName(), stack, project.config(stack));
    }

    private static ProjectFiles project(Path dir, String stackFile) throws IOException {
        Files.copy(Path.of("Pulumi.yaml"), dir.resolve("Pulumi.yaml"));
        Files.writeString(dir.resolve("Pulumi.own.yaml"), stackFile);
        return new ProjectFiles(dir);
    }

    @Test
    void stack_without_a_file_is_refused() {
        assertThatThrownBy(() -> TestStack.PROJECT.config("nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "stack must be one of %s, was \"nope\": there is no Pulumi.nope.yaml",
                        TestStack.PROJECT.stacks());
    }
}
