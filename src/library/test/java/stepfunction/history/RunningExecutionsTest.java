package stepfunction.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.sns.Topic;
import com.pulumi.exceptions.RunException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import stepfunction.Fixture;
import stepfunction.Preflight;
import stepfunction.binding.BoundWorkflow;
import stepfunction.config.StackConfig;
import stepfunction.plan.Location;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** Executions that started before a deployment keep their permissions and the resources that they call. */
class RunningExecutionsTest {

    private static final Location LOCATION = new Location("aws", "eu-central-1", "123456789012");
    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:";
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:";
    private static final String TOPIC_OF_OTHERS = "arn:aws:sns:eu-central-1:999999999999:audit";

    private static final String GREET = task("Greet", "${HandlerArn}", "{}");
    private static final String COUNT = task("Count", "${CounterArn}", "{}");
    private static final String TELL = publish("Tell", "${NewsArn}");

    private static final Map<String, String> PINNED = Map.of("pinFunctionVersions", "true");

    private static final Map<String, String> GRADUAL = Map.of("release", "gradual");

    private StackHistory history = StackHistory.NONE;
    private int version = 0;
    private List<Map<String, String>> routes = List.of();

    private static String task(String name, String resource, String parameters) {
        return """
                "%s": {"Type": "Task", "Resource": "%s", "Parameters": %s, "TimeoutSeconds": 60, "Next": "End"}""".formatted(name, resource, parameters);
    }

    private static String publish(String name, String topic) {
        return task(
                name, "arn:aws:states:::sns:publish", "{\"TopicArn\": \"%s\", \"Message\": \"hi\"}".formatted(topic));
    }

    /** A definition that may take each of the states. */
    private static String definition(String... states) {
        var rules = new StringBuilder();
        for (var state : states) {
            rules.append("{\"Variable\": \"$.next\", \"StringEquals\": \"x\", \"Next\": %s},"
                    .formatted(state.substring(0, state.indexOf(':'))));
        }
        return """
                {"StartAt": "Choose", "TimeoutSeconds": 300, "States": {
                  "Choose": {"Type": "Choice", "Choices": [%s {"Variable": "$.next", "IsNull": true, "Next": "End"}], "Default": "End"},
                  %s%s "End": {"Type": "Succeed"}}}""".formatted(rules, String.join(",", states), states.length == 0 ? "" : ",");
    }

    private static Function<StackConfig, Plan> plan(String... states) {
        return config -> Fixture.plan(config, definition(states));
    }

    private static Function<StackConfig, Plan> plan(UnaryOperator<Plan> more, String... states) {
        return config -> more.apply(Fixture.plan(config, definition(states)));
    }

    private Preflight preview(Map<String, String> config, Function<StackConfig, Plan> planner) {
        return Preflight.check(Fixture.reader(config), planner, Fixture.PROJECT.projectDir(), history);
    }

    /** Leaves in the state what a deployment does. */
    private Preflight deploy(Map<String, String> config, Function<StackConfig, Plan> planner) {
        var checked = preview(config, planner);
        version++;
        history = state(historyOf(checked));
        assertThat(history.warnings()).isEmpty();
        return checked;
    }

    private StackHistory state(DefinitionHistory written) {
        return StackHistory.of(Map.of(
                "urn:pulumi:test::orders::stepfunction:index:Workflow::workflow",
                Map.of("outputs", Map.of(StackHistory.OUTPUT, written.json())),
                "urn:pulumi:test::orders::stepfunction:index:Workflow$aws:sfn/alias:Alias::workflow-alias",
                Map.of("outputs", Map.of("routingConfigurations", routes))));
    }

    private DefinitionHistory historyOf(Preflight checked) {
        return checked.workflows().get(0).next().deployed(values(checked.plan()), version);
    }

    /** Makes the alias start these versions. */
    private void start(int... versions) {
        routes = IntStream.of(versions)
                .mapToObj(number -> Map.of("stateMachineVersionArn", Fixture.MACHINE_ARN + ":" + number))
                .toList();
        history = state(history.histories().get("workflow"));
    }

    private static Map<String, String> values(Plan plan) {
        var values = new HashMap<String, String>();
        plan.functions().forEach(each -> values.put(each.arnPlaceholder(), FUNCTION + each.functionName()));
        plan.targets()
                .forEach(each -> values.put(
                        each.arnPlaceholder(), each.isDeclaredHere() ? TOPIC + each.name() : each.existingArn()));
        return values;
    }

