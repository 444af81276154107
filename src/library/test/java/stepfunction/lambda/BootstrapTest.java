package stepfunction.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.lambda.Bootstrap.Machine;

class BootstrapTest {

    private static final Machine LINUX = new Machine(true, "x86_64");

    @TempDir
    private Path taskRoot;

    private Bootstrap bootstrap;

    @BeforeEach
    void name_the_file() {
        bootstrap = new Bootstrap(taskRoot.resolve("bootstrap"));
    }

    private LambdaFunction function() {
        return NodeExecutableTest.function("provided.al2023", Map.of(), taskRoot);
    }

    private void build(int machine) throws IOException {
        var head = new byte[64];
        head[0] = 0x7f;
        head[1] = 'E';
        head[2] = 'L';
        head[3] = 'F';
        head[18] = (byte) machine;
        Files.write(bootstrap.path(), head);
    }

    @Test
    void script_runs_and_takes_the_address_of_the_Runtime_API_without_a_path() throws IOException {
        Files.writeString(bootstrap.path(), "#!/bin/sh\n");

        var client = Bootstrap.client(function());

        assertThat(client)
                .isEqualTo(new RuntimeClient(List.of("exec", bootstrap.path().toString()), Map.of(), false));
        assertThat(bootstrap.path()).isExecutable();
    }

    @Test
    void executable_of_this_architecture_runs() throws IOException {
        build(62);

        bootstrap.mustRunOn(LINUX, function());

        assertThat(bootstrap.path()).isExecutable();
    }

    @Test
    void executable_of_another_architecture_is_refused() throws IOException {
        build(183);

        assertThatThrownBy(() -> bootstrap.mustRunOn(LINUX, function()))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "price/bootstrap is built for Linux on arm64, but this machine has Linux on x86_64; mock the state in the case");
    }

    @Test
    void executable_of_Linux_is_refused_on_another_system() throws IOException {
        build(183);

        assertThatThrownBy(() -> bootstrap.mustRunOn(new Machine(false, "arm64"), function()))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("price/bootstrap is built for Linux on arm64, but this machine has ");
    }

    @Test
    void missing_executable_is_refused() {
        assertThatThrownBy(() -> bootstrap.mustRunOn(LINUX, function()))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "price/bootstrap must be the executable of the function price, is missing; build it, or mock the state in the case");
    }
}
