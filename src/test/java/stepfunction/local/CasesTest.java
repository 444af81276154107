package stepfunction.local;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import stepfunction.asl.Definition;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProjectFiles;

/** Every case in src/test/workflow, on every stack; once on stacks whose program is the same but for the names of resources. */
class CasesTest {

    private static final ProjectFiles PROJECT = new ProjectFiles(Path.of(""));
    private static final SharedRuntime LAMBDA = new SharedRuntime(LambdaSettings.ofTheUser());
    private static final Coverage COVERAGE = new Coverage();
    private static final Map<String, Definition> DEFINITIONS = new LinkedHashMap<>();
    private static RunFolder folder;

    @BeforeAll
    static void make_the_folder() throws IOException {
        folder = RunFolder.in(Path.of("target", "cases"));
    }

    @AfterAll
    static void tell_what_no_case_takes() throws IOException {
        LAMBDA.close();
        folder.close();
        if (!DEFINITIONS.isEmpty()) {
            CoverageReport.write(DEFINITIONS, COVERAGE);
        }
    }

    /** Stacks with the same program, and a runner of cases on one of them. */
    private record StackGroup(String stacks, CaseRunner runner) {

        StackGroup with(StackGroup other) {
            return new StackGroup("%s, %s".formatted(stacks, other.stacks), runner);
        }
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        var groups = groups();
        groups.forEach(group ->
                DEFINITIONS.put(group.stacks(), group.runner().workflow().definition()));
        var cases = Cases.of(PROJECT.projectDir());
        return groups.stream().flatMap(group -> cases.files().keySet().stream().map(name -> test(cases, name, group)));
    }

    private static List<StackGroup> groups() {
        var groups = new LinkedHashMap<String, StackGroup>();
        for (var stack : PROJECT.stacks()) {
            var declared = DeclaredStack.declare(PROJECT, stack, PROJECT.config(stack), false);
            var deployment =
                    new Deployment(declared, PROJECT.projectDir(), folder.path().resolve(stack));
            var group = new StackGroup(stack, new CaseRunner(deployment.deploy(), LAMBDA::get));
            groups.merge(new ProgramText(declared).text(), group, StackGroup::with);
        }
        return List.copyOf(groups.values());
    }

    private static DynamicTest test(Cases cases, String name, StackGroup group) {
        return dynamicTest(
                "%s (%s)".formatted(name, group.stacks()),
                cases.files().get(name).toUri(),
                () -> {
                    var given = cases.read(name);
                    var story = new ArrayList<String>();

                    var run = group.runner().run(given, new Story(story::add, false));

                    COVERAGE.add(run.events());
                    var differences = run.differences();
                    if (!differences.isEmpty()) {
                        fail("%s in %s:%n- %s%n%s%n%s"
                                .formatted(
                                        given.file(),
                                        group.stacks(),
                                        String.join("\n- ", differences),
                                        String.join("\n", story),
                                        run.ending()));
                    }
                });
    }
}