    /** Of the state machine's policy: Sid, resources and conditions. */
    private static List<String> statements(Preflight checked) {
        var grants = checked.workflows().get(0).grants();
        return grants.stream()
                .map(grant -> grant.statement(values(checked.plan()), LOCATION))
                .map(statement -> "%s %s %s"
                        .formatted(
                                statement.sid(),
                                statement.resources().stream()
                                        .map(IamResource::value)
                                        .map(arn -> arn.substring(arn.lastIndexOf(':', arn.length() - 3) + 1))
                                        .toList(),
                                statement.conditions().stream()
                                        .map(IamCondition::value)
                                        .toList()))
                .toList();
    }

    private static List<String> warnings(Preflight checked) {
        return checked.warnings().stream()
                .filter(warning -> !warning.contains("[UNUSED_"))
                .toList();
    }

    @Test
    void permission_of_a_removed_task_is_kept_until_the_definition_changes_again() {
        deploy(PINNED, plan(GREET, TELL));

        var removed = deploy(PINNED, plan(GREET));
        var again = deploy(PINNED, plan(GREET));
        var changed = deploy(PINNED, plan(GREET, COUNT));

        assertThat(statements(removed)).contains("KeptCallNews [news] []");
        assertThat(statements(again)).isEqualTo(statements(removed));
        assertThat(statements(changed)).noneMatch(statement -> statement.startsWith("Kept"));
        assertThat(warnings(removed)).isEmpty();
        assertThat(warnings(again)).isEmpty();
        assertThat(warnings(changed)).singleElement().asString().contains(" fail in Tell ");
    }

    @Test
    void deployment_of_the_same_definition_leaves_the_history_as_it_is() {
        deploy(PINNED, plan(GREET, TELL));
        var removed = historyOf(deploy(PINNED, plan(GREET)));

        assertThat(historyOf(deploy(PINNED, plan(GREET)))).isEqualTo(removed);
    }

    @Test
    void text_in_the_state_has_its_values_in_alphabetical_order() {
        var values = new LinkedHashMap<String, String>();
        IntStream.range(0, 26).forEach(index -> values.put(Character.toString('z' - index), "value"));
        var deployed = new DeployedDefinition("{}", values, values.keySet(), 1);

        assertThat(List.copyOf(deployed.values().keySet())).isSorted();
        assertThat(new DefinitionHistory(deployed, List.of()).json()).contains("\"existing\":[\"a\",\"b\",");
    }

    @Test
    void way_back_to_the_definition_before_needs_nothing_that_is_kept() {
        deploy(PINNED, plan(GREET, TELL));
        deploy(PINNED, plan(GREET));

        assertThat(statements(deploy(PINNED, plan(GREET, TELL)))).noneMatch(statement -> statement.startsWith("Kept"));
    }

    @Test
    void first_deployment_keeps_nothing() {
        assertThat(statements(deploy(PINNED, plan(TELL)))).containsExactly("CallNews [news] []");
    }

    @Test
    void versions_of_a_function_that_is_no_longer_called_may_still_be_invoked() {
        deploy(PINNED, plan(GREET, COUNT));

        var removed = deploy(PINNED, plan(GREET));

        assertThat(statements(removed)).contains("KeptInvokeCounter [greeter-counter, greeter-counter:*] []");
        assertThat(removed.warnings()).noneMatch(warning -> warning.contains("the function counter"));
    }

    @Test
    void two_statements_never_share_a_sid() {
        UnaryOperator<Plan> kept = plan -> plan.allow("sns:GetTopicAttributes", "${NewsArn}");
        var get = task("Look", "arn:aws:states:::aws-sdk:sns:getTopicAttributes", "{\"TopicArn\": \"${NewsArn}\"}");
        deploy(PINNED, plan(GREET, TELL, get));

        var sids =
                deploy(PINNED, plan(kept, GREET, publish("Other", TOPIC_OF_OTHERS)))
                        .workflows()
                        .get(0)
                        .grants()
                        .stream()
                        .map(grant -> grant.sid())
                        .toList();

        assertThat(sids).doesNotHaveDuplicates().contains("KeptCallNews");
    }

    @Test
    void time_of_the_plan_ends_what_is_kept() {
        UnaryOperator<Plan> twoDays = plan -> plan.keepPermissions(Duration.ofDays(2));
        deploy(PINNED, plan(GREET, TELL));

        var removed = deploy(PINNED, plan(twoDays, GREET));
        var changed = deploy(PINNED, plan(twoDays, GREET, COUNT));

        var end = historyOf(removed).replaced().get(0).at().plus(Duration.ofDays(2));
        assertThat(statements(removed)).contains("KeptCallNews [news] [%s]".formatted(end));
        assertThat(statements(changed)).contains("KeptCallNews [news] [%s]".formatted(end));
    }

