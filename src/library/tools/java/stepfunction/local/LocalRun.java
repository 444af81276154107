package stepfunction.local;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import stepfunction.asl.ExecutionResult.Status;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.StrictJson;
import stepfunction.declared.AtomicFile;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProgramClass;
import stepfunction.declared.ProgramRun;
import stepfunction.declared.ProjectCheck;
import stepfunction.declared.ProjectFiles;
import stepfunction.declared.ProjectPom;
import stepfunction.lambda.CannotRunException;
import stepfunction.lambda.HandlerDefinitions;
import stepfunction.lambda.LambdaFunction;
import stepfunction.lambda.LambdaSettings;
import stepfunction.lambda.LocalLambda;
import stepfunction.lambda.RunFolder;
import stepfunction.watch.Watch;

/**
 * Runs a case of a workflow without AWS and without the Pulumi CLI, and prints what happens: declares the stack against mocks, then
 * interprets its state machine and runs its handlers for real.
 *
 * <p>Prints the output of the execution on stdout, everything else on stderr. Exit status: 0 if the case ends as it
 * expects, 1 if not, 2 if it could not run. With another input than the case's, 0 if the execution succeeds, and 1 if it fails. Of a state
 * that runs alone, 0 if it succeeds or a Catch takes its error, and 1 if it fails or is to be retried.
 *
 * @param lambda starts while the stack is declared
 */
public record LocalRun(Path projectDir, CompletableFuture<LocalLambda> lambda, PrintStream out, PrintStream err) {

    /** Besides the deployment packages, a run writes only here: the history of the last one, and a folder for each that runs. */
    static final String FOLDER = "target/local";

    private static final long MILLISECONDS_TO_END = 5_000;

    private static final String HISTORY = "history.json";

    static final int AS_EXPECTED = 0;
    static final int OTHERWISE = 1;
    static final int CANNOT_RUN = 2;

    /**
     * The options of a local run.
     *
     * @param caseName of a file in {@link Cases#FOLDER}, which begins with the name of a further workflow, such as {@code refund/late}; or the path
     *     of the file there
     * @param input JSON in place of the case's
     * @param data whether to print each state's input and output
     * @param accept whether to rewrite a recorded case as this run does it
     * @param tree whether to list the resources of the stack
     */
    record Options(String caseName, Optional<String> input, boolean data, boolean accept, boolean tree) {}

    /**
     * Reads the system properties {@code case} (default: example), {@code input}, {@code stack} (default: the first that pom.xml
     * lists), {@code data}, {@code accept}, {@code debug}, {@code endpoint} and {@code watch}, and with {@code state} those of
     * {@link StateOptions}.
     */
    public static void main(String[] args) throws IOException {
        var out = System.out;
        // Nothing but the output may go there, whatever a library prints.
        System.setOut(System.err);
        var project = new ProjectFiles(Path.of(""));
        // Not in the common pool, which the declaration may keep busy.
        var lambda = CompletableFuture.supplyAsync(
                () -> LocalLambda.start(LambdaSettings.ofTheUser()), start -> new Thread(start).start());
        var run = new LocalRun(project.projectDir(), lambda, out, System.err);
        var loader = LocalRun.class.getClassLoader();
        if (isSet("watch")) {
            run.watch(project, loader);
            return;
        }
        var status = run.run(project, loader);
        out.flush();
        System.err.flush();
        // Java would wait a third of a second for the thread that waits for Python, and Python would complain that
        // there is no reader.
        run.closeLambda();
        // Not exit: a Maven that colours its output would add an escape code to stdout, behind the JSON.
        Runtime.getRuntime().halt(status);
    }

