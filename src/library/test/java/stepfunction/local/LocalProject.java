package stepfunction.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pulumi.asset.FileArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.lambda.LocalLambda;
import stepfunction.local.LocalRun.Options;

/**
 * A project of the tests' own: the functions greet, broken and, at its version 3, pinned; a workflow of the only state Only, which calls
 * greet; the case example, which takes any object. A test changes one thing.
 */
final class LocalProject {

    static final String FUNCTION_ARN = "arn:aws:lambda:eu-west-1:123456789012:function:";
    static final String MACHINE_ARN = "arn:aws:states:eu-west-1:123456789012:stateMachine:";
    static final Options EXAMPLE = new Options(Cases.EXAMPLE, Optional.empty(), false, false, true);

    private final Path folder;
    private final Supplier<LocalLambda> lambda;
    private final Map<String, Object> greet = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<DeclaredResource> further = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> renamedUrns = new HashMap<>();
    private String definition = "";
    private String type = "STANDARD";

    LocalProject(Path folder, Supplier<LocalLambda> lambda) throws IOException {
        this.folder = folder;
        this.lambda = lambda;
        function("greet", "def handler(event, context):\n    return {'greeted': event}\n");
        function("broken", "1 / 0\n\n\ndef handler(event, context):\n    return event\n");
        function("pinned", "def handler(event, context):\n    return context.invoked_function_arn\n");
        state("""
                {"Type": "Task", "Resource": "%sgreet"}""".formatted(FUNCTION_ARN));
        givenCase(Cases.EXAMPLE, """
                {"input": {}, "output": {}}""");
    }

    /** Zips a function whose module is handler.py. */
    LocalProject function(String name, String source) throws IOException {
        return functionOf(name, Map.of("handler.py", source));
    }

    LocalProject functionOf(String name, Map<String, String> files) throws IOException {
        Files.createDirectories(folder.resolve("target"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("target/%s.zip".formatted(name))))) {
            // As other tools write them.
            zip.putNextEntry(new ZipEntry("data/"));
            zip.putNextEntry(new ZipEntry("data/words.txt"));
            zip.write("hello".getBytes(UTF_8));
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        return this;
    }

    /** Changes a property of greet. */
    LocalProject greet(String property, Object value) {
        greet.put(property, value);
        return this;
    }

    LocalProject state(String json) {
        return definition("""
                {"StartAt": "Only", "States": {"Only": %s, "End": true}}}""".formatted(json.strip().replaceFirst("}$", "")));
    }

    LocalProject definition(String json) {
        definition = json;
        return this;
    }

    LocalProject type(String machineType) {
        type = machineType;
        return this;
    }

    /** Adds a workflow to the plan. */
    LocalProject workflow(String name, String machineType, String json) {
        further.add(resource("stepfunction:index:Workflow", name, Map.of()));
        further.add(child(
                "aws:sfn/stateMachine:StateMachine",
                name + "-state-machine",
                name,
                machine("machine-" + name, machineType, json)));
        return this;
    }

    LocalProject workflow(String name, String json) {
        return workflow(name, "STANDARD", json);
    }

    /** Renames a workflow of the plan. */
    LocalProject formerly(String workflow, String formerName) {
        renamedUrns.put("stepfunction:index:Workflow::" + formerName, "stepfunction:index:Workflow::" + workflow);
        return this;
    }

    private static Map<String, Object> machine(String name, String type, String definition) {
        return Map.of(
                "name", name,
                "type", type,
                "arn", MACHINE_ARN + name,
                "roleArn", "arn:aws:iam::123456789012:role/%s-role".formatted(name),
                "definition", definition);
    }

    LocalProject givenCase(String name, String json) throws IOException {
        var file = folder.resolve(Cases.FOLDER).resolve(name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
        return this;
    }

    /** Makes the program warn. */
    LocalProject warning(String warning) {
        warnings.add(warning);
        return this;
    }

    DeclaredStack stack() {
        var machine = machine("machine", type, definition);
        var resources = new ArrayList<>(List.of(
                resource("aws:lambda/function:Function", "greet-function", function("greet", greet)),
                resource("aws:lambda/function:Function", "pinned-function", function("pinned", Map.of("version", "3"))),
                resource("aws:lambda/function:Function", "broken-function", function("broken", Map.of())),
                resource("stepfunction:index:Workflow", "workflow", Map.of()),
                child("aws:sfn/stateMachine:StateMachine", "workflow-state-machine", "workflow", machine)));
        resources.addAll(further);
        return new DeclaredStack(resources, Map.of(), warnings, Set.of(), renamedUrns);
    }

    private static Map<String, Object> function(String name, Map<String, Object> changes) {
        var properties = new HashMap<String, Object>();
        properties.put("name", name);
        properties.put("arn", FUNCTION_ARN + name);
        properties.put("handler", "handler.handler");
        properties.put("runtime", "python3.13");
        properties.put("memorySize", 256.0);
        properties.put("timeout", 10.0);
        properties.put("environment", Map.of("variables", Map.of("GREETING", "hello")));
        properties.put("code", new FileArchive("target/%s.zip".formatted(name)));
        properties.putAll(changes);
        return properties;
    }

    private static DeclaredResource resource(String type, String name, Map<String, Object> properties) {
        return new DeclaredResource(
                type, name, "urn:" + name, Optional.empty(), Optional.empty(), Set.of(), false, properties);
    }

    private static DeclaredResource child(String type, String name, String parent, Map<String, Object> properties) {
        return new DeclaredResource(
                type, name, "urn:" + name, Optional.of(parent), Optional.empty(), Set.of(), false, properties);
    }

    Path workDir() {
        return folder.resolve("target/local");
    }

    Path historyFile() {
        return workDir().resolve("history.json");
    }

    DeployedStack deployed() {
        return new Deployment(stack(), folder, workDir()).deploy();
    }

    static Options caseOf(String name) {
        return new Options(name, Optional.empty(), false, false, true);
    }

    /** Runs a case as the tests of cases do. */
    CaseRun runCase(String name) {
        var stack = deployed();
        var given = Cases.of(folder, stack.workflowNames()).read(name);
        return new CaseRunner(stack, lambda).run(given, story());
    }

    FaultedCase runCaseWithFaults(String name) {
        var stack = deployed();
        var given = Cases.of(folder, stack.workflowNames()).read(name);
        return new CaseRunner(stack, lambda).runWithFaults(given, story());
    }

    private Story story() {
        return new Story(line -> err.writeBytes((line + "\n").getBytes(UTF_8)), false);
    }

    /** Runs a case as the local run does, and keeps what it prints. */
    int run(Options options) {
        return run(options, this::stack);
    }

    int run(Options options, Supplier<DeclaredStack> declaration) {
        return localRun().run(options, declaration);
    }

    /** Runs a state alone. */
    int run(StateOptions options) {
        return localRun().run(options, false, this::stack);
    }

    private LocalRun localRun() {
        var started = CompletableFuture.supplyAsync(lambda);
        return new LocalRun(folder, started, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    int run() {
        return run(EXAMPLE);
    }

    String stdout() {
        return out.toString(UTF_8);
    }

    String stderr() {
        return err.toString(UTF_8);
    }
}
