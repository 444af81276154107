package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolIT {

    @Test
    void tools_of_this_machine_are_found() {
        assertThat(Path.of(Tool.python().executable())).isExecutable();
        assertThat(Path.of(Tool.node().executable())).isExecutable();
    }

    @Test
    void missing_tool_is_refused() {
        assertThatThrownBy(() -> Tool.find("Python", 3, 9, List.of("no-such-python3")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageMatching("Python must be installed, but no-such-python3 does not start \\(.+\\);"
                        + " install it and put it on the PATH");
    }

    @Test
    void older_tool_is_refused() {
        var probe = List.of("python3", "-c", "print('/usr/bin/python3'); print('3.8.20')");

        assertThatThrownBy(() -> Tool.find("Python", 3, 9, probe))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "Python must be 3.9 or newer, was 3.8.20 (/usr/bin/python3); install a newer one, first on the PATH");
    }

    @Test
    void newer_major_version_is_accepted() {
        var probe = List.of("python3", "-c", "print('/x/node'); print('24.1.0')");

        assertThat(Tool.find("Node.js", 20, 5, probe)).isEqualTo(new Tool("/x/node", "24.1.0"));
    }

    @Test
    void failing_command_is_refused_with_what_it_printed() {
        assertThatThrownBy(() -> Tool.run("npm", List.of("python3", "-c", "print('no space'); exit(3)"), Path.of("")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("npm failed: python3 -c")
                .hasMessageEndingWith("no space");
    }
}
