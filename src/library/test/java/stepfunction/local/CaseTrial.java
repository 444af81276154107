package stepfunction.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.declared.DeclaredStack;
import stepfunction.lambda.LambdaSettings;
import stepfunction.lambda.SharedRuntime;
import stepfunction.lambda.UnitTests;

/** Runs a case and the functions' unit tests on a declared stack, for tests in other packages. */
public final class CaseTrial {

    private CaseTrial() {}

    /**
     * What is otherwise than the case expects, followed by the way that the execution took, and warnings about its mocks; empty if nothing is.
     *
     * @param name of the case, which begins with that of a further workflow
     */
    public static List<String> differences(DeclaredStack stack, Path projectDir, String name, String text) {
        try (var lambda = new SharedRuntime(LambdaSettings.ofTheUser())) {
            var runner = new CaseRunner(deployed(stack, projectDir), lambda::get);
            var story = new ArrayList<String>();
            var workflow = name.contains("/") ? name.substring(0, name.indexOf('/')) : "workflow";
            var given = CaseReader.read(new CaseReader.Origin(workflow, name, name + ".json", Path.of("")), text);
            var faulted = runner.runWithFaults(given, new Story(story::add, false));
            var run = faulted.run();
            var differences = new ArrayList<>(run.differences());
            differences.addAll(faulted.differences());
            if (!differences.isEmpty()) {
                differences.addAll(story);
                differences.add(run.ending());
            }
            differences.addAll(MockCheck.warnings(runner.stack(), given));
            return differences;
        }
    }

    /** How a case of the first workflow ends whose calls fail. */
    public static String faultTable(DeclaredStack stack, Path projectDir, String text) {
        var faulted = faulted(stack, projectDir, text);
        var table = new FaultTable("workflow");
        table.add(faulted);
        table.addReached(faulted.reached());
        return table.text(
                deployed(stack, projectDir).workflow("workflow").orElseThrow().definition());
    }

    /** The differences between the expectations of a case of the first workflow and the runs in which a call fails. */
    public static List<String> differencesOfFaults(DeclaredStack stack, Path projectDir, String text) {
        return faulted(stack, projectDir, text).differences();
    }

    private static FaultedCase faulted(DeclaredStack stack, Path projectDir, String text) {
        try (var lambda = new SharedRuntime(LambdaSettings.ofTheUser())) {
            var given =
                    CaseReader.read(new CaseReader.Origin("workflow", "example", "example.json", Path.of("")), text);
            return new CaseRunner(deployed(stack, projectDir), lambda::get).runWithFaults(given, Story.untold());
        }
    }

    /**
     * What is wrong by a file of unit tests; absent where they pass.
     *
     * @param file such as {@code FOLDER/tests/test_handler.py}, which must be found
     */
    public static Optional<String> failureOfUnitTests(DeclaredStack stack, Path projectDir, String file) {
        try (var lambda = new SharedRuntime(LambdaSettings.ofTheUser())) {
            return UnitTests.of(deployed(stack, projectDir).functions()).stream()
                    .filter(tests -> tests.shownFile().equals(file))
                    .findFirst()
                    .orElseThrow()
                    .failure(lambda.get(), UnitTests.LIMIT);
        }
    }

    private static DeployedStack deployed(DeclaredStack stack, Path projectDir) {
        var workDir = projectDir.resolve("target/local").toAbsolutePath();
        return new Deployment(stack, projectDir, workDir).deploy();
    }
}