    @Test
    void definition_that_was_replaced_before_that_time_is_forgotten() {
        UnaryOperator<Plan> hour = plan -> plan.keepPermissions(Duration.ofHours(1));
        deploy(PINNED, plan(hour, TELL));
        var now = Instant.parse("2026-12-01T12:00:00.5Z");

        var second = replaced(history, hour, now, GREET);
        var soon = replaced(second, hour, now.plusSeconds(3599), COUNT);
        var late = replaced(second, hour, now.plusSeconds(3600), COUNT);

        assertThat(soon.replaced()).hasSize(2);
        assertThat(late.replaced())
                .extracting(ReplacedDefinition::at)
                .containsExactly(Instant.parse("2026-12-01T13:00:00Z"));
    }

    private static StackHistory stack(DefinitionHistory history) {
        return new StackHistory(Map.of("workflow", history), Map.of(), List.of());
    }

    private static DefinitionHistory replaced(
            StackHistory history, UnaryOperator<Plan> more, Instant now, String... states) {
        var plan = plan(more, states).apply(Fixture.stackConfig(PINNED));
        var workflow = BoundWorkflow.of(plan, plan.main());
        var kept = history.former(workflow, now).stream()
                .map(FormerWorkflow::replaced)
                .toList();
        return NextDefinition.of(workflow, kept, Optional.empty()).deployed(values(plan), 0);
    }

    private static DefinitionHistory replaced(
            DefinitionHistory history, UnaryOperator<Plan> more, Instant now, String... states) {
        return replaced(stack(history), more, now, states);
    }

    @Test
    void alias_keeps_the_permissions_of_every_version_that_it_may_start() {
        deploy(GRADUAL, plan(GREET, TELL));
        start(1);
        deploy(GRADUAL, plan(GREET));
        deploy(GRADUAL, plan(GREET));

        var faulty = deploy(GRADUAL, plan(GREET, COUNT));
        var fixed = deploy(GRADUAL, plan());
        start(1, 5);
        var further = deploy(GRADUAL, plan(COUNT));
        start(5);
        var released = deploy(GRADUAL, plan());

        assertThat(statements(faulty)).contains("KeptCallNews [news] []");
        assertThat(statements(fixed))
                .contains("KeptCallNews [news] []", "KeptInvokeCounter [greeter-counter, greeter-counter:*] []");
        assertThat(statements(further)).contains("KeptCallNews [news] []");
        assertThat(statements(released)).doesNotContain("KeptCallNews [news] []");
        assertThat(warnings(released)).anyMatch(warning -> warning.contains(" fail in Tell "));
    }

    @Test
    void time_of_the_plan_ends_nothing_that_the_alias_may_start() {
        UnaryOperator<Plan> none = plan -> plan.keepPermissions(Duration.ZERO);
        deploy(GRADUAL, plan(none, GREET, TELL));
        start(1);

        var removed = deploy(GRADUAL, plan(none, GREET));

        assertThat(statements(removed)).contains("KeptCallNews [news] []");
        assertThat(statements(deploy(GRADUAL, plan(none, GREET)))).isEqualTo(statements(removed));
    }

    @Test
    void no_time_keeps_nothing_and_says_what_fails() {
        deploy(PINNED, plan(GREET, TELL));

        var removed = deploy(PINNED, plan(plan -> plan.keepPermissions(Duration.ZERO), GREET));

        assertThat(statements(removed)).noneMatch(statement -> statement.startsWith("Kept"));
        assertThat(warnings(removed))
                .containsExactly(
                        "workflow.asl.json: executions that started before fail in Tell unless they have passed it, because it needs sns:Publish, which the role no longer allows; deploy when they have ended, or keep the permission longer with .keepPermissions [LOST_PERMISSION]");
    }

    @Test
    void time_is_neither_negative_nor_longer_than_an_execution_may_run() {
        for (var time : List.of(Duration.ofSeconds(-1), Duration.ofDays(367))) {
            assertThatThrownBy(() -> preview(Map.of(), plan(plan -> plan.keepPermissions(time))))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining(
                            "plan: the state machine must keep permissions for 0 to 31622400 seconds, was %d; correct it"
                                    .formatted(time.toSeconds()));
        }
    }

    @Test
    void without_pinned_versions_a_lost_permission_is_a_warning() {
        deploy(Map.of(), plan(GREET, TELL));

        var removed = deploy(Map.of(), plan(GREET));

        assertThat(statements(removed)).containsExactly("InvokeHandler [greeter] []");
        assertThat(warnings(removed))
                .containsExactly(
                        "workflow.asl.json: executions that started before fail in Tell unless they have passed it, because it needs sns:Publish, which the role no longer allows; set pinFunctionVersions, which keeps the permission, or deploy when they have ended [LOST_PERMISSION]");
        assertThat(warnings(deploy(Map.of(), plan(GREET)))).isEmpty();
    }

