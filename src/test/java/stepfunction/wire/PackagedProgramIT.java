package stepfunction.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static stepfunction.wire.PulumiEngine.UNKNOWN;
import static stepfunction.wire.PulumiEngine.string;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pulumirpc.Resource.RegisterResourceRequest;
import stepfunction.ArchiveProvider;
import stepfunction.DeclaredStack;
import stepfunction.DeclaredStack.DeclaredResource;
import stepfunction.ProjectFiles;
import stepfunction.wire.PulumiEngine.Ending;

/** The jar that {@code mvn package} built, started as the Pulumi CLI starts it, beside a copy of its sources. */
class PackagedProgramIT {

    private static final String JAVA = System.getProperty("java.home") + "/bin/java";
    private static final String JAR =
            Path.of("target/lambda-step-functions.jar").toAbsolutePath().toString();
    private static final String LEFT_OUT = "(target|src.test|\\.git)(\\W.*)?";
    private static final Ending SILENT = new Ending(0, "");

    private static ProjectFiles project;
    private static PulumiEngine update;
    private static PulumiEngine preview;

    @BeforeAll
    static void run_the_program(@TempDir Path folder) throws Exception {
        project = copy(folder);
        update = run(project, false);
        preview = run(project, true);
    }

    /** The project with a stack of the tests' own. The files are younger than the jar, as after a checkout. */
    private static ProjectFiles copy(Path folder) throws IOException {
        try (var paths = Files.walk(Path.of(""))) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                if (!path.toString().matches(LEFT_OUT)) {
                    Files.createDirectories(folder.resolve(path).getParent());
                    Files.copy(path, folder.resolve(path));
                }
            }
        }
        // What neither Maven nor Git takes for another source.
        Files.writeString(folder.resolve("src/main/.DS_Store"), "");
        Files.writeString(folder.resolve("src/main/App.java~"), "");
        Files.writeString(folder.resolve("Pulumi.wire.yaml"), """
                config:
                  aws:region: eu-central-1
                  lambdaFunctionName: greeter
                  lambdaRuntime: python3.10
                  stepFunctionName: greeting
                  pinFunctionVersions: true
                  protectData: true
                  alarmTopicArn: arn:aws:sns:eu-central-1:123456789012:alarms
                """);
        return new ProjectFiles(folder);
    }

    private static PulumiEngine run(ProjectFiles project, boolean isPreview) throws Exception {
        return new PulumiEngine(project, isPreview, JAVA, "-jar", JAR);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void program_registers_what_the_mocks_see_and_stays_silent(boolean isPreview) {
        var run = isPreview ? preview : update;
        var declared = DeclaredStack.declare(project, "wire", project.config("wire"), isPreview);

        assertThat(run.errors).isEmpty();
        // Its support has ended, so that the test does not depend on the day.
        assertThat(run.warnings).singleElement().asString().contains("python3.10", "2026-10-31");
        assertThat(run.ending).isEqualTo(SILENT);
        assertThat(declared.resources())
                .extracting(DeclaredResource::urn)
                .containsExactlyInAnyOrderElementsOf(run.registrations.keySet());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void properties_depend_on_what_they_are_made_of(boolean isPreview) {
        var run = isPreview ? preview : update;

        assertThat(dependencies(run, "handler-function", "role")).containsExactly(run.urn("handler-role"));
        assertThat(dependencies(run, "workflow-state-machine", "roleArn")).containsExactly(run.urn("workflow-role"));
        assertThat(dependencies(run, "workflow-state-machine", "definition")).contains(run.urn("handler-function"));
        assertThat(dependencies(run, "workflow-invoke-policy", "policy")).contains(run.urn("handler-function"));
    }

    private static List<String> dependencies(PulumiEngine run, String name, String property) {
        return run.registration(name).getPropertyDependenciesOrThrow(property).getUrnsList();
    }

    @Test
    void changed_type_of_the_state_machine_deletes_it_before_the_next_takes_its_name() {
        var machine = update.registration("workflow-state-machine");

        assertThat(machine.getDeleteBeforeReplaceDefined() && machine.getDeleteBeforeReplace())
                .isTrue();
        assertThat(machine.getProtect()).isTrue();
        assertThat(machine.getDependenciesList())
                .contains(update.urn("workflow-invoke-policy"), update.urn("workflow-log-delivery-policy"));
    }

    @Test
    void update_sends_what_aws_has_computed() throws Exception {
        var functionArn = string("arn:aws:lambda:eu-central-1:123456789012:function:greeter");
        var machineArn = string("arn:aws:states:eu-central-1:123456789012:stateMachine:greeting");
        var hash = ArchiveProvider.base64sha256(project.projectDir().resolve("target/function.zip"));

        assertThat(update.properties("handler-function"))
                .contains(
                        entry("role", string("arn:aws:iam::123456789012:role/greeter-assume-role")),
                        entry("sourceCodeHash", string(hash)));
        assertThat(update.properties("workflow-state-machine").get("definition"))
                .asString()
                .contains(functionArn.getStringValue() + ":1")
                .doesNotContain("${");
        assertThat(update.outputs(project.projectName() + "-wire"))
                .contains(entry("lambdaFunctionArn", functionArn), entry("stateMachineArn", machineArn));
        assertThat(update.outputs("handler")).containsOnly(entry("name", string("greeter")), entry("arn", functionArn));
        assertThat(update.outputs("workflow")).containsOnly(entry("arn", machineArn));
    }

    @Test
    void preview_sends_unknowns() {
        assertThat(preview.properties("handler-function"))
                .contains(entry("name", string("greeter")), entry("role", UNKNOWN));
        assertThat(preview.properties("workflow-invoke-policy")).containsEntry("policy", UNKNOWN);
        assertThat(preview.properties("workflow-state-machine")).containsEntry("definition", UNKNOWN);
        assertThat(preview.outputs(project.projectName() + "-wire"))
                .contains(entry("lambdaFunctionName", string("greeter")), entry("stateMachineArn", UNKNOWN));
    }

    @Test
    void archive_does_not_depend_on_the_modes_of_the_files() {
        assertThat(update.invokes)
                .filteredOn(invoke -> invoke.getTok().equals("archive:index/getFile:getFile"))
                .extracting(invoke -> invoke.getArgs().getFieldsMap().get("outputFileMode"))
                .containsOnly(string("0644"));
    }

    @Test
    void discovery_prints_the_plugins_that_the_program_asks_for_and_nothing_else() throws Exception {
        var main = "com.pulumi.bootstrap.internal.Main";
        var discovery = new PulumiEngine(project, false, JAVA, "-cp", JAR, main, "packages");
        var resources = update.registrations.values().stream()
                .filter(RegisterResourceRequest::getCustom)
                .map(request -> plugin(request.getType(), request.getVersion()));
        var invokes = update.invokes.stream().map(invoke -> plugin(invoke.getTok(), invoke.getVersion()));

        var plugins = discovery.ending.output();
        assertThat(discovery.ending).isEqualTo(new Ending(0, plugins));
        assertThat(JsonParser.parseString(plugins).isJsonArray()).isTrue();
        assertThat(Stream.concat(resources, invokes).distinct())
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(plugins::contains);
    }

    private static String plugin(String token, String version) {
        return "\"name\":\"%s\",\"version\":\"%s\"".formatted(token.split(":", 2)[0], version);
    }

    /** What the CLI does when Pulumi.yaml names no {@code binary}: Maven compiles the program and runs it. */
    @Test
    void maven_discovers_the_plugins_and_runs_the_program(@TempDir Path folder) throws Exception {
        var copy = copy(folder);
        var maven = List.of("mvn", "--no-transfer-progress", "compile", "exec:java");
        var packages = List.of("-DmainClass=com.pulumi.bootstrap.internal.Main", "-DmainArgs=packages");
        var all = Stream.concat(maven.stream(), packages.stream()).toArray(String[]::new);

        var discovery = new PulumiEngine(copy, true, all);
        var run = new PulumiEngine(copy, true, maven.toArray(String[]::new));

        assertThat(discovery.ending.output()).contains("\"name\":\"aws\"", "\"name\":\"archive\"");
        assertThat(run.ending.exitStatus()).as(run.ending.output()).isZero();
        assertThat(run.registrations.keySet()).isEqualTo(preview.registrations.keySet());
    }

    /** Futures of the SDK hang there on Java 25, unless the common pool has a second worker. */
    @Test
    void program_ends_on_one_processor() throws Exception {
        var run = new PulumiEngine(project, true, JAVA, "-XX:ActiveProcessorCount=1", "-jar", JAR);

        assertThat(run.ending).isEqualTo(SILENT);
    }

    @Test
    void refused_config_is_shown_once_and_registers_nothing_but_the_stack(@TempDir Path folder) throws Exception {
        var changed = copy(folder);
        Files.writeString(
                folder.resolve("Pulumi.wire.yaml"),
                "config: {lambdaFunctionName: test lambda, lambdaRuntime: hush, lambdaMemory: 1}");

        assertThat(failure(changed, ".*::pulumi:pulumi:Stack::.*"))
                .startsWith("nothing was registered, because:\n- ")
                .contains(
                        "- aws:region must",
                        "- lambdaFunctionName must",
                        "- stepFunctionName must",
                        "- lambdaRuntime must not be secret",
                        "- lambdaMemory must be one of the keys")
                .doesNotContain("\tat ");
    }

    /** What the user reads of a run that fails: one error, and not a line on stdout or stderr. */
    private static String failure(ProjectFiles project, String registered) throws Exception {
        var run = run(project, true);

        // Of this status the CLI says nothing itself, for the program has sent its error.
        assertThat(run.ending).isEqualTo(new Ending(32, ""));
        assertThat(run.registrations.keySet()).allMatch(urn -> urn.matches(registered));
        assertThat(run.errors).hasSize(1);
        return run.errors.get(0);
    }

    @Test
    void any_other_exception_is_shown_once(@TempDir Path folder) throws Exception {
        var changed = copy(folder);
        // A file where the archive provider needs a folder.
        Files.createFile(folder.resolve("target"));

        assertThat(failure(changed, ".*")).contains("StatusRuntimeException");
    }

    @ParameterizedTest
    @CsvSource({"pom.xml, edited", "src/main/Added.java, added", "src/main/resources/stack-readme.md, removed"})
    void program_of_other_sources_is_refused(Path source, String change, @TempDir Path folder) throws Exception {
        var changed = copy(folder);
        Files.deleteIfExists(folder.resolve(source));
        if (!change.equals("removed")) {
            Files.writeString(folder.resolve(source), "<project/>");
        }

        assertThat(failure(changed, ".*::pulumi:pulumi:Stack::.*"))
                .isEqualTo(
                        "nothing was registered, because:\n- lambda-step-functions.jar must be built from these"
                                + " sources, differs in %s; run: mvn package",
                        source);
    }
}
