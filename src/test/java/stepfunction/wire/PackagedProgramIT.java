package stepfunction.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static stepfunction.wire.PulumiEngine.UNKNOWN;
import static stepfunction.wire.PulumiEngine.string;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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

/** The jar that {@code mvn package} built, started as the Pulumi CLI starts it. */
class PackagedProgramIT {

    private static final String JAVA = System.getProperty("java.home") + "/bin/java";
    private static final String JAR =
            Path.of("target/lambda-step-functions.jar").toAbsolutePath().toString();
    private static final Ending SILENT = new Ending(0, "");
    /** The status for which the CLI adds no message of its own, because the program has sent one. */
    private static final Ending SILENT_FAILURE = new Ending(32, "");

    private static ProjectFiles project;
    private static PulumiEngine update;
    private static PulumiEngine preview;

    @BeforeAll
    static void run_the_program(@TempDir Path folder) throws Exception {
        project = ProjectCopy.in(folder);
        update = new PulumiEngine(project, false, JAVA, "-jar", JAR);
        preview = new PulumiEngine(project, true, JAVA, "-jar", JAR);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void program_registers_what_the_mocks_see_and_stays_silent(boolean isPreview) {
        var run = isPreview ? preview : update;
        var declared = DeclaredStack.declare(project, ProjectCopy.STACK, project.config(ProjectCopy.STACK), isPreview);

        assertThat(run.errors).isEmpty();
        assertThat(run.ending).isEqualTo(SILENT);
        assertThat(run.registrations.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        declared.resources().stream().map(DeclaredResource::urn).toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void properties_depend_on_what_they_are_made_of(boolean isPreview) {
        var run = isPreview ? preview : update;

        assertThat(dependencies(run, "handler-function", "role")).containsExactly(run.urn("handler-role"));
        assertThat(dependencies(run, "workflow-state-machine", "roleArn")).containsExactly(run.urn("workflow-role"));
        assertThat(dependencies(run, "workflow-state-machine", "definition")).contains(run.urn("handler-function"));
        assertThat(dependencies(run, "workflow-invoke-policy", "policy")).contains(run.urn("handler-function"));
        assertThat(run.registration("workflow-state-machine").getDependenciesList())
                .contains(run.urn("workflow-invoke-policy"), run.urn("workflow-log-delivery-policy"));
    }

    @Test
    void update_sends_what_aws_has_computed() {
        var functionArn = string("arn:aws:lambda:eu-central-1:123456789012:function:greeter");
        var machineArn = string("arn:aws:states:eu-central-1:123456789012:stateMachine:greeting");
        var zip = project.projectDir().resolve("target/function.zip");

        assertThat(update.properties("handler-function"))
                .contains(
                        entry("role", string("arn:aws:iam::123456789012:role/greeter-assume-role")),
                        entry("sourceCodeHash", string(ArchiveProvider.base64sha256(zip))));
        assertThat(update.properties("workflow-state-machine").get("definition"))
                .asString()
                .contains(functionArn.getStringValue() + ":1")
                .doesNotContain("${");
        assertThat(update.outputs)
                .contains(entry("lambdaFunctionArn", functionArn), entry("stateMachineArn", machineArn));
    }

    @Test
    void preview_sends_unknowns() {
        assertThat(preview.properties("handler-function"))
                .contains(entry("name", string("greeter")), entry("role", UNKNOWN));
        assertThat(preview.properties("workflow-invoke-policy")).containsEntry("policy", UNKNOWN);
        assertThat(preview.properties("workflow-state-machine")).containsEntry("definition", UNKNOWN);
        assertThat(preview.outputs)
                .contains(entry("lambdaFunctionName", string("greeter")), entry("stateMachineArn", UNKNOWN));
    }

    @Test
    void discovery_prints_the_plugins_that_the_program_asks_for_and_nothing_else() throws Exception {
        var discovery =
                new PulumiEngine(project, false, JAVA, "-cp", JAR, "com.pulumi.bootstrap.internal.Main", "packages");
        var asked = Stream.concat(
                update.registrations.values().stream()
                        .filter(RegisterResourceRequest::getCustom)
                        .map(request -> plugin(request.getType(), request.getVersion())),
                update.invokes.stream().map(invoke -> plugin(invoke.getTok(), invoke.getVersion())));

        var plugins = discovery.ending.output();
        assertThat(discovery.ending).isEqualTo(new Ending(0, plugins));
        assertThat(JsonParser.parseString(plugins).isJsonArray()).isTrue();
        assertThat(asked.distinct()).hasSizeGreaterThanOrEqualTo(2).allMatch(plugins::contains);
    }

    /** Futures of the SDK hang there on Java 25, unless the common pool has a second worker. */
    @Test
    void program_ends_on_one_processor() throws Exception {
        var run = new PulumiEngine(project, true, JAVA, "-XX:ActiveProcessorCount=1", "-jar", JAR);

        assertThat(run.ending).isEqualTo(SILENT);
    }

    @Test
    void refused_config_is_shown_once_and_registers_nothing_but_the_stack(@TempDir Path folder) throws Exception {
        var changed = ProjectCopy.in(folder);
        Files.writeString(folder.resolve("Pulumi." + ProjectCopy.STACK + ".yaml"), """
                config:
                  aws:region: eu-central-1
                  lambdaFunctionName: test lambda
                """);

        var run = new PulumiEngine(changed, true, JAVA, "-jar", JAR);

        assertThat(run.ending).isEqualTo(SILENT_FAILURE);
        assertThat(run.registrations.keySet()).allMatch(urn -> urn.contains("::pulumi:pulumi:Stack::"));
        assertThat(run.errors)
                .singleElement()
                .asString()
                .startsWith("nothing was registered, because:\n- ")
                .contains("- lambdaFunctionName must", "- stepFunctionName must")
                .doesNotContain("\tat ");
    }

    @Test
    void any_other_exception_is_shown_once(@TempDir Path folder) throws Exception {
        var changed = ProjectCopy.in(folder);
        // A file where the archive provider needs a folder.
        Files.createFile(folder.resolve("target"));

        var run = new PulumiEngine(changed, true, JAVA, "-jar", JAR);

        assertThat(run.ending).isEqualTo(SILENT_FAILURE);
        assertThat(run.errors).singleElement().asString().contains("StatusRuntimeException");
    }

    @Test
    void touched_source_is_no_other_source(@TempDir Path folder) throws Exception {
        var changed = ProjectCopy.in(folder);
        Files.setLastModifiedTime(folder.resolve("pom.xml"), FileTime.fromMillis(4_000_000_000_000L));

        assertThat(new PulumiEngine(changed, true, JAVA, "-jar", JAR).ending).isEqualTo(SILENT);
    }

    @ParameterizedTest
    @CsvSource({"pom.xml, edited", "src/main/Added.java, added", "src/main/resources/stack-readme.md, removed"})
    void program_of_other_sources_is_refused(Path source, String change, @TempDir Path folder) throws Exception {
        var changed = ProjectCopy.in(folder);
        if (change.equals("removed")) {
            Files.delete(folder.resolve(source));
        } else {
            Files.writeString(folder.resolve(source), "<project/>");
        }

        var run = new PulumiEngine(changed, true, JAVA, "-jar", JAR);

        assertThat(run.ending).isEqualTo(SILENT_FAILURE);
        assertThat(run.errors)
                .containsExactly(
                        "nothing was registered, because:\n- lambda-step-functions.jar must be built from these"
                                + " sources, %s differs; run: mvn package".formatted(source));
    }

    private static List<String> dependencies(PulumiEngine run, String name, String property) {
        return run.registration(name).getPropertyDependenciesOrThrow(property).getUrnsList();
    }

    private static String plugin(String token, String version) {
        return "\"name\":\"%s\",\"version\":\"%s\"".formatted(token.split(":", 2)[0], version);
    }
}
