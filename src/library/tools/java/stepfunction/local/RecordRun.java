package stepfunction.local;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProjectCheck;
import stepfunction.declared.ProjectFiles;
import stepfunction.lambda.CannotRunException;
import stepfunction.lambda.LambdaSettings;
import stepfunction.lambda.RunFolder;
import stepfunction.lambda.SharedRuntime;
import stepfunction.recording.CommittedTexts;
import stepfunction.recording.HistoryException;
import stepfunction.recording.RecordedExecution;
import stepfunction.recording.Redaction;

/**
 * Makes a case of an execution's history, and runs it. Lists what it writes, for a secret to be seen before anybody commits it.
 *
 * <p>Exit status: 0 if the case was written, 2 if it was not.
 */
public record RecordRun(Path projectDir, PrintStream out, PrintStream err) {

    static final int WRITTEN = 0;
    static final int NOT_WRITTEN = 2;

    /** As files, and the option {@code -Dcase}, have them. */
    private static final Pattern NAME = Pattern.compile("(?:([A-Za-z0-9_-]+)/)?([A-Za-z0-9][A-Za-z0-9._-]*)");

    /**
     * The options of a recording.
     *
     * @param history the file's path
     * @param name of the new case, which may begin with that of a further workflow
     * @param redact paths to values that are replaced
     * @param overwrite whether a case of this name may be there
     * @param write whether to write it, or to list its texts alone
     */
    record Options(
            Optional<String> history, Optional<String> name, List<String> redact, boolean overwrite, boolean write) {

        Options {
            redact = List.copyOf(redact);
        }
    }

    /** Reads the system properties {@code history}, {@code name}, {@code redact}, {@code overwrite}, {@code write} and {@code stack}. */
    public static void main(String[] args) {
        var project = new ProjectFiles(Path.of(""));
        var options = new Options(
                Optional.ofNullable(System.getProperty("history")),
                Optional.ofNullable(System.getProperty("name")),
                Stream.of(System.getProperty("redact", "").split(",", -1))
                        .map(String::strip)
                        .filter(path -> !path.isEmpty())
                        .toList(),
                LocalRun.isSet("overwrite"),
                !"false".equals(System.getProperty("write")));
        var status = new RecordRun(project.projectDir(), System.out, System.err).run(options, () -> {
            ProjectCheck.check(project);
            return LocalRun.declare(project);
        });
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }

    /**
     * Records an execution.
     *
     * @return the exit status
     */
    int run(Options options, Supplier<DeclaredStack> declaration) {
        try {
            var name = name(options);
            var execution = read(options.history());
            var workDir = projectDir.resolve(LocalRun.FOLDER).toAbsolutePath();
            try (var folder = RunFolder.inOrTemporary(workDir)) {
                var stack = new Deployment(declaration.get(), projectDir, folder.path()).deploy();
                record(new Recording(options, name, execution, stack));
            }
            return WRITTEN;
        } catch (Throwable e) {
            err.println("No case was recorded: " + new Reason(e).sentence());
            return NOT_WRITTEN;
        }
    }

