package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.core.Alias;
import com.pulumi.resources.CustomResourceOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stepfunction.config.StackConfig;
import stepfunction.declared.ComputedState;
import stepfunction.declared.DeclaredStack;
import stepfunction.plan.Event;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Schedule;
import stepfunction.plan.Source;
import stepfunction.plan.Target;
import stepfunction.plan.WorkflowSpec;

/** A function and a workflow under new names, beside the same stack before. */
class RenamesTest {

    private static final Target<Queue> MAIL =
            Target.of("mail", () -> new Queue("mail"), Queue::arn).with("Url", Queue::url);

    private static DeclaredStack before;
    private static DeclaredStack after;

    /** The names in the plan of a function that a further workflow invokes, and of that workflow. */
    private record Names(String function, String workflow) {

        Plan plan(
                StackConfig config, Consumer<FunctionSpec.Builder> function, Consumer<WorkflowSpec.Builder> workflow) {
            var definition = """
                    {"StartAt": "Count", "States": {"Count": {"Type": "Task", "Resource": "${%sArn}", "End": true}}}
                    """;
            return Fixture.planOf("{\"StartAt\": \"Rest\", \"States\": {\"Rest\": {\"Type\": \"Succeed\"}}}", config)
                    .function(function(), "count", function.andThen(details -> details.uses(MAIL, "sqs:SendMessage")))
                    .target(MAIL)
                    .workflow(
                            workflow(),
                            new Source("refund.asl.json", definition.formatted(capitalized(function()))),
                            workflow.andThen(details -> details.startOn(Schedule.rate("hourly", Duration.ofHours(1))
                                            .deadLetters(MAIL))
                                    .startOn(Event.matching("refunds", "{\"source\": [\"shop\"]}")
                                            .deadLetters(MAIL))
                                    .startOn(QueueMessages.of(MAIL))
                                    .startOn(HttpRoute.post("/refunds"))));
        }

        private static String capitalized(String name) {
            return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        }
    }

    private static DeclaredStack declare(Function<StackConfig, Plan> planner) {
        return Fixture.declare(Map.of("alarmTopicArn", Fixture.NEWS_ARN, "tracing", "true"), false, planner);
    }

    private static DeclaredStack renamed(
            Consumer<FunctionSpec.Builder> function, Consumer<WorkflowSpec.Builder> workflow) {
        return declare(config -> new Names("tally", "payback").plan(config, function, workflow));
    }

    @BeforeAll
    static void declare() {
        before = declare(config -> new Names("count", "refund").plan(config, function -> {}, workflow -> {}));
        after = renamed(function -> function.formerly("count"), workflow -> workflow.formerly("refund"));
    }

    private static Stream<String> takenOver(DeclaredStack stack) {
        return Stream.concat(stack.urns().stream(), stack.formerUrns().stream());
    }

    /** The names in AWS that the program sets. */
    private static Stream<String> names(DeclaredStack stack) {
        return stack.resources().stream()
                .filter(resource ->
                        resource.properties().get("name") instanceof String name && !ComputedState.isAutoName(name))
                .map(resource -> "%s %s".formatted(resource.type(), resource.input("name")));
    }

    @Test
    void every_resource_is_taken_over() {
        assertThat(before.urns())
                .contains(
                        "stepfunction:index:HandlerFunction::count",
                        "stepfunction:index:Schedules$aws:iam/role:Role::refund-schedules-role",
                        "stepfunction:index:Events::refund-events",
                        "stepfunction:index:Queues$aws:pipes/pipe:Pipe::refund-queues-mail-pipe",
                        "stepfunction:index:HttpRoutes$aws:apigatewayv2/api:Api::refund-routes-api")
                .allSatisfy(urn -> assertThat(takenOver(after)).contains(urn));
    }

    @Test
    void no_resource_of_the_new_name_is_new() {
        assertThat(after.urns()).hasSameSizeAs(before.urns());
    }

    @Test
    void names_in_aws_and_outputs_stay() {
        assertThat(names(after))
                .containsExactlyInAnyOrderElementsOf(names(before).toList())
                .hasSizeGreaterThan(20);
        assertThat(after.exports())
                .isEqualTo(before.exports())
                .containsKeys("countFunctionArn", "refundStateMachineArn");
    }

    @Test
    void placeholders_and_logical_names_follow_the_new_name() {
        assertThat(after.resource("payback-state-machine").input("definition"))
                .isEqualTo(before.resource("refund-state-machine").input("definition"))
                .contains("greeter-count");
        assertThat(after.resource("tally-function").input("name")).isEqualTo("greeter-count");
    }

    @Test
    void plan_may_set_other_names_in_aws_and_other_outputs() {
        var stack = renamed(
                function -> function.named("totals").exportedAs("total").formerly("count"),
                workflow -> workflow.formerly("refund").named("paybacks").exportedAs("pay"));

        assertThat(stack.resource("tally-function").input("name")).isEqualTo("totals");
        assertThat(stack.resource("payback-state-machine").input("name")).isEqualTo("paybacks");
        assertThat(stack.exports()).containsKeys("totalFunctionName", "payStateMachineArn");
        assertThat(takenOver(stack)).containsAll(before.urns());
    }

    @Test
    void entry_that_is_renamed_again_is_taken_over_under_each_name_and_keeps_the_first_ones() {
        var stack = declare(config -> new Names("total", "giveBack")
                .plan(
                        config,
                        function -> function.formerly("count", "tally"),
                        workflow -> workflow.formerly("refund").formerly("payback")));

        assertThat(takenOver(stack)).containsAll(before.urns()).containsAll(after.urns());
        assertThat(stack.formerNames("stepfunction:index:Workflow", "giveBack"))
                .containsExactlyInAnyOrder("refund", "payback");
        assertThat(stack.formerNames("stepfunction:index:Workflow", "workflow")).isEmpty();
        assertThat(names(stack))
                .containsExactlyInAnyOrderElementsOf(names(before).toList());
        assertThat(stack.exports()).isEqualTo(before.exports());
    }

    @Test
    void entry_without_its_former_name_is_another_one() {
        var stack = renamed(function -> {}, workflow -> {});

        assertThat(takenOver(stack))
                .doesNotContain("stepfunction:index:HandlerFunction::count", "stepfunction:index:Workflow::refund");
        assertThat(stack.resource("tally-function").input("name")).isEqualTo("greeter-tally");
    }

    @Test
    void resource_of_a_target_is_taken_over_by_an_alias_of_pulumi() {
        var formerly = CustomResourceOptions.builder()
                .aliases(Alias.builder().name("mail").build())
                .build();
        var letters = Target.of("mail", () -> new Queue("letters", QueueArgs.Empty, formerly), Queue::arn);

        var stack = declare(config -> Fixture.plan(config).target(letters).allow("sqs:SendMessage", letters));

        assertThat(stack.urns()).contains("aws:sqs/queue:Queue::letters").doesNotContain("aws:sqs/queue:Queue::mail");
        assertThat(stack.formerUrns()).contains("aws:sqs/queue:Queue::mail");
    }
}
