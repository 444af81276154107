package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.pulumi.asset.FileArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.lambda.SharedRuntime;
import stepfunction.lambda.UnitTests;

/** Unit tests of functions are run as handlers are. */
@Timeout(60)
class UnitTestsIT {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final SharedRuntime LAMBDA = SharedRuntime.ofTests();

    @TempDir
    Path folder;

    private LocalProject project;

    @AfterAll
    static void stop_python() {
        LAMBDA.close();
    }

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, LAMBDA::get);
        source("greet/handler.py", "def handler(event, context):\n    return {'greeted': event}\n");
    }

    private void source(String file, String text) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static Duration limit(String failure) {
        return failure.contains("must end within") ? SHORT : LONG;
    }

    private List<UnitTests> unitTests() {
        var workflow = new Deployment(project.stack(), folder, project.workDir()).deploy();
        return UnitTests.of(workflow.functions());
    }

    static List<JsonObject> tests() throws IOException {
        return Tables.objects("unit-tests.json").stream()
                .filter(given -> !given.has("linux") || OS.LINUX.isCurrentOs())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void test_that(JsonObject given) throws IOException {
        var it = given.get("it").getAsString();
        source("greet/tests/beside.py", "");
        source("greet/tests/test_it.py", """
                import unittest
                import handler
                class Tests(unittest.TestCase):
                    %s
                """.formatted(given.get("test").getAsString()));

        var failure = unitTests()
                .get(0)
                .failure(LAMBDA.get(), limit(given.get("failure").getAsString()))
                .orElse("");

        assertThat(failure).as(it).startsWith(given.get("failure").getAsString());
        assertThat(failure.isEmpty())
                .as("%s: %s", it, failure)
                .isEqualTo(given.get("failure").getAsString().isEmpty());
        for (var text : given.has("told") ? given.getAsJsonArray("told").asList() : List.<JsonElement>of()) {
            assertThat(failure).as(it).contains(text.getAsString());
        }
        assertThat(LAMBDA.get().processes()).as(it).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            def test_it(greeted): assert handler.handler(1, None) == greeted  | ``                           | ``
            def test_it(greeted): assert handler.handler(2, None) == greeted  | must pass, failed            | {'greeted': 2} == {'greeted': 1}
            class Test:\\n    def test_it(self): beside                         | ``                           | ``
            class Test:\\n    pass                                              | must have a test, has none   | ``
            import no_such_module                                             | must pass, failed            | No module named 'no_such_module'
            import time; time.sleep(200)                                      | must end within 2 s, did not | ``
            """)
    void pytest_runs_a_file_where_it_is_installed(String test, String failure, String shown) throws IOException {
        source("greet/tests/beside.py", "");
        source("greet/tests/test_it.py", """
                import beside
                import handler
                import pytest
                @pytest.fixture
                def greeted(): return {'greeted': 1}
                """ + test.translateEscapes());

        var actual = unitTests().get(0).failure(LAMBDA.get(), limit(failure)).orElse("");

        if (hasPytest()) {
            assertThat(actual).startsWith(failure.isEmpty() ? "" : "greet/tests/test_it.py " + failure);
            assertThat(actual.isEmpty()).as(actual).isEqualTo(failure.isEmpty());
            assertThat(actual).contains(shown);
        } else {
            assertThat(actual).contains("needs pytest, which is not installed; run: ");
        }
    }

    private static boolean hasPytest() throws IOException {
        try {
            return new ProcessBuilder("python3", "-c", "import pytest").start().waitFor() == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void files_of_tests_are_found_in_each_functions_folder() throws IOException {
        for (var file : List.of(
                "greet/tests/test_b.py", "greet/tests/test_a.py", "greet/tests/help.py", "pinned/tests/test_c.py")) {
            source(file, "");
        }

        assertThat(unitTests())
                .extracting(UnitTests::shownFile)
                .containsExactly("greet/tests/test_a.py", "greet/tests/test_b.py", "pinned/tests/test_c.py");
    }

    @Test
    void tests_find_the_packages_that_were_installed() throws IOException {
        source("greet/tests/test_it.py", """
                import unittest
                import handler
                import shout
                class Tests(unittest.TestCase):
                    def test_it(self):
                        self.assertEqual(handler.handler(shout.LOUD, None), {"greeted": 1})
                """);
        source("installed/shout.py", "LOUD = 1\n");
        var joined = Files.createDirectories(folder.resolve("target/functions/python3.13-arm64/greet"));
        for (var file : List.of("greet/handler.py", "greet/tests", "installed/shout.py")) {
            Files.createSymbolicLink(
                    joined.resolve(Path.of(file).getFileName()),
                    folder.resolve(file).toAbsolutePath());
        }
        Files.createDirectories(folder.resolve("target/archives/python3.13-arm64"));
        var archive = "target/archives/python3.13-arm64/greet.zip";
        Files.move(folder.resolve("target/greet.zip"), folder.resolve(archive));
        project.greet("code", new FileArchive(archive));

        var tests = unitTests();

        assertThat(tests).extracting(UnitTests::shownFile).containsExactly("greet/tests/test_it.py");
        assertThat(tests.get(0).failure(LAMBDA.get(), LONG)).isEmpty();
    }
}
