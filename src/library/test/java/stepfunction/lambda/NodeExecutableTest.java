package stepfunction.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeExecutableTest {

    @TempDir
    private Path folder;

    /** A shim, as version managers have them. */
    private void install(String... lines) throws IOException {
        var node = Files.writeString(folder.resolve("node"), "#!/bin/sh\n" + String.join("\n", lines));
        assertThat(node.toFile().setExecutable(true)).isTrue();
    }

    private Optional<NodeExecutable> find() {
        return NodeExecutable.find("node", "relative" + File.pathSeparator + folder);
    }

    static LambdaFunction function(String runtime, Map<String, String> environment, Path taskRoot) {
        return new LambdaFunction(
                "arn:aws:lambda:eu-central-1:123456789012:function:price",
                "price",
                LambdaFunction.LATEST,
                "index.handler",
                runtime,
                "x86_64",
                256,
                Duration.ofSeconds(3),
                environment,
                taskRoot,
                "price",
                taskRoot);
    }

    private LambdaFunction function() {
        return function("nodejs22.x", Map.of(), folder);
    }

    @Test
    void shim_of_a_version_manager_leads_to_the_executable() throws IOException {
        install("echo 'nodenv: a new version is out'", "echo 'v22.1.0 /opt/node 22/bin/node'");

        assertThat(find()).contains(new NodeExecutable(Path.of("/opt/node 22/bin/node"), "22.1.0"));
    }

    @Test
    void newer_version_runs_a_function_of_an_older_one() throws IOException {
        install("echo 'v24.2.0 /opt/node/bin/node'");

        var client = NodeExecutable.client(function(), find(), List.of());

        assertThat(client.isOwn()).isTrue();
        assertThat(client.start())
                .startsWith(
                        "exec",
                        "/opt/node/bin/node",
                        "--no-experimental-require-module",
                        "--no-experimental-detect-module")
                .contains("--max-old-space-size=230");
        assertThat(Path.of(client.start().get(client.start().size() - 1))).isRegularFile();
    }

    @Test
    void feature_that_the_function_turns_on_is_on() throws IOException {
        install("echo 'v22.2.0 /opt/node/bin/node'");
        var function = function("nodejs22.x", Map.of("NODE_OPTIONS", "--experimental-require-module"), folder);

        assertThat(NodeExecutable.client(function, find(), List.of()).start())
                .doesNotContain("--no-experimental-require-module")
                .contains("--no-experimental-detect-module");
    }

    @Test
    void older_version_is_refused() throws IOException {
        install("echo 'v20.20.2 /usr/bin/node'");
        var node = find();

        assertThatThrownBy(() -> NodeExecutable.client(function(), node, List.of()))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "the function price runs on Node.js 22, but this machine has Node.js 20.20.2 (/usr/bin/node); install Node.js 22 or newer and put it first on the PATH, or mock the state in the case");
    }

    @Test
    void machine_without_Node_js_is_refused() {
        assertThatThrownBy(() -> NodeExecutable.client(function(), find(), List.of()))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "the function price runs on Node.js 22, but no node that starts is on the PATH; install Node.js 22 or newer and put it first on the PATH, or mock the state in the case");
    }

    @Test
    void program_named_node_that_is_another_one_is_not_it() throws IOException {
        install("echo 'node: a daemon for amateur packet radio'");

        assertThat(find()).isEmpty();
    }
}
