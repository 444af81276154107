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
import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import stepfunction.config.ConfigReader;
import stepfunction.config.Release;
import stepfunction.config.StackConfig;
import stepfunction.declared.ArchiveProvider;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.declared.ProgramRun;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;
import user.Mistakes;

/** The resources that the program declares for the fixture's plan. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkflowStackTest {

    private Map<String, DeclaredStack> stacks = Map.of();
    private DeclaredStack update;
    private DeclaredStack preview;
    private DeclaredStack pinned;
    private DeclaredStack minimal;

    @BeforeAll
    void declare() throws Exception {
        for (var file : List.of(
                "__init__.py",
                "a.pyc",
                "lib/b.pyc",
                "lib/__pycache__/c.txt",
                "lib/__init__.py",
                "tests/test_handler.py")) {
            var path = Fixture.PROJECT.projectDir().resolve("greet").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
        }
        update = Fixture.declare(Map.of(), false);
        preview = Fixture.declare(Map.of("pinFunctionVersions", "true"), true);
        pinned = Fixture.declare(Map.of("pinFunctionVersions", "true", "tracing", "false"), false);
        var config = Fixture.PROJECT.config("minimal");
        minimal = DeclaredStack.declare(new ProgramRun(Fixture.PROJECT, "minimal", config, false), Fixture::plan);
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
                .filteredOn(
                        resource -> resource.parent().filter(component::equals).isPresent())
                .extracting(DeclaredResource::name)
                .containsExactlyInAnyOrder(children.split(" ", -1));
    }

    @Test
    void number_of_a_resource_is_read_and_anything_else_is_refused() {
        var function = Fixture.declare(Map.of(), false).resource("handler-function");

        assertThat(function.number("memorySize")).isEqualTo(512);
        assertThatThrownBy(() -> function.number("name"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("handler-function must have the number name, has ");
    }

    @Test
    void each_function_runs_the_archive_of_its_folder() throws Exception {
        var functions = update.all("aws:lambda/function:Function");

        assertThat(functions)
                .extracting(function -> function.path("code"))
                .containsExactly("target/greet.zip", "target/count.zip");
        assertThat(functions)
                .extracting(function -> function.input("sourceCodeHash"))
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
        var stack =
                Fixture.declare(Map.of(), false, config -> Fixture.plan(config).function("other", "greet"));

        assertThat(stack.all("aws:lambda/function:Function"))
                .extracting(function -> function.path("code"))
                .containsExactly("target/greet.zip", "target/count.zip", "target/greet.zip");
    }

    @Test
    void target_gives_the_definition_all_its_values() {
        var definition = Fixture.edited("sns:publish", "sqs:sendMessage")
                .replace("\"Message", "\"MessageBody")
                .replace("\"TopicArn\": \"${NewsArn}\"", "\"QueueUrl\": \"${MailUrl}\"");
        var mail = Target.of("mail", () -> new Queue("mail"), Queue::arn).with("Url", Queue::url);

        var stack = Fixture.declare(Map.of(), false, config -> {
            var plan = Fixture.plan(config, definition);
            return new Plan(plan.workflows(), plan.functions(), List.of(mail), Map.of(), List.of(), config);
        });

        assertThat(stack.resource("workflow-state-machine").input("definition"))
                .contains("\"QueueUrl\": \"https://sqs.eu-central-1.amazonaws.com/123456789012/mail-0a1b2c3\"");
        assertThat(policy(stack, "workflow-invoke-policy"))
                .contains("\"sqs:SendMessage\",\"Resource\":\"arn:aws:sqs:eu-central-1:123456789012:mail-0a1b2c3\"");
    }

    /** Another URN replaces the live resources of everybody's stacks: change the file only together with an alias. */
    @Test
    void urns_stay_as_they_are() throws Exception {
        assertThat(update.urns())
                .containsExactlyElementsOf(Files.readAllLines(Path.of("test/resources/stepfunction/fixture-urns.txt")));
    }

    /** The SDK logs each warning besides, which the local run would show twice. */
    /** Resources declared by the user's own code have the tags that it sets. */
    @Test
    void everything_of_the_library_that_takes_tags_is_tagged() {
        var taggable = Fixture.declareEverything().resources().stream()
                .filter(resource -> resource.urn().contains("stepfunction:index:"))
                .filter(resource -> resource.type().startsWith("aws:") && takesTags(resource.type()))
                .toList();

        assertThat(taggable)
                .extracting(DeclaredResource::type)
                .contains(
                        "aws:cloudwatch/eventRule:EventRule",
                        "aws:cloudwatch/logGroup:LogGroup",
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        "aws:iam/role:Role",
                        "aws:lambda/function:Function",
                        "aws:scheduler/scheduleGroup:ScheduleGroup",
                        "aws:sfn/stateMachine:StateMachine");
        assertThat(taggable)
                .extracting(resource -> resource.properties().get("tags"))
                .containsOnly(Map.of("project", "orders", "stack", "test", "managed-by", "pulumi"));
    }

    /** As the class of its arguments says, such as com.pulumi.aws.iam.RoleArgs for aws:iam/role:Role. */
    private static boolean takesTags(String type) {
        var module = type.substring("aws:".length(), type.indexOf('/'));
        var args = "com.pulumi.aws.%s.%sArgs".formatted(module, type.substring(type.lastIndexOf(':') + 1));
        try {
            return Stream.of(Class.forName(args).getMethods())
                    .anyMatch(method -> method.getName().equals("tags"));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void function_and_state_machine_wait_for_all_policies_of_their_role() {
        for (var stack : List.of(update, preview, minimal)) {
            var policies = stack.all("aws:iam/rolePolicy:RolePolicy").stream()
                    .collect(
                            groupingBy(policy -> policy.parent().orElse(""), mapping(DeclaredResource::name, toSet())));

            assertThat(stack.resource("handler-function").dependsOn())
                    .containsAll(Objects.requireNonNull(policies.get("handler")))
                    .contains("handler-log-group");
            assertThat(stack.resource("workflow-state-machine").dependsOn()).isEqualTo(policies.get("workflow"));
        }
    }

    private static String policy(DeclaredStack stack, String name) {
        return stack.resource(name).input("policy");
    }

    private static List<String> trusted(DeclaredStack stack) {
        var trust = IamPolicy.fromJson(stack.resource("workflow-role").input("assumeRolePolicy"));
        return trust.statements().stream()
                .flatMap(statement -> statement.conditions().stream())
                .filter(condition -> condition.key().value().equals("aws:SourceArn"))
                .map(IamCondition::value)
                .toList();
    }

    @Test
    void definition_has_the_values_of_the_plan() {
        assertThat(definition(update)).isEqualTo(definition(FUNCTION_ARN, COUNTER_ARN));
    }

    private static JsonElement definition(DeclaredStack stack) {
        return JsonParser.parseString(stack.resource("workflow-state-machine").input("definition"));
    }

    private static JsonElement definition(String handlerArn, String counterArn) {
        return JsonParser.parseString(Fixture.DEFINITION
                .replace("${HandlerArn}", handlerArn)
                .replace("${CounterArn}", counterArn)
                .replace("${NewsArn}", NEWS_ARN)
                .replace("\"${HandlerTaskTimeoutSeconds}\"", "35"));
    }

    @Test
    void pinned_workflow_invokes_the_published_versions_and_may_invoke_older_ones() {
        assertThat(definition(pinned)).isEqualTo(definition(FUNCTION_ARN + ":1", COUNTER_ARN + ":1"));
        assertThat(policy(pinned, "workflow-invoke-policy"))
                .contains("[\"%1$s\",\"%1$s:*\"]".formatted(FUNCTION_ARN))
                .contains("[\"%1$s\",\"%1$s:*\"]".formatted(COUNTER_ARN));
        assertThat(List.of(trusted(pinned), trusted(preview))).containsOnly(List.of(MACHINE_ARN, MACHINE_ARN + ":*"));
        assertThat(trusted(Fixture.declare(Map.of(), true))).containsExactly(MACHINE_ARN);
        assertThat(pinned.exports())
                .contains(
                        entry("stateMachineVersionArn", MACHINE_ARN + ":1"), entry("lambdaFunctionArn", FUNCTION_ARN));
    }

    @Test
    void role_trusts_the_state_machine_of_its_partition_and_region() {
        var stack = Fixture.declare(Map.of("aws:region", "us-gov-west-1", "alarmTopicArn", ""), false);

        assertThat(trusted(stack))
                .containsExactly("arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:greeting");
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
                        entry("startExecutionCommand", MACHINE.startExecutionCommand(false, Release.PINNED)));
        assertThat(minimal.exports())
                .containsEntry("startExecutionCommand", MACHINE.startExecutionCommand(true, Release.UNPINNED));
        assertThat(preview.exports())
                .containsOnlyKeys(
                        "lambdaFunctionName", "counterFunctionName", "stateMachineConsoleUrl", "startExecutionCommand");
    }

    @Test
    void refused_config_registers_nothing_but_the_stack() {
        var dir = Fixture.PROJECT.projectDir();
        try {
            var result = PulumiTest.withMocks(new EmptyMocks())
                    .runTest(ctx -> WorkflowStack.declare(
                            ctx, Preflight.check(ConfigReader.of(ctx, Map.of()), Fixture::plan, dir)));

            assertThat(result.resources()).hasSize(1);
            assertThatThrownBy(result::throwOnError)
                    .isInstanceOf(RunException.class)
                    .hasMessageContainingAll("aws:region must be", "lambdaFunctionName must", "stepFunctionName must");
        } finally {
            PulumiTest.cleanup();
        }
    }

    @Test
    void function_has_what_the_plan_gives_it() {
        var stack = Fixture.declareEverything();
        var function = stack.resource("reader-function").properties();

        assertThat(function)
                .containsEntry("layers", List.of("arn:aws:lambda:eu-central-1:123456789012:layer:tools:3"))
                .containsEntry("reservedConcurrentExecutions", 2.0)
                .containsEntry("name", "greeter-reader");
        assertThat(function.get("environment"))
                .asString()
                .contains(
                        "ORDERS_ARN=arn:aws:dynamodb:eu-central-1:123456789012:table/orders-0a1b2c3",
                        "ORDERS_NAME=orders-0a1b2c3",
                        "FILES_ARN=arn:aws:s3:::files-0a1b2c3");
        assertThat(policy(stack, "reader-policy"))
                .contains("\"UseOrders\"", "\"UseFilesObjects\"", "arn:aws:s3:::files-0a1b2c3/*", "/index/*");
        assertThat(stack.resource("reader-policy").properties())
                .containsEntry("name", "greeter-reader-policy")
                .containsEntry("role", "greeter-reader-assume-role");
        assertThat(stack.exports()).containsKeys("readerFunctionName", "readerFunctionArn");
    }

    @Test
    void activity_that_the_stack_declares_is_no_function() {
        var stack = Fixture.declareEverything();

        assertThat(stack.resource("workflow-state-machine").input("definition")).contains(":activity:rest-0a1b2c3");
        assertThat(policy(stack, "workflow-invoke-policy"))
                .contains("InvokeReader")
                .doesNotContain("activity");
    }

    @Test
    void plan_without_functions_or_calls_has_no_policy_for_them() {
        var definition = "{\"StartAt\": \"A\", \"TimeoutSeconds\": 9, \"States\": {\"A\": {\"Type\": \"Succeed\"}}}";

        var stack = Fixture.declare(Map.of(), false, config -> Fixture.planOf(definition, config));

        assertThat(stack.all("aws:iam/rolePolicy:RolePolicy"))
                .extracting(DeclaredResource::name)
                .containsExactly("workflow-log-delivery-policy", "workflow-xray-policy");
        assertThat(stack.exports()).doesNotContainKey("lambdaFunctionArn");
    }

    @Test
    void functions_order_in_the_plan_means_nothing() {
        var turned = Fixture.declare(Map.of(), false, config -> {
            var plan = Fixture.plan(config);
            var functions = List.of(plan.functions().get(1), plan.functions().get(0));
            return new Plan(plan.workflows(), functions, plan.targets(), Map.of(), List.of(), config);
        });

        assertThat(turned.resources())
                .extracting(DeclaredResource::urn)
                .hasSameElementsAs(
                        update.resources().stream().map(DeclaredResource::urn).toList());
        assertThat(turned.exports()).isEqualTo(update.exports());
    }

    @Test
    void customization_of_what_is_the_stacks_is_refused_before_anything_is_registered() {
        Function<StackConfig, Plan> planner = config -> Fixture.plan(config)
                .function(
                        "other",
                        "greet",
                        function -> function.layer("arn:aws:lambda:eu-central-1:123456789012:layer:tools:3")
                                .customize(args -> args.name("mine")
                                        .role("arn:aws:iam::1:role/mine")
                                        .timeout(60)
                                        .layers("arn:aws:lambda:eu-central-1:123456789012:layer:tools:4")
                                        .environment(FunctionEnvironmentArgs.builder()
                                                .build())))
                .function(
                        "broken",
                        "greet",
                        function -> function.customize(args -> args.timeout(Mistakes.<Integer>missing())));

        assertThatThrownBy(() -> Fixture.declare(Map.of(), false, planner))
                .hasMessageContainingAll(
                        "nothing was registered",
                        "\n- plan: customize of the function other must not change the name; use .named(NAME)",
                        "\n- plan: customize of the function other must not change the role, which allows what the plan"
                                + " says; use .uses or .allow",
                        "\n- plan: customize of the function other must not change the timeout, which Tasks outlast;"
                                + " use .timeout(DURATION)",
                        "\n- plan: customize of the function other must not replace the plan's layers; use .layer(ARN) for all",
                        "\n- plan: customize of the function other must not change the environment;"
                                + " use .environment(NAME, VALUE)",
                        "\n- plan: customize of the function broken fails at Mistakes.java:")
                .message()
                .containsOnlyOnce("nothing was registered");
    }

    @Test
    void target_that_throws_or_returns_null_is_reported_with_its_line() {
        Function<StackConfig, Plan> planner = config -> Fixture.plan(config)
                .target(Target.of(
                        "broken",
                        () -> new Table(
                                "broken",
                                TableArgs.builder()
                                        .hashKey(Mistakes.<String>missing())
                                        .build()),
                        Table::arn))
                .target(Target.<Queue>of("absent", () -> null, Queue::arn))
                .target(Target.of("mute", () -> new Queue("mute"), queue -> null))
                .function(
                        "other",
                        "greet",
                        function -> function.environment("A1", Target.existing("broken", ""), "Arn")
                                .environment("A2", Target.existing("absent", ""), "Arn")
                                .environment("A3", Target.existing("mute", ""), "Arn"));

        assertThatThrownBy(() -> Fixture.declare(Map.of(), false, planner))
                .hasMessageContainingAll(
                        "\n- plan: the target broken fails at Mistakes.java:",
                        "\n- plan: the target absent must return a resource, returned null",
                        "\n- plan: the target mute, its output Arn must return an output, returned null");
    }

    @Test
    void empty_output_of_aws_is_reported_by_name() {
        Function<StackConfig, Plan> planner = config -> {
            var orders =
                    Target.of("orders", () -> new Table("orders"), Table::arn).with("Stream", Table::streamArn);
            return Fixture.plan(config)
                    .target(orders)
                    .function("other", "greet", function -> function.uses(orders, "dynamodb:GetItem"));
        };

        assertThatThrownBy(() -> Fixture.declare(Map.of(), false, planner))
                .hasMessageContaining(
                        "plan: the target orders has no Stream in AWS unless an argument of its resource sets it; set that, or remove .with(\"Stream\", ...)");
    }
}