    @Test
    void state_that_was_renamed_or_that_calls_nothing_breaks_no_execution() {
        deploy(Map.of(), plan(GREET, "\"Rest\": {\"Type\": \"Wait\", \"Seconds\": 1, \"Next\": \"End\"}"));

        assertThat(warnings(deploy(Map.of(), plan(GREET.replace("Greet", "Hello")))))
                .isEmpty();
    }

    @Test
    void warning_about_a_deployment_can_be_accepted_for_good() {
        UnaryOperator<Plan> accepting = plan -> plan.accept("LOST_PERMISSION", "Tell");
        deploy(Map.of(), plan(GREET, TELL));

        assertThat(warnings(deploy(Map.of(), plan(accepting, GREET)))).isEmpty();
        assertThat(warnings(deploy(Map.of(), plan(accepting, GREET)))).isEmpty();
    }

    @Test
    void event_of_another_form_is_a_warning_unless_versions_are_pinned() {
        var before = task(
                "Count", "${CounterArn}", "{\"order\": {\"id.$\": \"$.id\", \"price\": 7}, \"name.$\": \"$.name\"}");
        var now = task(
                "Count",
                "${CounterArn}",
                "{\"order\": {\"id.$\": \"$.key\"}, \"name.$\": \"$.name\", \"currency\": \"EUR\"}");
        deploy(Map.of(), plan(GREET, before));

        assertThat(warnings(preview(Map.of(), plan(GREET, now))))
                .containsExactly(
                        "workflow.asl.json: executions that started before and have not passed Count still send the present code of the function counter an event with order.price, without currency; let the code take both, or set pinFunctionVersions [CHANGED_EVENT]");
        assertThat(warnings(preview(PINNED, plan(GREET, now)))).isEmpty();
    }

    @Test
    void event_in_the_payload_of_an_invocation_is_compared_too() {
        var before = task(
                "Count",
                "arn:aws:states:::lambda:invoke",
                "{\"FunctionName\": \"${CounterArn}\", \"Payload\": {\"id\": 1}}");
        deploy(Map.of(), plan(before));

        assertThat(warnings(preview(Map.of(), plan(before.replace("id", "key")))))
                .singleElement()
                .asString()
                .contains(" an event with id, without key; ");
    }

    @Test
    void event_that_only_an_execution_knows_is_not_compared() {
        var input = task("Count", "${CounterArn}", "{\"id\": 1}").replace("\"Parameters\": {\"id\": 1}, ", "");
        deploy(Map.of(), plan(input));

        assertThat(warnings(preview(Map.of(), plan(COUNT)))).isEmpty();
    }

    private static Function<StackConfig, Plan> withoutCounter(String... states) {
        return config -> Fixture.planOf(definition(states), config)
                .function("handler", "greet", function -> function.named(config.lambdaFunctionName()))
                .target(Target.of("news", () -> new Topic("news"), Topic::arn));
    }

    @Test
    void removed_function_that_executions_still_call_is_a_warning() {
        deploy(PINNED, plan(GREET, COUNT));

        var removed = preview(PINNED, withoutCounter(GREET));

        assertThat(warnings(removed))
                .containsExactly(
                        "workflow.asl.json: executions that started before fail in Count unless they have passed it, because it calls the function greeter-counter, which this deployment deletes; keep the function in the plan until they have ended [REMOVED_FUNCTION]");
        assertThat(statements(removed)).containsExactly("InvokeHandler [greeter, greeter:*] []");
    }

    @Test
    void function_that_is_removed_a_deployment_later_is_a_warning_too() {
        deploy(PINNED, plan(GREET, COUNT));
        deploy(PINNED, plan(GREET));

        assertThat(warnings(preview(PINNED, withoutCounter(GREET))))
                .singleElement()
                .asString()
                .contains("the function greeter-counter, which this deployment deletes");
    }

    @Test
    void renamed_function_is_the_same_unless_its_name_in_aws_changes() {
        deploy(PINNED, plan(GREET, COUNT));
        var state = COUNT.replace("Counter", "Adder");

        var renamed = preview(PINNED, renamed(state, "greeter-counter"));
        var replaced = preview(PINNED, renamed(state, "adder"));

        assertThat(warnings(renamed)).isEmpty();
        assertThat(warnings(replaced)).singleElement().asString().contains("the function greeter-counter, which");
    }

