package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFilesTest {

    @Test
    void dev_stack_has_the_region_and_the_names_of_the_article() {
        assertThat(TestStack.PROJECT.config("dev"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "aws:region", "eu-west-1",
                        "lambda-step-functions:lambdaFunctionName", "test_lambda",
                        "lambda-step-functions:stepFunctionName", "test_step_function"));
    }

    @Test
    void defaults_of_the_project_need_no_more_than_a_region(@TempDir Path dir) throws Exception {
        Files.copy(Path.of("Pulumi.yaml"), dir.resolve("Pulumi.yaml"));
        Files.writeString(dir.resolve("Pulumi.bare.yaml"), "config:\n  aws:region: us-east-1\n");
        var project = new ProjectFiles(dir);

        assertThat(DeclaredStack.settings(project, project.config("bare")))
                .isEqualTo(new StackSettings("us-east-1", "test_lambda", "test_step_function"));
    }

    @Test
    void stack_file_outweighs_the_defaults(@TempDir Path dir) throws Exception {
        Files.copy(Path.of("Pulumi.yaml"), dir.resolve("Pulumi.yaml"));
        Files.writeString(dir.resolve("Pulumi.own.yaml"), """
                config:
                  aws:region: us-east-1
                  lambda-step-functions:lambdaFunctionName: mine
                """);
        var project = new ProjectFiles(dir);

        assertThat(DeclaredStack.settings(project, project.config("own")).lambdaFunctionName())
                .isEqualTo("mine");
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
