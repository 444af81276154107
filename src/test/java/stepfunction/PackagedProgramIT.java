package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static stepfunction.PulumiEngine.UNKNOWN;
import static stepfunction.PulumiEngine.string;
import static stepfunction.PulumiEngine.urn;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.ResourceInvokeRequest;
import stepfunction.DeclaredStack.DeclaredResource;
import stepfunction.PulumiEngine.ProgramRun;

/** The jar that {@code mvn package} built, started as the Pulumi CLI starts it. */
class PackagedProgramIT {

    private static final Path JAR = Path.of("target/lambda-step-functions.jar").toAbsolutePath();
    private static final List<String> PROGRAM = List.of(PulumiEngine.JAVA, "-jar", JAR.toString());
    private static final Path PROJECT = Path.of("");
    private static final Map<String, String> CONFIG = TestConfig.config(Map.of());

    private static final String STACK = urn("pulumi:pulumi:Stack", "lambda-step-functions-test");
    private static final String HANDLER = urn("stepfunction:index:HandlerFunction", "handler");
    private static final String HANDLER_CHILD = "stepfunction:index:HandlerFunction$";
    private static final String HANDLER_ROLE = urn(HANDLER_CHILD + "aws:iam/role:Role", "handler-role");
    private static final String HANDLER_LOG_GROUP =
            urn(HANDLER_CHILD + "aws:cloudwatch/logGroup:LogGroup", "handler-log-group");
    private static final String FUNCTION = urn(HANDLER_CHILD + "aws:lambda/function:Function", "handler-function");
    private static final String WORKFLOW = urn("stepfunction:index:Workflow", "workflow");
    private static final String WORKFLOW_CHILD = "stepfunction:index:Workflow$";
    private static final String WORKFLOW_ROLE = urn(WORKFLOW_CHILD + "aws:iam/role:Role", "workflow-role");
    private static final String WORKFLOW_LOG_GROUP =
            urn(WORKFLOW_CHILD + "aws:cloudwatch/logGroup:LogGroup", "workflow-log-group");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void program_registers_its_resources_and_stays_silent(boolean preview) throws Exception {
        try (var engine = new PulumiEngine(PROJECT, "eu-central-1", preview)) {
            var run = engine.run(PROGRAM, PROJECT, CONFIG);

            assertThat(engine.errors()).isEmpty();
            assertThat(run).isEqualTo(new ProgramRun(0, "", ""));
            // The mocks see the same resources; AppTest pins their URNs.
            assertThat(engine.registrations().keySet())
                    .containsExactlyInAnyOrderElementsOf(TestStack.UPDATE.resources().stream()
                            .map(DeclaredResource::urn)
                            .toList());
            assertThat(engine.registrations().values())
                    .extracting(RegisterResourceRequest::getName, request -> name(request.getParent()))
                    .containsExactlyInAnyOrderElementsOf(TestStack.UPDATE.resources().stream()
                            .map(resource ->
                                    tuple(resource.name(), resource.parent().orElse("")))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void properties_depend_on_what_they_are_made_of(boolean preview) throws Exception {
        try (var engine = new PulumiEngine(PROJECT, "eu-central-1", preview)) {
            engine.run(PROGRAM, PROJECT, CONFIG);

            assertThat(propertyDependencies(engine.registration("handler-role")))
                    .isEmpty();
            assertThat(propertyDependencies(engine.registration("handler-log-policy")))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("role", List.of(HANDLER_ROLE), "policy", List.of(HANDLER_LOG_GROUP)));
            assertThat(propertyDependencies(engine.registration("handler-function")))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("role", List.of(HANDLER_ROLE), "loggingConfig", List.of(HANDLER_LOG_GROUP)));
            assertThat(names(engine.registration("handler-function").getDependenciesList()))
                    .containsExactlyInAnyOrder(
                            "handler-role", "handler-log-group", "handler-log-policy", "handler-xray-policy");
            assertThat(propertyDependencies(engine.registration("workflow-invoke-policy")))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("role", List.of(WORKFLOW_ROLE), "policy", List.of(FUNCTION)));
            assertThat(propertyDependencies(engine.registration("workflow-state-machine")))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "roleArn", List.of(WORKFLOW_ROLE),
                            "definition", List.of(FUNCTION),
                            "loggingConfiguration", List.of(WORKFLOW_LOG_GROUP)));
            assertThat(names(engine.registration("workflow-state-machine").getDependenciesList()))
                    .containsExactlyInAnyOrder(
                            "workflow-role",
                            "handler-function",
                            "workflow-log-group",
                            "workflow-invoke-policy",
                            "workflow-log-delivery-policy",
                            "workflow-xray-policy");
        }
    }

    @Test
    void update_sends_what_aws_has_computed() throws Exception {
        try (var engine = new PulumiEngine(PROJECT, "eu-central-1", false)) {
            engine.run(PROGRAM, PROJECT, CONFIG);

            var handlerFunction = engine.registration("handler-function").getObject();
            var stateMachine =
                    engine.registration("workflow-state-machine").getObject().getFieldsMap();
            assertThat(handlerFunction.getFieldsMap())
                    .containsEntry("name", string("greeter"))
                    .containsEntry("role", string("arn:aws:iam::123456789012:role/greeter-assume-role"))
                    .containsEntry(
                            "sourceCodeHash", string(ArchiveProvider.base64sha256(Path.of("target/lambda.zip"))));
            assertThat(handlerFunction.getFieldsOrThrow("code").getStructValue().getFieldsMap())
                    .containsEntry("path", string("target/lambda.zip"));
            assertThat(stateMachine)
                    .containsEntry("name", string("greeting"))
                    .containsEntry(
                            "definition",
                            string(WorkflowDefinition.render(TestStack.FUNCTION_ARN, Duration.ofSeconds(20))));
            assertThat(engine.outputs(STACK))
                    .containsOnlyKeys(
                            "lambdaFunctionName",
                            "lambdaFunctionArn",
                            "stateMachineArn",
                            "stateMachineConsoleUrl",
                            "startExecutionCommand",
                            "readme")
                    .containsEntry("lambdaFunctionArn", string(TestStack.FUNCTION_ARN))
                    .containsEntry(
                            "stateMachineArn",
                            string("arn:aws:states:eu-central-1:123456789012:stateMachine:greeting"));
            assertThat(engine.outputs(HANDLER)).containsOnlyKeys("name", "arn");
            assertThat(engine.outputs(WORKFLOW)).containsOnlyKeys("arn");
        }
    }

    @Test
    void preview_sends_unknowns() throws Exception {
        try (var engine = new PulumiEngine(PROJECT, "eu-central-1", true)) {
            engine.run(PROGRAM, PROJECT, CONFIG);

            assertThat(engine.registration("handler-function").getObject().getFieldsMap())
                    .containsEntry("name", string("greeter"))
                    .containsEntry("role", UNKNOWN);
            assertThat(engine.registration("workflow-invoke-policy").getObject().getFieldsMap())
                    .containsEntry("policy", UNKNOWN);
            assertThat(engine.registration("workflow-state-machine").getObject().getFieldsMap())
                    .containsEntry("name", string("greeting"))
                    .containsEntry("definition", UNKNOWN);
            assertThat(engine.outputs(STACK))
                    .containsEntry("lambdaFunctionName", string("greeter"))
                    .containsEntry("stateMachineArn", UNKNOWN)
                    .containsEntry("startExecutionCommand", UNKNOWN);
        }
    }

    @Test
    void providers_are_asked_for_by_their_pinned_versions() throws Exception {
        try (var engine = new PulumiEngine(PROJECT, "eu-central-1", false)) {
            engine.run(PROGRAM, PROJECT, CONFIG);

            assertThat(engine.registrations().values())
                    .filteredOn(RegisterResourceRequest::getCustom)
                    .hasSize(17)
                    .extracting(RegisterResourceRequest::getVersion)
                    .containsOnly("6.83.0");
            assertThat(engine.invokes())
                    .extracting(ResourceInvokeRequest::getTok, ResourceInvokeRequest::getVersion)
                    .containsExactlyInAnyOrder(
                            tuple("archive:index/getFile:getFile", "0.5.1"),
                            tuple("aws:index/getPartition:getPartition", "6.83.0"),
                            tuple("aws:index/getRegion:getRegion", "6.83.0"),
                            tuple("aws:index/getCallerIdentity:getCallerIdentity", "6.83.0"));
        }
    }

    @Test
    void discovery_prints_both_plugins_and_nothing_else() throws Exception {
        var run = ProgramRun.of(new ProcessBuilder(
                PulumiEngine.JAVA, "-cp", JAR.toString(), "com.pulumi.bootstrap.internal.Main", "packages"));

        assertThat(run.exitStatus()).isZero();
        assertThat(run.stderr()).isEmpty();
        assertThat(JsonParser.parseString(run.stdout()).getAsJsonArray())
                .containsExactlyInAnyOrder(
                        JsonParser.parseString("{\"resource\":true,\"name\":\"aws\",\"version\":\"6.83.0\"}"),
                        JsonParser.parseString("{\"resource\":true,\"name\":\"archive\",\"version\":\"0.5.1\"}"));
    }

    /** Java reports an archive of another build on stdout, unless it is told otherwise. */
    @Test
    void discovery_stays_clean_with_the_workflows_options_and_an_outdated_class_archive(@TempDir Path dir)
            throws Exception {
        var options = Pattern.compile("JDK_JAVA_OPTIONS: (.+)")
                .matcher(Files.readString(Path.of(".github/workflows/deploy.yml")));
        assertThat(options.find()).isTrue();
        var anotherBuild = Files.copy(JAR, dir.resolve("program.jar"));
        Files.createSymbolicLink(dir.resolve("lib"), JAR.resolveSibling("lib"));
        var command = new ArrayList<>(List.of(PulumiEngine.JAVA));
        command.addAll(List.of(options.group(1).split(" ")));
        command.addAll(List.of("-cp", anotherBuild.toString(), "com.pulumi.bootstrap.internal.Main", "packages"));

        var run = ProgramRun.of(new ProcessBuilder(command));

        assertThat(run.exitStatus()).isZero();
        assertThat(run.stderr()).contains("Unable to use shared archive");
        assertThat(JsonParser.parseString(run.stdout()).getAsJsonArray()).hasSize(2);
    }

    @Test
    void class_archive_of_this_build_is_used(@TempDir Path dir) throws Exception {
        var run = ProgramRun.of(new ProcessBuilder(
                PulumiEngine.JAVA,
                "-Xshare:on",
                "-XX:+UseSerialGC",
                "-XX:SharedArchiveFile=" + ClassArchive.FILE,
                "-Xlog:class+load:file=" + dir.resolve("classes.txt"),
                "-cp",
                "target/lambda-step-functions.jar",
                "com.pulumi.bootstrap.internal.Main",
                "packages"));

        assertThat(run.exitStatus()).as(run.stdout() + run.stderr()).isZero();
        assertThat(Files.readString(dir.resolve("classes.txt")))
                .containsPattern("com\\.google\\.gson\\.Gson source: shared objects file \\(top\\)");
    }

    @Test
    void config_errors_are_shown_together_and_register_nothing_but_the_stack(@TempDir Path empty) throws Exception {
        try (var engine = new PulumiEngine(PROJECT, "eu-central-1", true)) {
            var run = engine.run(
                    PROGRAM,
                    empty,
                    Map.of(
                            "lambda-step-functions:lambdaFunctionName", "test lambda",
                            "lambda-step-functions:lambdaMemory", "1"));

            // 32: the message has been shown already, so the CLI adds none of its own.
            assertThat(run.exitStatus()).isEqualTo(32);
            assertThat(run.stdout()).isEmpty();
            assertThat(engine.registrations().keySet()).isSubsetOf(STACK);
            assertThat(engine.errors())
                    .singleElement()
                    .asString()
                    .startsWith("nothing was registered, because:\n- aws:region must be")
                    .contains(
                            "\n- lambdaFunctionName must have",
                            "\n- lambdaMemory must be a key of this project, was unknown, did you mean lambdaMemorySizeMb?",
                            "\n- aws:defaultTags must hold the tag stack \"test\"",
                            "\n- function/ must be a folder")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void jar_older_than_its_sources_is_refused(@TempDir Path project) throws Exception {
        Files.createDirectories(project.resolve("src/main"));
        Files.createDirectory(project.resolve("function"));
        Files.createFile(project.resolve("function/handler.py"));
        Files.setLastModifiedTime(
                project.resolve("src/main"), FileTime.from(Instant.now().plusSeconds(60)));
        try (var engine = new PulumiEngine(PROJECT, "eu-central-1", true)) {
            var run = engine.run(PROGRAM, project, CONFIG);

            assertThat(run.exitStatus()).isEqualTo(32);
            assertThat(engine.registrations().keySet()).isSubsetOf(STACK);
            assertThat(engine.errors())
                    .singleElement()
                    .asString()
                    .contains("- lambda-step-functions.jar must be newer than its sources", "run: mvn package");
        }
    }

    private static String name(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }

    private static List<String> names(List<String> urns) {
        return urns.stream().map(PackagedProgramIT::name).toList();
    }

    private static Map<String, List<String>> propertyDependencies(RegisterResourceRequest registration) {
        var dependencies = new TreeMap<String, List<String>>();
        registration.getPropertyDependenciesMap().forEach((property, on) -> {
            if (on.getUrnsCount() > 0) {
                dependencies.put(property, List.copyOf(on.getUrnsList()));
            }
        });
        return dependencies;
    }
}
