package stepfunction.local;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import stepfunction.asl.Definition;
import stepfunction.changes.Revision;
import stepfunction.declared.AtomicFile;
import stepfunction.declared.DeclaredStack;
import stepfunction.lambda.CannotRunException;
import stepfunction.lambda.HandlerDefinitions;
import stepfunction.lambda.LambdaFunction;
import stepfunction.lambda.LambdaSettings;
import stepfunction.lambda.RunFolder;
import stepfunction.lambda.SharedRuntime;
import stepfunction.lambda.UnitTests;

/**
 * The cases of a project and the unit tests of its functions, as tests. A case runs once on all stacks whose program is the same apart from
 * the names of resources.
 */
public final class ProjectCases implements AutoCloseable {

    private static final Path WORK_DIR = Path.of("target", "cases");

    /** Read by {@code .github/changes.sh}. */
    private static final Path FUNCTION_FOLDERS = Path.of("target", "functions.txt");

    private final SharedRuntime lambda = new SharedRuntime(LambdaSettings.ofTheUser());
    private final Map<String, Coverage> coverageByWorkflow = new LinkedHashMap<>();
    private final Map<String, FaultTable> faultTables = new LinkedHashMap<>();
    private final Map<String, ProgramResults> resultsByStacks = new LinkedHashMap<>();
    private final CaseTally tally = new CaseTally();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Path projectDir;
    private final RunFolder folder;
    private final List<StackGroup> groups;

    /** Stacks with the same program, and a runner of cases on one of them. */
    private record StackGroup(List<String> names, ProgramText program, CaseRunner runner) {

        String stacks() {
            return String.join(", ", names);
        }

        DeployedStack stack() {
            return runner.stack();
        }

        StackGroup with(StackGroup other) {
            return new StackGroup(
                    Stream.concat(names.stream(), other.names.stream()).toList(), program, runner);
        }
    }

    /**
     * Unpacks the stacks' functions.
     *
     * @param stacks by name
     * @throws CannotRunException where a stack cannot run on this machine
     */
    public ProjectCases(Path projectDir, Map<String, DeclaredStack> stacks) throws IOException {
        this.projectDir = projectDir;
        this.folder = RunFolder.in(projectDir.resolve(WORK_DIR).toAbsolutePath());
        this.groups = groups(projectDir, stacks);
        HandlerDefinitions.ofTheUser().check(functions());
    }

    private List<StackGroup> groups(Path projectDir, Map<String, DeclaredStack> stacks) {
        var groups = new LinkedHashMap<String, StackGroup>();
        stacks.forEach((name, stack) -> {
            var deployment = new Deployment(stack, projectDir, folder.path().resolve(name));
            var program = new ProgramText(stack);
            var group = new StackGroup(List.of(name), program, new CaseRunner(deployment.deploy(), lambda::get));
            groups.merge(program.text(), group, StackGroup::with);
            warnings.addAll(stack.warnings());
        });
        return List.copyOf(groups.values());
    }

    /** A test for each case and group of stacks, and one that fails for each folder whose name is mistaken. */
    public Stream<DynamicTest> cases() {
        var cases = Cases.of(projectDir, workflows());
        return Stream.concat(misnamedFolders(cases), casesOnStacks(cases));
    }

    private Stream<DynamicTest> misnamedFolders(Cases cases) {
        return cases.misnamedFolders().entrySet().stream()
                .map(folder ->
                        dynamicTest("%s/%s".formatted(Cases.FOLDER, folder.getKey()), () -> fail(folder.getValue())));
    }

    private Stream<DynamicTest> casesOnStacks(Cases cases) {
        return groups.stream()
                .flatMap(group -> cases.files().entrySet().stream()
                        .filter(file -> group.stack()
                                .workflow(file.getValue().workflow())
                                .isPresent())
                        .map(file -> dynamicTest(
                                "%s (%s)".formatted(file.getKey(), group.stacks()),
                                file.getValue().path().toUri(),
                                () -> run(cases.read(file.getKey()), group))));
    }

