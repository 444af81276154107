package stepfunction.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.declared.DeclaredStack;

/** Runs a case's text on a declared stack, for tests in other packages. */
public final class CaseTrial {

    private CaseTrial() {}

    /** What is otherwise than the case expects, followed by the way that the execution took; empty if nothing is. */
    public static List<String> differences(DeclaredStack stack, Path projectDir, String text) {
        var workDir = projectDir.resolve("target/local").toAbsolutePath();
        var settings = new LambdaRuntime.Settings("python3", RuntimePackages.ofTheUser(), false, Optional.empty());
        try (var lambda = new SharedRuntime(settings)) {
            var runner = new CaseRunner(new Deployment(stack, projectDir, workDir).deploy(), lambda::get);
            var story = new ArrayList<String>();
            var run = runner.run(CaseReader.read("example", "example.json", text), new Story(story::add, false));
            var differences = new ArrayList<>(run.differences());
            if (!differences.isEmpty()) {
                differences.addAll(story);
                differences.add(run.ending());
            }
            return differences;
        }
    }
}
