package stepfunction.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client in Node.js, with whatever Node.js from 20 on this machine has; where it has none, each handler is refused. */
class NodeClientTest {

    private static final Optional<NodeExecutable> NODE =
            NodeExecutable.find(NodeExecutable.COMMAND, System.getenv().getOrDefault("PATH", ""));

    private static final long SECONDS = 30;

    @TempDir
    private Path temporary;

    static Stream<ComparedHandler> handlers() throws IOException {
        return ComparedHandler.all("nodejs.json");
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void handler_is_answered_and_logged_as_by_the_client_of_AWS(ComparedHandler handler) throws Exception {
        var folder = temporary.toRealPath();
        handler.write(folder);
        var function = NodeExecutableTest.function("nodejs20.x", Map.of(), folder);
        if (NODE.isEmpty()) {
            assertThatThrownBy(() -> NodeExecutable.client(function, NODE, List.of()))
                    .hasMessageContaining("no node that starts");
            return;
        }

        try (var api = new RuntimeApiStub(handler.events())) {
            var log = Files.createTempFile(folder, "log", "");
            var process = start(command(NodeExecutable.client(function, NODE, List.of())), handler, api, log);
            awaitEnd(process, api);
            var status = api.hasEnded() ? Optional.<Integer>empty() : Optional.of(process.exitValue());
            process.destroyForcibly().waitFor();

            assertThat(ComparedHandler.normal(api.answers(), folder)).isEqualTo(handler.answers());
            assertThat(status).isEqualTo(handler.status());
            var lines = ComparedHandler.normalLog(Files.readString(log), folder);
            assertThat(lines).isEqualTo(handler.log().orElse(lines));
        }
    }

    /** Without what tells the launcher to execute it. */
    static List<String> command(RuntimeClient client) {
        return client.start().subList(1, client.start().size());
    }

    static Process start(List<String> command, ComparedHandler handler, RuntimeApiStub api, Path log)
            throws IOException {
        var folder = log.getParent();
        return ChildProcess.of(command, handler.environment(folder, api.address()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Until it has ended, or asks for one event more than there are. */
    static void awaitEnd(Process process, RuntimeApiStub api) throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (process.isAlive() && !api.hasEnded() && System.nanoTime() < deadline) {
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
    }
}
