package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static stepfunction.Fixture.MACHINE_ARN;

import com.google.gson.JsonParser;
import com.pulumi.aws.cloudwatch.EventBus;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.sqs.Queue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.config.StackConfig;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.declared.ProgramRun;
import stepfunction.plan.Event;
import stepfunction.plan.Plan;
import stepfunction.plan.Schedule;
import stepfunction.plan.Target;

/** The resources declared for a plan's triggers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriggersTest {

    private static final String QUEUE_ARN = "arn:aws:sqs:eu-central-1:123456789012:late-0a1b2c3";
    private static final String BUS = "bus-0a1b2c3";

    private DeclaredStack update;
    private DeclaredStack preview;
    private DeclaredStack pinned;

    @BeforeAll
    void declare() {
        update = Fixture.declare(Map.of(), false, TriggersTest::plan);
        preview = Fixture.declare(Map.of("pinFunctionVersions", "true"), true, TriggersTest::plan);
        pinned = Fixture.declare(Map.of("pinFunctionVersions", "true"), false, TriggersTest::plan);
    }

    private static Plan plan(StackConfig config) {
        var files =
                Target.of("files", () -> new BucketV2("files"), BucketV2::arn).with("Name", BucketV2::bucket);
        var late = Target.of("late", () -> new Queue("late"), Queue::arn).with("Url", Queue::url);
        var bus = Target.of("bus", () -> new EventBus("bus"), EventBus::arn);
        var uploads = "{\"source\": [\"aws.s3\"], \"detail\": {\"bucket\": {\"name\": [\"${FilesName}\"]}}}";
        return Fixture.plan(config)
                .target(files)
                .target(late)
                .target(bus)
                .startOn(Schedule.cron("nightly", "0 3 * * ? *", "Europe/Dublin")
                        .input("{\"from\": \"${FilesName}\"}")
                        .deadLetters(late))
                .startOn(Schedule.rate("poll", Duration.ofMinutes(1)))
                .startOn(Schedule.at("launch", "2199-01-31T08:00:00", "Asia/Tokyo"))
                .startOn(Event.matching("uploads", uploads)
                        .inputTransformer(Map.of("key", "$.detail.object.key"), "{\"object\": <key>}")
                        .deadLetters(late))
                .startOn(Event.matching("sales", "{\"source\": [\"shop\"]}")
                        .on(bus)
                        .inputPath("$.detail")
                        .deadLetters(late));
    }

    private static String policy(DeclaredStack stack, String name, String input) {
        return JsonParser.parseString(stack.resource(name).input(input)).toString();
    }

    private static String json(String text) {
        return JsonParser.parseString(text).toString();
    }

    @Test
    void urns_stay_as_they_are() throws Exception {
        assertThat(update.urns())
                .filteredOn(urn -> urn.contains("Schedules") || urn.contains("Events"))
                .containsExactlyElementsOf(Files.readAllLines(Path.of("test/resources/stepfunction/trigger-urns.txt")));
    }

    @Test
    void plan_without_triggers_declares_none() {
        assertThat(Fixture.declare(Map.of(), false).urns())
                .noneMatch(urn -> urn.contains("Schedules") || urn.contains("Events"));
    }

    @Test
    void schedules_may_start_the_one_state_machine_and_send_their_dead_letters() {
        assertThat(policy(update, "workflow-schedules-policy", "policy"))
                .isEqualTo(json("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Sid": "StartWorkflow", "Effect": "Allow", "Action": "states:StartExecution", "Resource": "%s"},
                          {"Sid": "SendDeadLetters", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "%s"}
                        ]}""".formatted(MACHINE_ARN, QUEUE_ARN)));
        assertThat(update.resource("workflow-schedules-policy").properties())
                .contains(entry("name", "greeting-schedules-policy"), entry("role", "greeting-schedules-role"));
    }

    @Test
    void role_of_schedules_trusts_their_group_alone() {
        assertThat(policy(update, "workflow-schedules-role", "assumeRolePolicy"))
                .isEqualTo(json("""
                        {"Version": "2012-10-17", "Statement":
                          {"Sid": "TrustScheduler", "Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"},
                           "Action": "sts:AssumeRole", "Condition": {
                             "StringEquals": {"aws:SourceAccount": "123456789012"},
                             "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-central-1:123456789012:schedule-group/greeting"}}}
                        }"""));
        assertThat(update.resource("workflow-schedules-group").input("name")).isEqualTo("greeting");
    }

    @Test
    void events_may_start_the_one_state_machine_and_nothing_else() {
        assertThat(policy(update, "workflow-events-policy", "policy")).isEqualTo(json("""
                        {"Version": "2012-10-17", "Statement":
                          {"Sid": "StartWorkflow", "Effect": "Allow", "Action": "states:StartExecution", "Resource": "%s"}
                        }""".formatted(MACHINE_ARN)));
    }

    @Test
    void role_of_events_trusts_their_rules_alone() {
        assertThat(policy(update, "workflow-events-role", "assumeRolePolicy")).isEqualTo(json("""
                        {"Version": "2012-10-17", "Statement":
                          {"Sid": "TrustEventBridge", "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"},
                           "Action": "sts:AssumeRole", "Condition": {
                             "StringEquals": {"aws:SourceAccount": "123456789012"},
                             "ArnLike": {"aws:SourceArn": [
                               "arn:aws:events:eu-central-1:123456789012:rule/greeting-uploads",
                               "arn:aws:events:eu-central-1:123456789012:rule/%s/greeting-sales"]}}}
                        }""".formatted(BUS)));
    }

    @Test
    void queue_takes_the_dead_letters_of_its_rules_by_one_policy() {
        assertThat(policy(update, "late-dead-letters-policy", "policy")).isEqualTo(json("""
                        {"Version": "2012-10-17", "Statement":
                          {"Sid": "TakeDeadLetters", "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"},
                           "Action": "sqs:SendMessage", "Resource": "%s", "Condition": {
                             "StringEquals": {"aws:SourceAccount": "123456789012"},
                             "ArnEquals": {"aws:SourceArn": [
                               "arn:aws:events:eu-central-1:123456789012:rule/greeting-uploads",
                               "arn:aws:events:eu-central-1:123456789012:rule/%s/greeting-sales"]}}}
                        }""".formatted(QUEUE_ARN, BUS)));
        assertThat(update.resource("late-dead-letters-policy").input("queueUrl"))
                .isEqualTo("https://sqs.eu-central-1.amazonaws.com/123456789012/late-0a1b2c3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nightly-schedule | name | nightly
            nightly-schedule | groupName | greeting
            nightly-schedule | scheduleExpression | cron(0 3 * * ? *)
            nightly-schedule | scheduleExpressionTimezone | Europe/Dublin
            nightly-schedule | flexibleTimeWindow | {mode=OFF}
            nightly-schedule | target.input | {"from":"files-0a1b2c3"}
            nightly-schedule | target.arn | arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
            nightly-schedule | target.roleArn | arn:aws:iam::123456789012:role/greeting-schedules-role
            nightly-schedule | target.deadLetterConfig.arn | arn:aws:sqs:eu-central-1:123456789012:late-0a1b2c3
            poll-schedule | scheduleExpression | rate(1 minute)
            poll-schedule | scheduleExpressionTimezone | UTC
            poll-schedule | target.input | {}
            poll-schedule | target.deadLetterConfig | unset
            launch-schedule | scheduleExpression | at(2199-01-31T08:00:00)
            launch-schedule | scheduleExpressionTimezone | Asia/Tokyo
            uploads-rule | name | greeting-uploads
            uploads-rule | eventBusName | default
            uploads-rule | eventPattern | {"source":["aws.s3"],"detail":{"bucket":{"name":["files-0a1b2c3"]}}}
            uploads-target | rule | greeting-uploads
            uploads-target | eventBusName | default
            uploads-target | targetId | greeting
            uploads-target | arn | arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
            uploads-target | roleArn | arn:aws:iam::123456789012:role/greeting-events-role
            uploads-target | inputTransformer.inputPaths | {key=$.detail.object.key}
            uploads-target | inputTransformer.inputTemplate | {"object": <key>}
            uploads-target | inputPath | unset
            uploads-target | deadLetterConfig.arn | arn:aws:sqs:eu-central-1:123456789012:late-0a1b2c3
            sales-rule | eventBusName | bus-0a1b2c3
            sales-target | eventBusName | bus-0a1b2c3
            sales-target | inputPath | $.detail
            sales-target | inputTransformer | unset
            workflow-schedules-alarm-TargetErrorCount | namespace | AWS/Scheduler
            workflow-schedules-alarm-TargetErrorCount | name | greeting-schedules-TargetErrorCount
            workflow-schedules-alarm-InvocationDroppedCount | dimensions | {ScheduleGroup=greeting}
            uploads-alarm-FailedInvocations | namespace | AWS/Events
            uploads-alarm-FailedInvocations | name | greeting-uploads-FailedInvocations
            uploads-alarm-FailedInvocations | dimensions | {RuleName=greeting-uploads}
            sales-alarm-FailedInvocations | dimensions.EventBusName | bus-0a1b2c3
            sales-alarm-FailedInvocations | dimensions.RuleName | greeting-sales
            """)
    void input_has_its_value(String resource, String input, String expected) {
        Object value = update.resource(resource).properties();
        for (var key : input.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map && map.containsKey(key) ? map.get(key) : "unset";
        }

        assertThat(value).hasToString(expected);
    }

    @Test
    void pinned_triggers_start_the_version_that_was_deployed_last() {
        assertThat(pinned.resource("poll-schedule").properties().get("target"))
                .asString()
                .contains("arn=" + MACHINE_ARN + ":1");
        assertThat(pinned.resource("uploads-target").input("arn")).isEqualTo(MACHINE_ARN + ":1");
    }

    /** Whoever approves a deployment reads there who may start what. */
    @Test
    void preview_of_a_new_version_knows_all_permissions() {
        assertThat(policy(preview, "workflow-events-policy", "policy"))
                .isEqualTo(policy(update, "workflow-events-policy", "policy"));
        assertThat(policy(preview, "workflow-schedules-role", "assumeRolePolicy"))
                .isEqualTo(policy(update, "workflow-schedules-role", "assumeRolePolicy"));
    }

    @Test
    void triggers_wait_for_the_policies_that_they_need() {
        assertThat(update.resource("poll-schedule").dependsOn()).containsExactly("workflow-schedules-policy");
        assertThat(update.resource("uploads-target").dependsOn())
                .containsExactlyInAnyOrder("workflow-events-policy", "late-dead-letters-policy");
    }

    @Test
    void roles_have_tags_and_the_boundary() {
        var boundary = "arn:aws:iam::123456789012:policy/edge";

        var stack = Fixture.declare(Map.of("permissionsBoundaryArn", boundary), false, TriggersTest::plan);

        assertThat(List.of("workflow-schedules-role", "workflow-events-role"))
                .allSatisfy(role -> assertThat(stack.resource(role).properties())
                        .contains(
                                entry("permissionsBoundary", boundary),
                                entry("tags", Map.of("project", "orders", "stack", "test", "managed-by", "pulumi"))));
        assertThat(List.of("workflow-schedules-group", "uploads-rule"))
                .allSatisfy(
                        name -> assertThat(stack.resource(name).properties()).containsKey("tags"));
    }

    @Test
    void policy_of_an_existing_queue_is_unchanged_and_its_owner_is_informed() {
        var queue = Target.existing("late", "arn:aws:sqs:eu-central-1:123456789012:late");
        var event = Event.matching("uploads", "{\"source\": [\"aws.s3\"]}").deadLetters(queue);

        var stack = Fixture.declare(
                Map.of(), false, config -> Fixture.plan(config).target(queue).startOn(event));
        var warnings = Preflight.check(
                        Fixture.reader(Map.of()),
                        config -> Fixture.plan(config).target(queue).startOn(event),
                        Fixture.PROJECT.projectDir())
                .warnings();

        assertThat(stack.all("aws:sqs/queuePolicy:QueuePolicy")).isEmpty();
        assertThat(stack.resource("uploads-target").properties().get("deadLetterConfig"))
                .asString()
                .contains("sqs:eu-central-1:123456789012:late");
        assertThat(warnings)
                .containsExactly(
                        "plan: the policy of the queue late must let events.amazonaws.com send it messages"
                                + " for the rule greeting-uploads, or dead letters of the event uploads are lost [DEAD_LETTER_POLICY]");
    }

    @Test
    void existing_bus_gives_the_rule_its_name() {
        var bus = Target.existing("shop", "arn:aws:events:eu-central-1:123456789012:event-bus/shop");
        var event = Event.matching("sales", "{\"source\": [\"shop\"]}").on(bus);

        var stack = Fixture.declare(
                Map.of(), true, config -> Fixture.plan(config).target(bus).startOn(event));

        assertThat(stack.resource("sales-rule").input("eventBusName")).isEqualTo("shop");
        assertThat(policy(stack, "workflow-events-role", "assumeRolePolicy")).contains(":rule/shop/greeting-sales\"");
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void trigger_may_depend_on_a_key_of_the_users_own(String scheduled, int schedules) {
        var stack = Fixture.declare(
                Map.of("scheduled", scheduled),
                false,
                config -> Fixture.plan(config)
                        .when(
                                config.flag("scheduled"),
                                plan -> plan.startOn(Schedule.rate("poll", Duration.ofHours(2)))));

        assertThat(stack.all("aws:scheduler/schedule:Schedule")).hasSize(schedules);
        assertThat(stack.all("aws:scheduler/scheduleGroup:ScheduleGroup")).hasSize(schedules);
    }

    @Test
    void express_state_machine_is_started_too() {
        var config = Fixture.PROJECT.config("minimal");

        var stack = DeclaredStack.declare(
                new ProgramRun(Fixture.PROJECT, "minimal", config, false),
                settings -> Fixture.plan(settings).startOn(Schedule.rate("poll", Duration.ofDays(1))));

        assertThat(stack.resource("workflow-state-machine").input("type")).isEqualTo("EXPRESS");
        assertThat(stack.resource("poll-schedule").input("scheduleExpression")).isEqualTo("rate(1 day)");
        assertThat(stack.resources())
                .extracting(DeclaredResource::name)
                .noneMatch(name -> name.startsWith("workflow-schedules-alarm"));
    }
}
