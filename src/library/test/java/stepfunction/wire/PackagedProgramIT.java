package stepfunction.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static stepfunction.wire.PulumiEngine.UNKNOWN;
import static stepfunction.wire.PulumiEngine.string;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pulumirpc.Resource.RegisterResourceRequest;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.declared.ProgramRun;
import stepfunction.declared.ProjectFiles;
import stepfunction.project.SampleProject;
import stepfunction.project.SampleProject.Ending;

/** A program as the Pulumi CLI starts it: the jar that {@code mvn verify} built, and by Maven. */
class PackagedProgramIT {

    private static final String JAVA = System.getProperty("java.home") + "/bin/java";
    private static final String DISCOVERY = "com.pulumi.bootstrap.internal.Main";
    private static final Ending SILENT = new Ending(0, "");

    /** States whose expressions need the libraries of both query languages. */
    private static final String WITH_EXPRESSIONS = """
                Next: Known?
              Known?:
                Type: Choice
                Choices:
                  - Variable: $.label[?(@.length() > 3)]
                    IsPresent: true
                    Next: Labelled
                Default: Labelled
              Labelled:
                Type: Succeed
                QueryLanguage: JSONata
                Output: '{% $states.input ~> |$|{"label": $trim(label)}| %}'
            """.stripIndent();

    private static ProjectFiles project;
    private static String jar;
    private static PulumiEngine update;
    private static PulumiEngine preview;

    @BeforeAll
    static void run_the_program(@TempDir Path folder) throws Exception {
        var sample = SampleProject.copyTo(folder);
        var definition = sample.folder().resolve("src/main/resources/parcel.asl.yaml");
        assertThat(definition).content().contains("    End: true\n");
        Files.writeString(definition, Files.readString(definition).replace("    End: true\n", WITH_EXPRESSIONS));
        assertThat(sample.run("mvn", "-q", "verify"))
                .extracting(Ending::exitStatus)
                .isEqualTo(0);
        project = new ProjectFiles(sample.folder());
        jar = sample.folder().resolve("target").resolve("program.jar").toString();
        update = run(project, false);
        preview = run(project, true);
    }