    private void run(Case given, StackGroup group) {
        var story = new ArrayList<String>();

        var faulted = group.runner().runWithFaults(given, new Story(story::add, false));
        var run = faulted.run();

        tally.add(given);
        results(group).add(run);
        warnings.addAll(MockCheck.warnings(group.stack(), given));
        group.stack().workflows().forEach(workflow -> coverage(workflow.name()).add(run.eventsOf(workflow)));
        faultTable(given.workflow()).add(faulted);
        group.stack()
                .workflows()
                .forEach(workflow -> faultTable(workflow.name()).addReached(faulted.reached()));
        if (!run.differences().isEmpty()) {
            fail("%s in %s:%n- %s%n%s%n%s"
                    .formatted(
                            given.file(),
                            group.stacks(),
                            String.join("\n- ", run.differences()),
                            String.join("\n", story),
                            run.ending()));
        }
        if (!faulted.differences().isEmpty()) {
            fail("%s in %s:%n- %s".formatted(given.file(), group.stacks(), String.join("\n- ", faulted.differences())));
        }
    }

    private FaultTable faultTable(String workflow) {
        return faultTables.computeIfAbsent(workflow, FaultTable::new);
    }

    private ProgramResults results(StackGroup group) {
        return resultsByStacks.computeIfAbsent(
                group.stacks(), first -> new ProgramResults(group.program(), group.stack()));
    }

    private Coverage coverage(String workflow) {
        return coverageByWorkflow.computeIfAbsent(workflow, Coverage::new);
    }

    /** A test for each file of unit tests, {@code FOLDER/tests/test_*.py}. */
    public Stream<DynamicTest> unitTests() {
        return UnitTests.of(functions()).stream()
                .map(tests -> dynamicTest(tests.shownFile(), tests.file().toUri(), () -> run(tests)));
    }

    private List<LambdaFunction> functions() {
        return groups.stream()
                .flatMap(group -> group.stack().functions().stream())
                .toList();
    }

    private void run(UnitTests tests) {
        tests.failure(lambda.get(), UnitTests.LIMIT).ifPresent(failure -> fail(failure));
    }

    /** Stops Python, prints the warnings, each once, leaves the coverage to {@link CoverageReport}, and the revision to be compared with another one. */
    @Override
    public void close() throws IOException {
        lambda.close();
        folder.close();
        warnings.forEach(warning -> System.err.println("[WARNING] " + warning));
        if (!groups.isEmpty()) {
            var workflows = workflows();
            var covered = workflows.present().stream().map(this::covered).toList();
            CoverageReport.write(projectDir, covered, tally.summary(workflows));
            AtomicFile.write(
                    projectDir.resolve(Revision.FILE), revision().json().getBytes(StandardCharsets.UTF_8));
            AtomicFile.write(
                    projectDir.resolve(FUNCTION_FOLDERS), functionFolders().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A line for each. */
    private String functionFolders() {
        return functions().stream()
                .map(LambdaFunction::folder)
                .distinct()
                .map(folder -> folder + "\n")
                .collect(Collectors.joining());
    }

    private Revision revision() {
        return new Revision(groups.stream()
                .map(group -> results(group).program(group.names()))
                .toList());
    }

    /** Those of all stacks. */
    private WorkflowNames workflows() {
        return WorkflowNames.of(groups.stream()
                .flatMap(group -> group.stack().workflows().stream())
                .toList());
    }

    private CoverageReport.Covered covered(String workflow) {
        var definitions = new LinkedHashMap<String, Definition>();
        groups.forEach(group ->
                group.stack().workflow(workflow).ifPresent(each -> definitions.put(group.stacks(), each.definition())));
        return new CoverageReport.Covered(workflow, definitions, coverage(workflow), faultTable(workflow));
    }
}