    private static Function<StackConfig, Plan> renamed(String state, String nameInAws) {
        return config -> withoutCounter(GREET, state)
                .apply(config)
                .function(
                        "adder",
                        "count",
                        function -> function.formerly("counter").named(nameInAws));
    }

    @Test
    void removed_target_of_the_stack_is_a_warning_and_no_longer_allowed() {
        deploy(PINNED, plan(GREET, TELL));

        var removed = preview(
                PINNED,
                config -> Fixture.planOf(definition(GREET), config)
                        .function("handler", "greet", function -> function.named(config.lambdaFunctionName())));

        assertThat(warnings(removed))
                .containsExactly(
                        "workflow.asl.json: executions that started before fail in Tell unless they have passed it, because it uses ${NewsArn}, a target that the plan no longer has; keep the target in the plan until they have ended [REMOVED_TARGET]");
        assertThat(statements(removed)).containsExactly("InvokeHandler [greeter, greeter:*] []");
    }

    @Test
    void removed_target_that_others_own_stays_allowed() {
        var audit = Target.existing("audit", TOPIC_OF_OTHERS);
        deploy(PINNED, plan(plan -> plan.target(audit), GREET, publish("Audit", "${AuditArn}")));

        var removed = preview(PINNED, plan(GREET));

        assertThat(warnings(removed)).isEmpty();
        assertThat(statements(removed)).contains("KeptCallAudit [audit] []");
    }

    @Test
    void permission_that_only_the_plan_allowed_is_reported_when_it_goes() {
        var computed =
                task("Tell", "arn:aws:states:::sns:publish", "{\"TopicArn.$\": \"$.topic\", \"Message\": \"hi\"}");
        deploy(PINNED, plan(plan -> plan.allow("sns:Publish", "${NewsArn}"), computed));

        assertThat(warnings(preview(PINNED, plan(GREET))))
                .containsExactly(
                        "workflow.asl.json: executions that started before fail in Tell unless they have passed it, because it needs a permission that does not follow from the definition; keep its .allow in the plan until they have ended [LOST_PERMISSION]");
        assertThat(warnings(preview(PINNED, plan(plan -> plan.allow("sns:Publish", "${NewsArn}"), GREET))))
                .isEmpty();
    }

    @Test
    void policy_without_room_keeps_nothing_and_says_what_fails() {
        var many = IntStream.range(0, 40)
                .mapToObj(index -> publish("Tell" + index, TOPIC + "a".repeat(60) + index))
                .collect(Collectors.toList());
        many.add(TELL);
        deploy(PINNED, plan(many.toArray(String[]::new)));

        var removed = preview(PINNED, plan(GREET));

        assertThat(statements(removed)).noneMatch(statement -> statement.startsWith("Kept"));
        assertThat(warnings(removed)).hasSize(41).allMatch(warning -> warning.endsWith("[LOST_PERMISSION]"));
    }

    @Test
    void wildcard_in_the_state_allows_nothing() {
        var wide = new DeployedDefinition(definition(publish("Tell", TOPIC + "*")), Map.of(), Set.of(), 1);
        history = stack(new DefinitionHistory(wide, List.of()));

        assertThat(statements(preview(PINNED, plan(GREET)))).containsExactly("InvokeHandler [greeter, greeter:*] []");
    }

    @Test
    void deployed_definition_that_cannot_be_read_is_one_warning() {
        for (var text : List.of(
                "",
                "no JSON",
                "{}",
                "{\"last\": {\"text\": \"[]\", \"values\": {}, \"existing\": []}, \"replaced\": []}")) {
            history = StackHistory.of(Map.of(
                    "urn:pulumi:test::orders::stepfunction:index:Workflow::workflow",
                    Map.of("outputs", Map.of(StackHistory.OUTPUT, text))));

            assertThat(warnings(preview(PINNED, plan(GREET))))
                    .containsExactly(
                            "the output definitionHistory of urn:pulumi:test::orders::stepfunction:index:Workflow::workflow in the stack's state must be the text that a deployment wrote; the permissions of executions that are running are not kept");
        }
    }

    @Test
    void stack_of_a_library_without_history_has_none() {
        var resources = Map.of(
                "urn:pulumi:test::orders::stepfunction:index:Workflow::workflow",
                Map.of("outputs", Map.of("arn", Fixture.MACHINE_ARN)),
                "urn:pulumi:test::orders::pulumi:pulumi:Stack::orders-test",
                Map.of("outputs", Map.of()));

        assertThat(StackHistory.of(resources)).isEqualTo(StackHistory.NONE);
    }
}