    private static PulumiEngine run(ProjectFiles project, boolean isPreview) throws Exception {
        return new PulumiEngine(project, isPreview, JAVA, "-jar", jar);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void program_registers_what_the_mocks_see_and_stays_silent(boolean isPreview) {
        var run = isPreview ? preview : update;
        var declared = DeclaredStack.declare(new ProgramRun(project, "wire", project.config("wire"), isPreview));

        assertThat(run.errors).isEmpty();
        // Its support has ended, so that the test does not depend on the day.
        assertThat(run.warnings).anySatisfy(warning -> assertThat(warning).contains("python3.10", "2026-10-31"));
        assertThat(run.ending).isEqualTo(SILENT);
        assertThat(declared.resources())
                .extracting(DeclaredResource::urn)
                .containsExactlyInAnyOrderElementsOf(run.registrations.keySet());
    }

    @Test
    void preview_sends_unknowns() {
        assertThat(preview.properties("workflow-role")).containsEntry("name", string("greeting-role"));
        assertThat(preview.properties("workflow-state-machine"))
                .contains(entry("name", string("greeting")), entry("roleArn", UNKNOWN));
        assertThat(preview.outputs(project.projectName() + "-wire")).containsEntry("stateMachineArn", UNKNOWN);
    }

    /** Neither its inputs nor the mocks show that. */
    @Test
    void program_never_moves_an_alias_and_replaces_it_with_its_state_machine() {
        var alias = update.registration("workflow-alias");

        assertThat(alias.getIgnoreChangesList()).containsExactly("routingConfigurations");
        assertThat(alias.getReplaceWithList()).containsExactly(update.urn("workflow-state-machine"));
        assertThat(alias.getDeleteBeforeReplace()).isTrue();
    }

    @Test
    void discovery_prints_the_plugins_that_the_program_asks_for_and_nothing_else() throws Exception {
        var resources = update.registrations.values().stream()
                .filter(RegisterResourceRequest::getCustom)
                .map(request -> plugin(request.getType(), request.getVersion()));
        var invokes = update.invokes.stream().map(invoke -> plugin(invoke.getTok(), invoke.getVersion()));

        var discovery = new PulumiEngine(project, false, JAVA, "-cp", jar, DISCOVERY, "packages");

        assertThat(plugins(discovery))
                .doesNotHaveDuplicates()
                .containsAll(Stream.concat(resources, invokes).toList());
    }

    private static String plugin(String token, String version) {
        return token.split(":", 2)[0] + " " + version;
    }

    /** The discovered plugins. Pulumi takes an output that is not JSON alone for none at all. */
    private static List<String> plugins(PulumiEngine discovery) {
        return JsonParser.parseString(discovery.ending.output()).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(plugin -> plugin.get("name").getAsString() + " "
                        + plugin.get("version").getAsString())
                .toList();
    }

    /** Without a {@code binary} in Pulumi.yaml, the CLI has Maven compile and run the program. */
    @Test
    void maven_discovers_the_same_plugins_runs_the_same_program_and_stays_silent(@TempDir Path folder)
            throws Exception {
        var copy = new ProjectFiles(SampleProject.copyTo(folder).folder());
        var maven = List.of(
                "mvn",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "--no-transfer-progress",
                "compile",
                "exec:java");
        var main = List.of("-DmainClass=" + DISCOVERY, "-DmainArgs=packages");

        var discovery = new PulumiEngine(
                copy, true, Stream.concat(maven.stream(), main.stream()).toArray(String[]::new));
        var run = new PulumiEngine(copy, true, maven.toArray(String[]::new));

        assertThat(plugins(discovery))
                .isEqualTo(plugins(new PulumiEngine(project, false, JAVA, "-cp", jar, DISCOVERY, "packages")));
        assertThat(run.ending).isEqualTo(SILENT);
        assertThat(run.registrations.keySet()).isEqualTo(preview.registrations.keySet());
    }

    /** The plan of the program has no pattern, and the jar has only those classes that the program seems to need. */
    @Test
    void jar_has_what_the_engine_of_eventbridge_needs() throws Exception {
        var pattern = "{\"a\": [{\"numeric\": [\">\", 1.5]}, {\"wildcard\": \"x*\"}, {\"cidr\": \"10.0.0.0/24\"}]}";
        try (var loader =
                new URLClassLoader(new URL[] {Path.of(jar).toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            var json = loader.loadClass("com.google.gson.JsonObject");
            var parse = loader.loadClass("com.google.gson.JsonParser").getMethod("parseString", String.class);
            var matches =
                    loader.loadClass("stepfunction.check.EventBridgeRuler").getDeclaredMethod("matches", json, json);
            matches.setAccessible(true);

            for (var value : List.of("2.5", "\"xyz\"", "\"10.0.0.7\"")) {
                var event = parse.invoke(null, "{\"a\": %s}".formatted(value));
                assertThat(matches.invoke(null, parse.invoke(null, pattern), event))
                        .isEqualTo(true);
            }
        }
    }

    /** Futures of the SDK hang there on Java 25, unless the common pool has a second worker. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void program_ends_on_few_processors(int processors) throws Exception {
        var run = new PulumiEngine(project, true, JAVA, "-XX:ActiveProcessorCount=" + processors, "-jar", jar);

        assertThat(run.ending).isEqualTo(SILENT);
    }

    @Test
    void program_reads_the_deployed_definition_from_the_state_and_leaves_the_new_one_there() throws Exception {
        var history = """
                {"last": {"values": {"GoneArn": "arn:aws:lambda:eu-west-1:123456789012:function:gone"}, "existing": [],
                  "text": "{\\"States\\": {\\"Go\\": {\\"Type\\": \\"Task\\", \\"Resource\\": \\"${GoneArn}\\"}}}"}, "replaced": []}""";

        var run = new PulumiEngine(project, history, false, JAVA, "-jar", jar);

        assertThat(run.ending).isEqualTo(SILENT);
        assertThat(run.warnings).anySatisfy(warning -> assertThat(warning).endsWith("[REMOVED_FUNCTION]"));
        assertThat(run.outputs("workflow").get("definitionHistory").getStringValue())
                .startsWith("{\"last\":{\"text\":\"{\\\"")
                .contains("\"values\":{\"LabelArn\":\"arn:aws:lambda:");
    }

    @Test
    void state_that_cannot_be_read_is_a_warning() throws Exception {
        var run = new PulumiEngine(project, PulumiEngine.UNREADABLE, false, JAVA, "-jar", jar);

        assertThat(run.ending).isEqualTo(SILENT);
        assertThat(run.registrations.keySet()).isEqualTo(update.registrations.keySet());
        assertThat(run.warnings)
                .contains(
                        "the definitions of the last deployment cannot be read, so the permissions of executions that are running are not kept: the state is not there");
    }
}
