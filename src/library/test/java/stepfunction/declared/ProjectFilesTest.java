package stepfunction.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Pulumi.yaml and a stack's file against what Pulumi 3.274 reads from them, {@code pulumi config --json}, and what it refuses. */
class ProjectFilesTest {

    @TempDir
    private Path folder;

    private ProjectFiles project(String declarations, String values) throws IOException {
        Files.writeString(
                folder.resolve("Pulumi.yaml"), "name: shop\nruntime: java\nconfig:\n" + indented(declarations));
        Files.writeString(folder.resolve("Pulumi.dev.yaml"), "config:\n" + indented(values));
        return new ProjectFiles(folder);
    }

    private static String indented(String lines) {
        return lines.indent(2);
    }

    @Test
    void short_form_is_a_default_of_the_project_and_a_value_of_another_namespace() throws IOException {
        var project = project("""
                nightly: false
                shop:limit: 3
                names: [1, a, true]
                aws:region: eu-west-1
                aws:profile: {value: me}
                """, "limit: 4");

        assertThat(project.config("dev"))
                .containsOnly(
                        entry("shop:nightly", "false"),
                        entry("shop:limit", "4"),
                        entry("shop:names", "[1,\"a\",true]"),
                        entry("aws:region", "eu-west-1"),
                        entry("aws:profile", "me"));
        assertThat(project.declarations()).containsKeys("nightly", "aws:region");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "config-values.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
    void value_reaches_the_program_as_the_cli_passes_it(String yaml, String text) throws IOException {
        assertThat(project("", "key: " + yaml).config("dev")).containsEntry("shop:key", text);
    }

    @Test
    void default_without_a_value_is_a_default_that_is_missing() throws IOException {
        assertThatThrownBy(() -> project("limit: {default: null}", "").config("dev"))
                .hasMessage(
                        "the Pulumi CLI refuses the config, because:\n- limit must be set, was not set: Pulumi.yaml declares it without a default; run: pulumi config set limit -s dev");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "refused-config.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
    void config_that_the_cli_refuses_is_refused(String declaration, String value, String message) throws IOException {
        var project = project(declaration, value == null ? "" : value);

        assertThatThrownBy(() -> project.config("dev"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the Pulumi CLI refuses the config, because:\n- " + message);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "accepted-config.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
    void config_that_the_cli_accepts_is_accepted(String declaration, String value, String text) throws IOException {
        assertThat(project(declaration, value == null ? "" : value).config("dev"))
                .containsEntry("shop:key", text);
    }

    @Test
    void all_that_is_refused_is_reported_at_once() throws IOException {
        var project =
                project("one: {type: integer}\ntwo: {type: boolean, default: 3}\nthree: {type: integer}", "three: x");

        assertThatThrownBy(() -> project.config("dev"))
                .hasMessageContainingAll("\n- one must be set", "\n- Pulumi.yaml: two must", "\n- three must be of");
    }

    @Test
    void encrypted_value_is_a_secret_whose_value_is_made_up() throws IOException {
        var project = project("token: {type: string, secret: true}", """
                token: {secure: v1:abc}
                both: {user: me, password: {secure: v1:abc}}
                """);

        assertThat(project.config("dev"))
                .containsEntry("shop:token", "<value of shop:token>")
                .containsEntry("shop:both", "{\"password\":\"<value of shop:both>\",\"user\":\"me\"}");
        assertThat(project.secretKeys("shop", "dev")).containsExactlyInAnyOrder("shop:token", "shop:both");
    }

    @Test
    void key_that_a_file_has_twice_is_refused() throws IOException {
        assertThatThrownBy(() -> project("", "key: 1\nkey: 2").config("dev"))
                .hasMessageContaining("Pulumi.dev.yaml must be YAML, was not: ")
                .hasMessageContaining("found duplicate key key");
    }
}
