package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static stepfunction.Fixture.MACHINE_ARN;

import com.google.gson.JsonParser;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.sfn.inputs.StateMachineEncryptionConfigurationArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
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
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.config.StackConfig;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Source;
import stepfunction.plan.Target;

/** The resources declared for queues whose messages start executions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueuesTest {

    private static final Target<Queue> INBOX =
            Target.of("inbox", () -> new Queue("inbox"), Queue::arn).with("Name", Queue::name);
    private static final Target<String> PARCELS =
            Target.existing("parcels", "arn:aws:sqs:eu-central-1:123456789012:parcels.fifo");

    private DeclaredStack update;
    private DeclaredStack preview;
    private DeclaredStack pinned;
    private DeclaredStack express;

    @BeforeAll
    void declare() {
        update = Fixture.declare(Map.of(), false, QueuesTest::plan);
        preview = Fixture.declare(Map.of("pinFunctionVersions", "true"), true, QueuesTest::plan);
        pinned = Fixture.declare(Map.of("pinFunctionVersions", "true"), false, QueuesTest::plan);
        express = Fixture.declare(Map.of("stepFunctionType", "EXPRESS"), false, QueuesTest::plan);
    }

    private static Plan plan(StackConfig config) {
        return Fixture.plan(config)
                .target(INBOX)
                .target(PARCELS)
                .startOn(QueueMessages.of(INBOX)
                        .batchSize(100)
                        .batchWindow(Duration.ofMinutes(2))
                        .matching("{\"body\": {\"to\": [\"${InboxName}\"]}}"))
                .startOn(QueueMessages.of(PARCELS));
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
                .filteredOn(urn -> urn.contains("Queues"))
                .containsExactlyElementsOf(Files.readAllLines(Path.of("test/resources/stepfunction/queue-urns.txt")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void declared_fifo_queue_with_a_large_batch_stops_the_program(boolean isPreview) {
        var parcels = Target.of(
                "parcels",
                () -> new Queue("parcels", QueueArgs.builder().fifoQueue(true).build()),
                Queue::arn);
        var messages = QueueMessages.of(parcels).batchSize(11).batchWindow(Duration.ofSeconds(1));

        assertThatThrownBy(() -> Fixture.declare(
                        Map.of(),
                        isPreview,
                        config -> Fixture.plan(config).target(parcels).startOn(messages)))
                .hasMessageContaining("plan: the queue parcels is a FIFO queue and must have a batch size of 1 to 10"
                        + " messages, was 11; correct it; the queue parcels is a FIFO queue, which has no batch"
                        + " window; remove .batchWindow");
    }

    @Test
    void plan_without_queues_declares_none() {
        assertThat(Fixture.declare(Map.of(), false).urns()).noneMatch(urn -> urn.contains("Queues"));
    }

    @Test
    void pipes_may_start_the_one_state_machine_and_receive_from_their_queues() {
        assertThat(policy(update, "workflow-queues-policy", "policy")).isEqualTo(json("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Sid": "StartWorkflow", "Effect": "Allow", "Action": "states:StartExecution", "Resource": "%s"},
                          {"Sid": "ReceiveMessages", "Effect": "Allow",
                           "Action": ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
                           "Resource": ["arn:aws:sqs:eu-central-1:123456789012:inbox-0a1b2c3",
                                        "arn:aws:sqs:eu-central-1:123456789012:parcels.fifo"]}
                        ]}""".formatted(MACHINE_ARN)));
        assertThat(update.resource("workflow-queues-policy").properties())
                .contains(entry("name", "greeting-queues-policy"), entry("role", "greeting-queues-role"));
    }

    @Test
    void role_of_queues_trusts_their_pipes_alone() {
        assertThat(policy(update, "workflow-queues-role", "assumeRolePolicy")).isEqualTo(json("""
                        {"Version": "2012-10-17", "Statement":
                          {"Sid": "TrustPipes", "Effect": "Allow", "Principal": {"Service": "pipes.amazonaws.com"},
                           "Action": "sts:AssumeRole", "Condition": {
                             "StringEquals": {"aws:SourceAccount": "123456789012"},
                             "ArnLike": {"aws:SourceArn": [
                               "arn:aws:pipes:eu-central-1:123456789012:pipe/greeting-inbox",
                               "arn:aws:pipes:eu-central-1:123456789012:pipe/greeting-parcels"]}}}
                        }"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            workflow-queues-inbox-pipe | name | greeting-inbox
            workflow-queues-inbox-pipe | source | arn:aws:sqs:eu-central-1:123456789012:inbox-0a1b2c3
            workflow-queues-inbox-pipe | target | arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
            workflow-queues-inbox-pipe | roleArn | arn:aws:iam::123456789012:role/greeting-queues-role
            workflow-queues-inbox-pipe | sourceParameters.sqsQueueParameters.batchSize | 100.0
            workflow-queues-inbox-pipe | sourceParameters.sqsQueueParameters.maximumBatchingWindowInSeconds | 120.0
            workflow-queues-inbox-pipe | sourceParameters.filterCriteria.filters | [{pattern={"body":{"to":["inbox-0a1b2c3"]}}}]
            workflow-queues-inbox-pipe | targetParameters.stepFunctionStateMachineParameters.invocationType | FIRE_AND_FORGET
            workflow-queues-parcels-pipe | name | greeting-parcels
            workflow-queues-parcels-pipe | source | arn:aws:sqs:eu-central-1:123456789012:parcels.fifo
            workflow-queues-parcels-pipe | sourceParameters.sqsQueueParameters.batchSize | 1.0
            workflow-queues-parcels-pipe | sourceParameters.sqsQueueParameters.maximumBatchingWindowInSeconds | 0.0
            workflow-queues-parcels-pipe | sourceParameters.filterCriteria | unset
            workflow-queues-inbox-alarm-ExecutionFailed | namespace | AWS/EventBridge/Pipes
            workflow-queues-inbox-alarm-ExecutionFailed | name | greeting-inbox-ExecutionFailed
            workflow-queues-inbox-alarm-ExecutionTimeout | dimensions | {PipeName=greeting-inbox}
            workflow-queues-parcels-alarm-ExecutionFailed | dimensions | {PipeName=greeting-parcels}
            """)
    void input_has_its_value(String resource, String input, String expected) {
        Object value = update.resource(resource).properties();
        for (var key : input.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map && map.containsKey(key) ? map.get(key) : "unset";
        }

        assertThat(value).hasToString(expected);
    }

    @Test
    void pipe_waits_for_an_express_workflow() {
        assertThat(express.resource("workflow-queues-inbox-pipe").properties().get("targetParameters"))
                .hasToString("{stepFunctionStateMachineParameters={invocationType=REQUEST_RESPONSE}}");
        assertThat(policy(express, "workflow-queues-policy", "policy"))
                .contains("\"Action\":\"states:StartSyncExecution\"")
                .doesNotContain("states:StartExecution");
    }

    @Test
    void pipes_of_an_encrypted_express_workflow_may_decrypt_its_definition() {
        var encryption = StateMachineEncryptionConfigurationArgs.builder()
                .type("CUSTOMER_MANAGED_KMS_KEY")
                .kmsKeyId("alias/workflow")
                .build();

        var stack = Fixture.declare(
                Map.of("stepFunctionType", "EXPRESS"),
                false,
                config -> plan(config).customize(args -> args.encryptionConfiguration(encryption)));

        assertThat(policy(stack, "workflow-queues-policy", "policy"))
                .contains("\"Sid\":\"DecryptDefinition\"", "\"kms:ResourceAliases\":\"alias/workflow\"");
    }

    @Test
    void pipe_waits_for_its_own_workflow_if_that_is_express() {
        var other = Target.existing("other", "arn:aws:sqs:eu-central-1:123456789012:other");
        var machine =
                new Source("refund.asl.json", "{\"StartAt\": \"End\", \"States\": {\"End\": {\"Type\": \"Succeed\"}}}");

        var stack = Fixture.declare(
                Map.of(),
                false,
                config -> plan(config)
                        .target(other)
                        .workflow(
                                "refund",
                                machine,
                                workflow -> workflow.express().startOn(QueueMessages.of(other))));

        assertThat(stack.resource("refund-queues-other-pipe").properties())
                .contains(
                        entry("name", "greeting-refund-other"),
                        entry("target", MACHINE_ARN + "-refund"),
                        entry(
                                "targetParameters",
                                Map.of(
                                        "stepFunctionStateMachineParameters",
                                        Map.of("invocationType", "REQUEST_RESPONSE"))));
        assertThat(stack.resource("workflow-queues-inbox-pipe").properties().get("targetParameters"))
                .hasToString("{stepFunctionStateMachineParameters={invocationType=FIRE_AND_FORGET}}");
    }

    @Test
    void pinned_pipes_start_the_version_that_was_deployed_last() {
        assertThat(pinned.resource("workflow-queues-inbox-pipe").input("target"))
                .isEqualTo(MACHINE_ARN + ":1");
    }

    /** Whoever approves a deployment reads there who may start what. */
    @Test
    void preview_knows_who_may_assume_the_role() {
        assertThat(policy(preview, "workflow-queues-role", "assumeRolePolicy"))
                .isEqualTo(policy(update, "workflow-queues-role", "assumeRolePolicy"));
    }

    @Test
    void pipes_wait_for_the_permissions_that_they_need() {
        assertThat(update.resource("workflow-queues-inbox-pipe").dependsOn()).containsExactly("workflow-queues-policy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            arn:aws:kms:eu-central-1:123456789012:key/k | "Resource":"arn:aws:kms:eu-central-1:123456789012:key/k"
            alias/inbox                                 | "kms:ResourceAliases":"alias/inbox"
            alias/aws/sqs                               | none
            """)
    void pipe_may_decrypt_the_messages_of_a_queue_with_a_key_of_its_own(String key, String expected) {
        var args = QueueArgs.builder().kmsMasterKeyId(key).build();
        var inbox = Target.of("inbox", () -> new Queue("inbox", args), Queue::arn);

        var stack = Fixture.declare(
                Map.of(), false, config -> Fixture.plan(config).target(inbox).startOn(QueueMessages.of(inbox)));

        var policy = policy(stack, "workflow-queues-policy", "policy");
        if (expected == null) {
            assertThat(policy).doesNotContain("kms");
        } else {
            assertThat(policy).contains("\"Sid\":\"DecryptMessagesOfInbox\"", "\"kms:Decrypt\"", expected);
        }
    }

    @Test
    void key_of_an_existing_queue_is_in_the_plan() {
        var key = Target.of("key", () -> new Key("key"), Key::arn);

        var stack = Fixture.declare(
                Map.of(),
                false,
                config -> Fixture.plan(config)
                        .target(key)
                        .target(PARCELS)
                        .startOn(QueueMessages.of(PARCELS).encryptedBy(key)));

        assertThat(policy(stack, "workflow-queues-policy", "policy"))
                .contains(
                        "\"Sid\":\"DecryptMessagesOfParcels\"",
                        "\"Resource\":\"arn:aws:kms:eu-central-1:123456789012:key/a1b2c3\"");
    }

    @Test
    void without_a_topic_there_is_no_alarm() {
        var stack = Fixture.declare(Map.of("alarmTopicArn", ""), false, QueuesTest::plan);

        assertThat(stack.resources()).extracting(DeclaredResource::name).noneMatch(name -> name.contains("-alarm-"));
    }

    @Test
    void roles_have_tags_and_the_boundary() {
        var boundary = "arn:aws:iam::123456789012:policy/edge";

        var stack = Fixture.declare(Map.of("permissionsBoundaryArn", boundary), false, QueuesTest::plan);

        assertThat(List.of("workflow-queues-role"))
                .allSatisfy(role -> assertThat(stack.resource(role).properties())
                        .contains(
                                entry("permissionsBoundary", boundary),
                                entry("tags", Map.of("project", "orders", "stack", "test", "managed-by", "pulumi"))));
    }
}