    /** Runs again after each change, until a signal ends Java. */
    private void watch(ProjectFiles project, ClassLoader libraries) throws IOException {
        var watch = new Watch(projectDir, err, libraries, program -> {
            run(project, program);
            out.flush();
        });
        var running = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            watch.stop();
            closeLambda();
            try {
                // So that the run removes its files.
                running.join(MILLISECONDS_TO_END);
            } catch (InterruptedException e) {
                // The next run removes them.
            }
            // The run may have started Python again.
            closeLambda();
        }));
        watch.start();
    }

    private void closeLambda() {
        lambda.thenAccept(LocalLambda::close)
                .handle((closed, notStarted) -> true)
                .join();
    }

    /** The first that pom.xml lists, or else the first that has a file. */
    private static String usualStack(ProjectFiles project) {
        return Stream.concat(new ProjectPom(project.projectDir()).stacks().stream(), project.stacks().stream())
                .findFirst()
                .orElseThrow();
    }

    static boolean isSet(String property) {
        return System.getProperty(property) != null && !"false".equals(System.getProperty(property));
    }

    /** Runs one execution of the project's own stack, or one state, if its folder has all that it must. */
    private int run(ProjectFiles project, ClassLoader program) {
        try {
            ProjectCheck.check(project);
            var options = new Options(
                    System.getProperty("case", Cases.EXAMPLE),
                    Optional.ofNullable(System.getProperty("input")),
                    isSet("data"),
                    isSet("accept"),
                    !isSet("watch"));
            return StateOptions.of(name -> Optional.ofNullable(System.getProperty(name)))
                    .map(state -> run(state, options.data(), () -> declare(project, program)))
                    .orElseGet(() -> run(options, () -> declare(project, program)));
        } catch (RuntimeException e) {
            return cannotRun(e);
        }
    }

    static DeclaredStack declare(ProjectFiles project) {
        return declare(project, LocalRun.class.getClassLoader());
    }

    private static DeclaredStack declare(ProjectFiles project, ClassLoader program) {
        var stack = System.getProperty("stack", usualStack(project));
        var mainClass = new ProjectPom(project.projectDir()).mainClass();
        return DeclaredStack.declare(ProgramRun.of(project, stack), ProgramClass.planner(mainClass, program));
    }

    /**
     * Runs one execution.
     *
     * @return the exit status
     */
    int run(Options options, Supplier<DeclaredStack> declaration) {
        return inRunFolder(workDir -> run(options, declaration.get(), workDir));
    }

    /**
     * Runs one state alone.
     *
     * @param data whether to print its input and output
     * @return the exit status
     */
    int run(StateOptions options, boolean data, Supplier<DeclaredStack> declaration) {
        return inRunFolder(workDir -> run(options, data, declaration.get(), workDir));
    }

    /** A run with a folder of its own, which takes the unpacked deployment packages. */
    private interface Run {
        int status(Path workDir) throws IOException;
    }

    private int inRunFolder(Run run) {
        var folder = projectDir.resolve(FOLDER).toAbsolutePath();
        try (var runFolder = RunFolder.inOrTemporary(folder)) {
            return run.status(runFolder.path());
        } catch (Throwable e) {
            // Even an error of Java's own: whatever it is, no stack trace helps the user, and a caller who runs this in
            // a
            // script needs the status.
            return cannotRun(e);
        }
    }

    private int run(StateOptions options, boolean data, DeclaredStack stack, Path workDir) {
        var input = options.inputJson();
        var variables = options.variablesByName();
        var deployed = new Deployment(stack, projectDir, workDir).deploy();
        var stateCase = StateCase.of(options, deployed, Cases.of(projectDir, deployed.workflowNames()));
        Stream.concat(stack.warnings().stream(), MockCheck.warnings(deployed, stateCase.given()).stream())
                .forEach(warning -> err.println("Warning: " + warning));
        err.printf("The state %s%s:%n", options.state(), inPython(deployed.functions()));
        var run = new CaseExecutions(deployed, stateCase.given(), lambda::join)
                .runState(stateCase, input, variables, new Story(err::println, data));
        run.lines().forEach(err::println);
        print(run.result().output());
        return run.hasSucceeded() ? AS_EXPECTED : OTHERWISE;
    }

    private int run(Options options, DeclaredStack stack, Path workDir) throws IOException {
        var workflows = WorkflowNames.of(Deployment.workflows(stack));
        var read = Cases.of(projectDir, workflows).read(options.caseName());
        var given = options.input().map(LocalRun::input).map(read::with).orElse(read);
        var runner = new CaseRunner(new Deployment(stack, projectDir, workDir).deploy(), lambda::join);
        HandlerDefinitions.ofTheUser().check(runner.stack().functions());
        // Before anything is shown, so that a mistake stands alone.
        refuseToAcceptWhatIsNotRecorded(options, read);
        CaseCheck.check(runner.stack(), given);
        Stream.concat(stack.warnings().stream(), MockCheck.warnings(runner.stack(), given).stream())
                .forEach(warning -> err.println("Warning: " + warning));
        if (options.tree()) {
            err.println("The program declares:");
            new ResourceTree(stack).lines().forEach(err::println);
            err.println();
        }
        nameResourcesOfEmulator(stack, runner.stack().functions());
        err.printf("The case %s%s:%n", given.name(), inPython(runner.stack().functions()));
        var story = new Story(err::println, options.data());
        if (options.accept()) {
            return accept(runner.run(given, story));
        }
        var faulted = given.expected().faults().isPresent()
                ? runner.runWithFaults(given, story)
                : FaultedCase.without(runner.run(given, story));
        write(faulted.run());
        return tellEnd(faulted, options.input().isPresent());
    }

    private void nameResourcesOfEmulator(DeclaredStack stack, Collection<LambdaFunction> functions) {
        var names = new EmulatorResources(stack, functions).names();
        if (System.getProperty("endpoint") != null && !names.isEmpty()) {
            err.printf("The emulator must have: %s%n%n", String.join(", ", names));
        }
    }

    static JsonElement input(String text) {
        try {
            var input = StrictJson.parse(text);
            CaseReader.excess(input).ifPresent(excess -> {
                throw new CannotRunException(excess);
            });
            return input;
        } catch (InvalidJsonException e) {
            throw new CannotRunException(
                    "input %s, was %s; pass one JSON value, quoted for the shell: -Dinput='{\"hello\":\"world\"}'"
                            .formatted(e.getMessage(), text.isEmpty() ? "empty" : text));
        }
    }

    private static void refuseToAcceptWhatIsNotRecorded(Options options, Case given) {
        if (options.accept() && !given.recorded()) {
            throw new CannotRunException("%s: accept rewrites a recorded case, which this is not; change it by hand"
                    .formatted(given.file()));
        }
        if (options.accept() && options.input().isPresent()) {
            throw new CannotRunException("accept needs the case's own input; remove -Dinput");
        }
    }

    /** Rewrites the case, whose differences are meant. */
    private int accept(CaseRun run) throws IOException {
        var differences = run.differences();
        if (differences.isEmpty()) {
            err.printf("%s is as this run did it.%n", run.given().file());
            return AS_EXPECTED;
        }
        var file = new CaseFile(projectDir.resolve(run.given().file()));
        file.write(new Acceptance(run).accepted(file.read()));
        err.printf(
                "%s now has the states, the calls and the end of this run.%n",
                run.given().file());
        return AS_EXPECTED;
    }

    /** This machine's version, and the functions' in AWS where it is another; nothing where all are in other languages. */
    private String inPython(List<LambdaFunction> functions) {
        var runtimes =
                functions.stream().map(LambdaFunction::runtime).distinct().toList();
        var ofPython = runtimes.stream()
                .filter(runtime -> runtime.startsWith("python"))
                .toList();
        if (ofPython.isEmpty() && !runtimes.isEmpty()) {
            return "";
        }
        var version = lambda.join().pythonVersion();
        var others = ofPython.stream()
                .filter(runtime -> !("python" + version).startsWith(runtime + "."))
                .toList();
        return ", in Python "
                + (others.isEmpty() ? version : "%s (in AWS: %s)".formatted(version, String.join(", ", others)));
    }

    private void write(CaseRun run) throws IOException {
        var file = projectDir.resolve(FOLDER).resolve(HISTORY);
        if (isReadOnly(file)) {
            err.printf("%s is read-only: there is no %s of this run%n", FOLDER, HISTORY);
            return;
        }
        Files.createDirectories(file.getParent());
        AtomicFile.write(file, run.history().getBytes(StandardCharsets.UTF_8));
    }

    private boolean isReadOnly(Path file) {
        return Stream.iterate(file.toAbsolutePath().getParent(), Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .filter(folder -> !Files.isWritable(folder))
                .isPresent();
    }

    /** @param isOther whether the input is not the case's, so that nothing is expected */
    private int tellEnd(FaultedCase faulted, boolean isOther) {
        var run = faulted.run();
        var hasSucceeded = run.result().status() == Status.SUCCEEDED;
        var differences = faulted.allDifferences();
        // A difference may have reported it already.
        if (!hasSucceeded && differences.stream().noneMatch(difference -> difference.contains(run.ending()))) {
            err.println(run.ending());
        }
        if (!differences.isEmpty()) {
            err.printf("The case expects something else:%n- %s%n", String.join("\n- ", differences));
        } else if (!hasSucceeded && !isOther) {
            err.println("The case expects just that.");
        }
        print(run.result().output());
        var isAsExpected = isOther ? hasSucceeded : differences.isEmpty();
        return isAsExpected ? AS_EXPECTED : OTHERWISE;
    }

    private void print(Optional<JsonElement> output) {
        output.ifPresent(out::println);
        if (out.checkError()) {
            throw new CannotRunException("the output cannot be written to stdout");
        }
    }

    private int cannotRun(Throwable thrown) {
        err.println("The local run has stopped: " + new Reason(thrown).sentence());
        return CANNOT_RUN;
    }
}
