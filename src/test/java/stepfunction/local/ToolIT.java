package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolIT {

    @Test
    void missing_tool_is_refused() {
        assertThatThrownBy(() -> Tool.find("Python", 3, 9, List.of("no-such-python3")))
                .hasMessageMatching("Python must be installed, but no-such-python3 does not start \\(.+\\);"
                        + " install it and put it on the PATH");
    }

    @Test
    void older_tool_is_refused_and_a_newer_major_version_accepted() {
        assertThatThrownBy(() -> Tool.find("Python", 3, 9, List.of("printf", "/usr/bin/python3\n3.8.20\n")))
                .hasMessage(
                        "Python must be 3.9 or newer, was 3.8.20 (/usr/bin/python3); install a newer one, first on the PATH");
        assertThat(Tool.find("Node.js", 20, 5, List.of("printf", "/x/node\n24.1.0\n")))
                .isEqualTo(new Tool("/x/node", "24.1.0"));
    }

    @Test
    void failing_command_is_refused_with_what_it_printed() {
        assertThatThrownBy(() -> Tool.run("npm", List.of("sh", "-c", "echo no space; exit 3"), Path.of("")))
                .hasMessageStartingWith("npm failed: sh -c")
                .hasMessageEndingWith("no space");
    }
}
