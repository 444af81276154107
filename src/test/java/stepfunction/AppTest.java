package stepfunction;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static stepfunction.Fixture.COUNTER_ARN;
import static stepfunction.Fixture.FUNCTION_ARN;
import static stepfunction.Fixture.MACHINE;
import static stepfunction.Fixture.MACHINE_ARN;
import static stepfunction.Fixture.NEWS_ARN;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.exceptions.RunException;
import com.pulumi.test.EmptyMocks;
import com.pulumi.test.PulumiTest;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import stepfunction.DeclaredStack.DeclaredResource;

/** What the program declares for the fixture's plan. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppTest {

    private Map<String, DeclaredStack> stacks = Map.of();
    private DeclaredStack update;
    private DeclaredStack preview;
    private DeclaredStack pinned;
    private DeclaredStack minimal;

    @BeforeAll
    void declare() throws Exception {
        for (var file : List.of("__init__.py", "a.pyc", "lib/b.pyc", "lib/__pycache__/c.txt", "lib/__init__.py")) {
            var path = Fixture.PROJECT.projectDir().resolve("greet").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
        }
        update = Fixture.declare(Map.of(), false);
        preview = Fixture.declare(Map.of("pinFunctionVersions", "true"), true);
        pinned = Fixture.declare(Map.of("pinFunctionVersions", "true", "tracing", "false"), false);
        var config = Fixture.PROJECT.config("minimal");
        minimal = DeclaredStack.declare(Fixture.PROJECT, "minimal", config, false, Fixture::plan);
        stacks = Map.of("update", update, "preview", preview, "pinned", pinned, "minimal", minimal);
    }

    private DeclaredStack stack(String name) {
        return Objects.requireNonNull(stacks.get(name));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "inputs.csv", delimiter = '|', numLinesToSkip = 1)
    void input_has_its_value(String stack, String resource, String input, String expected) {
        Object value = stack(stack).resource(resource).properties();
        for (var key : input.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map && map.containsKey(key) ? map.get(key) : "unset";
        }

        assertThat(value).hasToString(expected);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "components.csv", delimiter = '|', numLinesToSkip = 1)
    void component_holds_its_resources(String stack, String component, String children) {
        assertThat(stack(stack).resources())
                .filteredOn(of -> of.parent().filter(component::equals).isPresent())
                .extracting(DeclaredResource::name)
                .containsExactlyInAnyOrder(children.split(" ", -1));
    }

    @Test
    void each_function_runs_the_archive_of_its_folder() throws Exception {
        var functions = update.all("aws:lambda/function:Function");

        assertThat(functions).extracting(of -> of.path("code")).containsExactly("target/greet.zip", "target/count.zip");
        assertThat(functions)
                .extracting(of -> of.input("sourceCodeHash"))
                .containsExactly(hash("target/greet.zip"), hash("target/count.zip"))
                .doesNotHaveDuplicates();
        try (var zip = FileSystems.newFileSystem(Fixture.PROJECT.projectDir().resolve("target/greet.zip"));
                var files = Files.walk(zip.getPath("/"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrder("/handler.py", "/lib/__init__.py");
        }
    }

    private static String hash(String zip) throws Exception {
        return ArchiveProvider.base64sha256(Fixture.PROJECT.projectDir().resolve(zip));
    }

    @Test
    void functions_of_one_folder_share_its_archive() {
        var stack = DeclaredStack.declare(Fixture.PROJECT, "test", Fixture.config(Map.of()), false, settings -> {
            var functions = Stream.of("handler", "counter").map(of -> FunctionSettings.of(of, "greet", settings));
            return new Plan(functions.toList(), Fixture.plan(settings).targets(), Fixture.DEFINITION);
        });

        assertThat(stack.all("aws:lambda/function:Function"))
                .extracting(function -> function.path("code"))
                .containsExactly("target/greet.zip", "target/greet.zip");
    }

    @Test
    void target_gives_the_definition_all_its_values() {
        var definition = Fixture.edited("\"TopicArn\": \"${NewsArn}\"", "\"QueueUrl\": \"${MailUrl}\"");
        var stack = DeclaredStack.declare(Fixture.PROJECT, "test", Fixture.config(Map.of()), false, settings -> {
            var actions = List.of("sqs:SendMessage");
            var mail = new Target<>("mail", actions, () -> new Queue("mail"), Queue::arn, Map.of("Url", Queue::url));
            return new Plan(Fixture.plan(settings).functions(), List.of(mail), definition);
        });

        assertThat(stack.resource("workflow-state-machine").input("definition"))
                .contains("\"QueueUrl\": \"https://sqs.eu-central-1.amazonaws.com/123456789012/mail\"");
        assertThat(policy(stack, "workflow-invoke-policy"))
                .contains("\"sqs:SendMessage\",\"Resource\":\"arn:aws:sqs:eu-central-1:123456789012:mail\"");
    }

    @Test
    void everything_that_takes_tags_is_tagged() {
        assertThat(update.resources())
                .filteredOn(of -> of.type().startsWith("aws:") && !of.type().matches(".*RolePolicy|.*Topic"))
                .hasSize(17)
                .extracting(of -> of.properties().get("tags"))
                .containsOnly(Map.of("project", "orders", "stack", "test", "managed-by", "pulumi"));
    }

    @Test
    void function_and_state_machine_wait_for_all_policies_of_their_role() {
        for (var stack : List.of(update, preview, minimal)) {
            var policies = stack.all("aws:iam/rolePolicy:RolePolicy").stream()
                    .collect(groupingBy(of -> of.parent().orElse(""), mapping(DeclaredResource::name, toSet())));

            assertThat(policies)
                    .containsEntry("handler", stack.resource("handler-function").dependsOn())
                    .containsEntry(
                            "workflow", stack.resource("workflow-state-machine").dependsOn());
        }
    }

    @Test
    void each_role_has_the_documents_of_its_purpose() {
        var logGroup = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/greeter";
        var calling = Fixture.calling(FUNCTION_ARN, COUNTER_ARN, NEWS_ARN, false);

        assertThat(update.resource("handler-role").input("assumeRolePolicy")).isEqualTo(IamDocuments.trustingLambda());
        assertThat(policy(update, "handler-log-policy")).isEqualTo(IamDocuments.writingTo(logGroup));
        assertThat(policy(update, "handler-xray-policy")).isEqualTo(IamDocuments.tracingFunction());
        assertThat(trust(update)).isEqualTo(IamDocuments.trusting(MACHINE, false));
        assertThat(policy(update, "workflow-invoke-policy")).isEqualTo(calling);
        assertThat(policy(update, "workflow-log-delivery-policy")).isEqualTo(IamDocuments.deliveringLogs());
        assertThat(policy(update, "workflow-xray-policy")).isEqualTo(IamDocuments.tracingStateMachine());
    }

    private static String policy(DeclaredStack stack, String name) {
        return stack.resource(name).input("policy");
    }

    private static String trust(DeclaredStack stack) {
        return stack.resource("workflow-role").input("assumeRolePolicy");
    }

    @Test
    void definition_has_the_values_of_the_plan() {
        assertThat(definition(update)).isEqualTo(expectedDefinition(FUNCTION_ARN, COUNTER_ARN));
    }

    private static JsonElement definition(DeclaredStack stack) {
        return JsonParser.parseString(stack.resource("workflow-state-machine").input("definition"));
    }

    private static JsonElement expectedDefinition(String handlerArn, String counterArn) {
        var arns = Fixture.DEFINITION.replace("${HandlerArn}", handlerArn).replace("${CounterArn}", counterArn);
        return JsonParser.parseString(
                arns.replace("${NewsArn}", NEWS_ARN).replace("\"${HandlerTaskTimeoutSeconds}\"", "35"));
    }

    @Test
    void pinned_workflow_invokes_the_published_versions_and_may_invoke_older_ones() {
        assertThat(definition(pinned)).isEqualTo(expectedDefinition(FUNCTION_ARN + ":1", COUNTER_ARN + ":1"));
        assertThat(policy(pinned, "workflow-invoke-policy"))
                .isEqualTo(Fixture.calling(FUNCTION_ARN, COUNTER_ARN, NEWS_ARN, true));
        assertThat(List.of(trust(pinned), trust(preview))).containsOnly(IamDocuments.trusting(MACHINE, true));
        assertThat(trust(Fixture.declare(Map.of(), true))).isEqualTo(IamDocuments.trusting(MACHINE, false));
        assertThat(pinned.exports())
                .contains(
                        entry("stateMachineVersionArn", MACHINE_ARN + ":1"), entry("lambdaFunctionArn", FUNCTION_ARN));
    }

    @Test
    void role_trusts_the_state_machine_of_its_partition_and_region() {
        var stack = Fixture.declare(Map.of("aws:region", "us-gov-west-1", "alarmTopicArn", ""), false);

        assertThat(trust(stack)).contains("\"arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:greeting\"");
    }

    @Test
    void protection_covers_the_state_machine_and_the_log_groups() {
        assertThat(update.resources())
                .filteredOn(DeclaredResource::isProtected)
                .extracting(DeclaredResource::name)
                .containsExactlyInAnyOrder(
                        "handler-log-group", "counter-log-group", "workflow-log-group", "workflow-state-machine");
        assertThat(minimal.resources()).noneMatch(DeclaredResource::isProtected);
    }

    @Test
    void exports_tell_what_was_deployed_and_how_to_start_it() {
        assertThat(update.exports())
                .containsOnly(
                        entry("lambdaFunctionName", "greeter"),
                        entry("lambdaFunctionArn", FUNCTION_ARN),
                        entry("counterFunctionName", "greeter-counter"),
                        entry("counterFunctionArn", COUNTER_ARN),
                        entry("stateMachineArn", MACHINE_ARN),
                        entry("stateMachineConsoleUrl", MACHINE.consoleUrl()),
                        entry("startExecutionCommand", MACHINE.startExecutionCommand("STANDARD")),
                        entry("readme", App.resource("stack-readme.md")));
        assertThat(minimal.exports()).containsEntry("startExecutionCommand", MACHINE.startExecutionCommand("EXPRESS"));
        assertThat(preview.exports())
                .containsOnlyKeys(
                        "lambdaFunctionName",
                        "counterFunctionName",
                        "stateMachineConsoleUrl",
                        "startExecutionCommand",
                        "readme");
    }

    @Test
    void refused_config_registers_nothing_but_the_stack() {
        var dir = Fixture.PROJECT.projectDir();
        try {
            var result = PulumiTest.withMocks(new EmptyMocks())
                    .runTest(ctx ->
                            App.stack(ctx, Preflight.check(StackSettings.of(ctx, Map.of()), Fixture::plan, dir)));

            assertThat(result.resources()).hasSize(1);
            assertThatThrownBy(result::throwOnError)
                    .isInstanceOf(RunException.class)
                    .hasMessageContainingAll("aws:region must be", "lambdaFunctionName must", "stepFunctionName must");
        } finally {
            PulumiTest.cleanup();
        }
    }
}
