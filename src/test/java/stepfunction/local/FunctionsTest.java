package stepfunction.local;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProjectFiles;

/** The unit tests of the functions in Python, {@code FOLDER/tests/test_*.py}: a test a file. */
class FunctionsTest {

    private static final ProjectFiles PROJECT = new ProjectFiles(Path.of(""));
    private static final SharedRuntime LAMBDA = new SharedRuntime(LambdaSettings.ofTheUser());

    private static RunFolder folder;

    @BeforeAll
    static void make_the_folder() throws IOException {
        folder = RunFolder.in(Path.of("target", "function-tests"));
    }

    @AfterAll
    static void stop_python() {
        LAMBDA.close();
        folder.close();
    }

    @TestFactory
    Stream<DynamicTest> unit_tests_of_functions() {
        var functions = new ArrayList<LambdaFunction>();
        for (var stack : PROJECT.stacks()) {
            var declared = DeclaredStack.declare(PROJECT, stack, PROJECT.config(stack), false);
            var deployment =
                    new Deployment(declared, PROJECT.projectDir(), folder.path().resolve(stack));
            functions.addAll(deployment.deploy().functions());
        }
        return UnitTests.of(functions, PROJECT.projectDir()).stream()
                .map(tests -> dynamicTest(tests.shownFile(), tests.file().toUri(), () -> pass(tests)));
    }

    private static void pass(UnitTests tests) {
        tests.failure(LAMBDA.get(), UnitTests.LIMIT).ifPresent(failure -> fail(failure));
    }
}