    private static Name name(Options options) {
        var name = options.name()
                .orElseThrow(() -> new CannotRunException("name must be the name of the new case; add -Dname=NAME"));
        var parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new CannotRunException(
                    "name must be the name of a file, such as late-payment or refund/late-payment, was %s"
                            .formatted(name));
        }
        return new Name(Optional.ofNullable(parts.group(1)), parts.group(2));
    }

    /** Of a case, and of its workflow if that is named too. */
    private record Name(Optional<String> workflow, String ofCase) {}

    private RecordedExecution read(Optional<String> history) throws IOException {
        var file = history.orElseThrow(
                () -> new CannotRunException(
                        "history must be the file with an execution's history, which `aws stepfunctions get-execution-history --execution-arn ARN > FILE` writes; add -Dhistory=FILE"));
        var path = projectDir.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new CannotRunException("history must be a file, but %s does not exist".formatted(file));
        }
        try {
            return RecordedExecution.read(Files.readString(path));
        } catch (CharacterCodingException e) {
            throw new CannotRunException("%s must be encoded in UTF-8, but is not".formatted(file));
        } catch (HistoryException e) {
            throw new CannotRunException("%s %s".formatted(file, e.getMessage()));
        }
    }

    /** All that a case is made of. */
    private record Recording(Options options, Name name, RecordedExecution execution, DeployedStack stack) {

        String file() {
            return options.history().orElseThrow();
        }
    }

    private void record(Recording recording) throws IOException {
        var workflow = workflow(recording);
        var folder = projectDir.resolve(Cases.FOLDER);
        var ofWorkflow = workflow.isMain() ? folder : folder.resolve(workflow.name());
        var file = new CaseFile(ofWorkflow.resolve(recording.name().ofCase() + ".json"));
        var shownFile = projectDir.relativize(file.path());
        if (file.exists() && recording.options().write() && !recording.options().overwrite()) {
            throw new CannotRunException(
                    "%s exists; choose another name, or add -Doverwrite to replace it".formatted(shownFile));
        }
        var json = redacted(recording, caseJson(recording, workflow));

        out.printf("%s has these texts, which everybody who can read the repository can read:%n", shownFile);
        CommittedTexts.in(json).forEach(line -> out.println("  " + line));
        if (!recording.options().write()) {
            out.println("Nothing was written, because of -Dwrite=false.");
            return;
        }
        file.write(json);
        out.printf(
                "Written: %s. To replace values, add -Doverwrite and, for example, -Dredact=$.name,$..number%n",
                shownFile);
        replay(recording, workflow);
    }

    private static DeployedWorkflow workflow(Recording recording) {
        var stack = recording.stack();
        var named = recording.name().workflow();
        if (named.isPresent()) {
            return stack.workflow(named.get())
                    .orElseThrow(() -> new CannotRunException("name must begin with the name of a workflow, was %s%s"
                            .formatted(
                                    named.get(),
                                    new KnownNames(stack.workflowNames().present()).hint(named.get()))));
        }
        var fitting = stack.workflows().stream()
                .filter(workflow -> recording.execution().isOf(workflow.definition()))
                .toList();
        var main = stack.workflows().get(0);
        if (fitting.size() > 1 && !fitting.contains(main)) {
            throw new CannotRunException(
                    "name must begin with the name of a workflow, because %s fits %s; add -Dname=%s/%s"
                            .formatted(
                                    recording.file(),
                                    String.join(
                                            " and ",
                                            fitting.stream()
                                                    .map(DeployedWorkflow::name)
                                                    .toList()),
                                    fitting.get(0).name(),
                                    recording.name().ofCase()));
        }
        // For a history that fits none, the workflow that has a state of it is reported.
        return fitting.contains(main) ? main : fitting.stream().findFirst().orElseGet(() -> nearest(recording));
    }

    private static DeployedWorkflow nearest(Recording recording) {
        return recording.stack().workflows().stream()
                .filter(workflow -> !recording.execution().isOfAnother(workflow.definition()))
                .findFirst()
                .orElse(recording.stack().workflows().get(0));
    }

    private static JsonObject caseJson(Recording recording, DeployedWorkflow workflow) {
        try {
            return recording.execution().toCase(workflow.definition());
        } catch (HistoryException e) {
            throw new CannotRunException("%s %s".formatted(recording.file(), e.getMessage()));
        }
    }

    private static JsonObject redacted(Recording recording, JsonObject json) {
        return Redaction.of(recording.options().redact(), json).redacted(json);
    }

    /** Prints whether the present definition does what the recorded execution did. */
    private void replay(Recording recording, DeployedWorkflow workflow) {
        var name = workflow.isMain()
                ? recording.name().ofCase()
                : "%s/%s".formatted(workflow.name(), recording.name().ofCase());
        var differences = new ArrayList<String>();
        try (var lambda = new SharedRuntime(LambdaSettings.ofTheUser())) {
            var given = Cases.of(projectDir, recording.stack().workflowNames()).read(name);
            differences.addAll(new CaseRunner(recording.stack(), lambda::get)
                    .run(given, new Story(line -> {}, false))
                    .differences());
        } catch (CannotRunException e) {
            differences.add(e.getMessage());
        }
        if (differences.isEmpty()) {
            out.println("The case replays the execution without a difference.");
        } else {
            out.printf("The case does not replay the execution: %s%n", differences.get(0));
        }
    }
}
