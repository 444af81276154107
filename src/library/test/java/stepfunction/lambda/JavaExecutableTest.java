package stepfunction.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client in Java in a JVM of its own; {@code JavaClientTest} runs most handlers without. */
class JavaExecutableTest {

    @TempDir
    private Path temporary;

    static Stream<ComparedHandler> handlers() throws IOException {
        return ComparedHandler.all("java.json").filter(ComparedHandler::needsProcess);
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void handler_is_answered_and_logged_as_by_the_client_of_AWS(ComparedHandler handler) throws Exception {
        var taskRoot = Files.createDirectory(temporary.resolve("task"));
        compile(handler, taskRoot);
        var client = client(taskRoot);

        try (var api = new RuntimeApiStub(handler.events())) {
            var log = Files.createTempFile(taskRoot, "log", "");
            var process = NodeClientTest.start(NodeClientTest.command(client), handler, api, log);
            NodeClientTest.awaitEnd(process, api);
            var status = api.hasEnded() ? Optional.<Integer>empty() : Optional.of(process.exitValue());
            process.destroyForcibly().waitFor();

            assertThat(ComparedHandler.normal(api.answers(), taskRoot)).isEqualTo(handler.answers());
            assertThat(status).isEqualTo(handler.status());
            assertThat(handler.log()).contains(ComparedHandler.normalLog(Files.readString(log), taskRoot));
        }
    }

    /** With the libraries of the tests in {@code lib}, as a function's build puts its own there. */
    private static void compile(ComparedHandler handler, Path taskRoot) throws IOException {
        var lib = Files.createDirectory(taskRoot.resolve("lib"));
        for (var jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (jar.matches(".*/(aws-lambda-java-events|joda-time)-[^/]*\\.jar")) {
                Files.copy(Path.of(jar), lib.resolve(Path.of(jar).getFileName()));
            }
        }
        var arguments = new ArrayList<>(List.of("-nowarn", "--release", "17", "-proc:none", "-d", taskRoot.toString()));
        handler.write(taskRoot).stream()
                .map(Path::toString)
                .filter(file -> file.endsWith(".java"))
                .forEach(arguments::add);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    private RuntimeClient client(Path taskRoot) {
        return JavaExecutable.ofThisProcess()
                .client(NodeExecutableTest.function("java17", Map.of(), taskRoot), temporary.resolve("classes"));
    }

    @Test
    void class_path_has_of_the_library_the_client_alone() throws IOException {
        var command = client(temporary).start();

        var classPath = command.get(command.indexOf("-cp") + 1).split(File.pathSeparator);

        assertThat(classPath).hasSize(3);
        assertThat(classPath[0]).isEqualTo(temporary.resolve("classes").toString());
        assertThat(classPath[1]).contains("aws-lambda-java-core");
        assertThat(classPath[2]).contains("aws-lambda-java-serialization");
        try (var files = Files.walk(temporary.resolve("classes"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file.getParent()).endsWith(Path.of("stepfunction/lambda/client")));
        }
    }

    @Test
    void heap_has_85_percent_of_the_memory() {
        assertThat(client(temporary).start()).contains("-Xmx217m");
    }

    @Test
    void older_Java_is_refused() {
        var java = new JavaExecutable(Path.of("/opt/jdk-17/bin/java"), 17);
        var function = NodeExecutableTest.function("java21", Map.of(), temporary);

        assertThatThrownBy(() -> java.client(function, temporary))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "the function price runs on Java 21, but this machine has Java 17 (/opt/jdk-17/bin/java); install a JDK 21 or newer and set JAVA_HOME to it, or mock the state in the case");
    }
}
