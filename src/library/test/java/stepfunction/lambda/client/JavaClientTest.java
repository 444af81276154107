package stepfunction.lambda.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.lambda.ComparedHandler;
import stepfunction.lambda.RuntimeApiStub;

/** Runs handlers in this process; {@code JavaExecutableTest} runs those that need one of their own. */
class JavaClientTest {

    private final ClassLoader classes = Thread.currentThread().getContextClassLoader();

    @TempDir
    private Path folder;

    static Stream<ComparedHandler> handlers() throws IOException {
        return ComparedHandler.all("java.json").filter(handler -> !handler.needsProcess());
    }

    @AfterEach
    void restore_class_loader() {
        Thread.currentThread().setContextClassLoader(classes);
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void handler_is_answered_and_logged_as_by_the_client_of_AWS(ComparedHandler handler) throws Exception {
        compile(handler, folder);
        var stdout = new ByteArrayOutputStream();

        try (var api = new RuntimeApiStub(handler.events())) {
            var client =
                    new JavaClient(handler.environment(folder, api.address()), new PrintStream(stdout, true, UTF_8));
            assertThat(statusOf(client)).isEqualTo(handler.status());
            assertThat(ComparedHandler.normal(api.answers(), folder)).isEqualTo(handler.answers());
        }

        var log = ComparedHandler.normalLog(stdout.toString(UTF_8), folder);
        assertThat(log).isEqualTo(handler.log().orElse(log));
    }

    /** Absent where it goes on until there are no more events. */
    private static Optional<Integer> statusOf(JavaClient client) throws ReflectiveOperationException {
        try {
            return Optional.of(client.run());
        } catch (IOException theServerHasNoMoreEvents) {
            return Optional.empty();
        }
    }

    static void compile(ComparedHandler handler, Path folder) throws IOException {
        var sources = handler.write(folder).stream()
                .map(Path::toString)
                .filter(file -> file.endsWith(".java"))
                .toList();
        var arguments = new ArrayList<>(List.of("-nowarn", "--release", "17", "-proc:none", "-d", folder.toString()));
        arguments.addAll(sources);
        var compiled = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(compiled).isZero();
        handler.removeMissing(folder);
    }
}
