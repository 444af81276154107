package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static stepfunction.Fixture.edited;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.pulumi.aws.apigatewayv2.Api;
import com.pulumi.aws.apigatewayv2.ApiArgs;
import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.config.StackConfig;
import stepfunction.declared.DeclaredStack;
import stepfunction.plan.Event;
import stepfunction.plan.Plan;
import stepfunction.plan.Schedule;
import stepfunction.plan.Target;
import user.Mistakes;

/** What placeholders stand for, and where: the plan's own values, the stack's, and those of targets within longer texts and in keys. */
class PlaceholdersTest {

    /** A definition with one Pass, whose output is this. */
    private static String output(String json) {
        return "{\"StartAt\": \"A\", \"TimeoutSeconds\": 9, \"QueryLanguage\": \"JSONata\", \"States\": {"
                + "\"A\": {\"Type\": \"Pass\", \"Output\": %s, \"End\": true}}}".formatted(json);
    }

    /** A definition with one Task. */
    private static String task(String resource, String arguments) {
        return "{\"StartAt\": \"A\", \"TimeoutSeconds\": 9, \"QueryLanguage\": \"JSONata\", \"States\": {"
                + "\"A\": {\"Type\": \"Task\", \"TimeoutSeconds\": 5, \"Resource\": \"%s\", \"Arguments\": %s, \"End\": true}}}"
                        .formatted(resource, arguments);
    }

    private static Target<Table> orders() {
        return Target.of("orders", () -> new Table("orders"), Table::arn).with("Name", Table::name);
    }

    private static Target<Parameter> limit(String value) {
        var args = ParameterArgs.builder().type("String").value(value).build();
        return Target.of("set", () -> new Parameter("limit", args), Parameter::arn)
                .with("Max", Parameter::value);
    }

    private static DeclaredStack declare(Function<StackConfig, Plan> planner) {
        return Fixture.declare(Map.of(), false, planner);
    }

    private static JsonElement state(DeclaredStack stack) {
        return JsonParser.parseString(stack.resource("workflow-state-machine").input("definition"))
                .getAsJsonObject()
                .getAsJsonObject("States")
                .get("A");
    }

    private static String policy(DeclaredStack stack) {
        return stack.resource("workflow-invoke-policy").input("policy");
    }

    private static Preflight check(Function<StackConfig, Plan> planner) {
        return Preflight.check(Fixture.reader(Map.of()), planner, Fixture.PROJECT.projectDir());
    }

    private static Preflight check(String definition) {
        return check(config -> Fixture.plan(config, definition));
    }

    @Test
    void values_of_the_plan_keep_their_type() {
        var definition = output("{\"a\": \"${Text}\", \"b\": \"${Number}\", \"c\": \"${Flag}\", \"d\": \"${List}\","
                + " \"e\": \"${Object}\", \"f\": \"${Text} ${Number} ${Flag}\"}");

        var stack = declare(config -> Fixture.planOf(definition, config)
                .value("Text", "EUR")
                .value("Number", 5)
                .value("Flag", true)
                .value("List", List.of(1, "x"))
                .value("Object", Map.of("k", false)));

        assertThat(state(stack).getAsJsonObject().get("Output"))
                .isEqualTo(
                        JsonParser.parseString(
                                "{\"a\": \"EUR\", \"b\": 5, \"c\": true, \"d\": [1, \"x\"], \"e\": {\"k\": false}, \"f\": \"EUR 5 true\"}"));
        assertThat(stack.warnings()).isEmpty();
    }

    @Test
    void value_from_the_config_is_a_number_where_one_must_be() {
        var definition = edited("\"Type\": \"Map\",", "\"Type\": \"Map\", \"MaxConcurrency\": \"${MaxItems}\",");

        var checked = Preflight.check(
                Fixture.reader(Map.of("maxItems", "7")),
                config -> Fixture.plan(config, definition)
                        .value("MaxItems", config.wholeNumber("maxItems", 1, 100, "items")),
                Fixture.PROJECT.projectDir());

        assertThat(checked.workflows().get(0).bound().definition().toString()).contains("\"MaxConcurrency\":7");
    }

    @Test
    void text_where_a_number_must_be_is_refused_with_file_state_and_field() {
        var definition = edited("\"Type\": \"Map\",", "\"Type\": \"Map\", \"MaxConcurrency\": \"${SetMax}\",");

        assertThatThrownBy(
                        () -> check(config -> Fixture.plan(config, definition).value("SetMax", "5")))
                .hasMessage("nothing was registered, because:"
                        + "\n- workflow.asl.json: MaxConcurrency of Each must be a whole number from 0, was \"5\"");
        // What a target gives is known when it is declared.
        assertThatThrownBy(
                        () -> declare(config -> Fixture.plan(config, definition).target(limit("5"))))
                .hasMessage("workflow.asl.json: MaxConcurrency of Each must be a whole number from 0, was \"5\"");
    }

    @Test
    void value_that_breaks_a_rule_of_the_language_is_refused() {
        var definition = edited("\"Seconds\": 1", "\"Seconds\": \"${Pause}\"");

        assertThatThrownBy(
                        () -> check(config -> Fixture.plan(config, definition).value("Pause", -1)))
                .hasMessageContaining("Seconds of Rest must be a whole number of seconds from 0 to 99999999, was -1");
        assertThat(check(config -> Fixture.plan(config, definition).value("Pause", 30))
                        .warnings())
                .isEmpty();
    }

    @Test
    void stack_has_placeholders_of_its_own() {
        var definition = output("{\"a\": \"${Region}\", \"b\": \"${AccountId}\", \"c\": \"${Partition}-${Stack}\"}");

        var stack = declare(config -> Fixture.planOf(definition, config));

        assertThat(state(stack).getAsJsonObject().get("Output"))
                .isEqualTo(JsonParser.parseString(
                        "{\"a\": \"eu-central-1\", \"b\": \"123456789012\", \"c\": \"aws-test\"}"));
        assertThat(stack.warnings()).isEmpty();
    }

    @Test
    void resource_is_called_in_the_stacks_partition() {
        var definition = task(
                "arn:${Partition}:states:::sns:publish",
                "{\"TopicArn\": \"arn:${Partition}:sns:${Region}:${AccountId}:news\", \"Message\": \"\"}");

        var stack = declare(config -> Fixture.planOf(definition, config));

        assertThat(state(stack).getAsJsonObject().get("Resource").getAsString())
                .isEqualTo("arn:aws:states:::sns:publish");
        assertThat(policy(stack))
                .contains("\"sns:Publish\",\"Resource\":\"arn:aws:sns:eu-central-1:123456789012:news\"", "CallNews");
    }

    @Test
    void key_is_rendered_and_granted() {
        var definition = task(
                "arn:aws:states:::aws-sdk:dynamodb:batchGetItem",
                "{\"RequestItems\": {\"${OrdersName}\": {\"Keys\": [{\"id\": {\"S\": \"1\"}}]}}}");

        var stack = declare(config -> Fixture.planOf(definition, config).target(orders()));

        assertThat(state(stack).toString()).contains("\"RequestItems\":{\"orders-0a1b2c3\":{\"Keys\"");
        assertThat(policy(stack))
                .contains(
                        "\"dynamodb:BatchGetItem\",\"Resource\":\"arn:aws:dynamodb:eu-central-1:123456789012:table/orders-0a1b2c3\"");
        assertThat(stack.warnings()).isEmpty();
    }

    @Test
    void longer_text_is_rendered_and_granted() {
        var api = Target.of(
                        "orders",
                        () -> new Api(
                                "orders", ApiArgs.builder().protocolType("HTTP").build()),
                        Api::arn)
                .with("Api", Api::id);
        var definition = task(
                "arn:aws:states:::apigateway:invoke",
                "{\"ApiEndpoint\": \"${OrdersApi}.execute-api.${Region}.amazonaws.com\", \"Method\": \"GET\", \"Path\": \"/x\","
                        + " \"Stage\": \"live\", \"AuthType\": \"IAM_ROLE\"}");

        var stack = declare(config -> Fixture.planOf(definition, config).target(api));

        var endpoint = state(stack)
                .getAsJsonObject()
                .getAsJsonObject("Arguments")
                .get("ApiEndpoint")
                .getAsString();
        assertThat(endpoint).matches("[\\w-]+\\.execute-api\\.eu-central-1\\.amazonaws\\.com");
        assertThat(policy(stack))
                .contains("arn:aws:execute-api:eu-central-1:123456789012:%s/live/GET/x"
                        .formatted(endpoint.substring(0, endpoint.indexOf('.'))));
        assertThat(stack.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\": \"${Newsarn}\"} | /States/A/Output/a is ${Newsarn}, which the plan does not define; did you mean ${NewsArn}?",
                "{\"a\": \"${Price}\"} | /States/A/Output/a is ${Price}, which the plan does not define; add a target or a value that does",
                "{\"${Price}\": 1} | /States/A/Output/${Price} is ${Price}, which the plan does not define; add a target or a value that does"
            })
    void undefined_placeholder_that_is_the_whole_string_is_refused(String json, String message) {
        assertThatThrownBy(() -> check(output(json))).hasMessageContaining("\n- workflow.asl.json: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\": \"see ${Regio}\"} | /States/A/Output/a contains ${Regio}, which the plan does not define, so that it is sent literally; did you mean ${Region}?",
                "{\"see ${Price}\": 1} | /States/A/Output/see ${Price} contains ${Price}, which the plan does not define, so that it is sent literally; add a target or a value that does"
            })
    void undefined_placeholder_within_a_longer_string_is_a_warning(String json, String message) {
        assertThat(check(output(json)).warnings())
                .contains("workflow.asl.json: " + message + " [UNDEFINED_PLACEHOLDER]");
    }

    @Test
    void undefined_placeholder_within_a_resource_is_refused() {
        assertThatThrownBy(() -> check(task("arn:${Partitio}:states:::sns:publish", "{\"TopicArn\": \"${NewsArn}\"}")))
                .hasMessageContaining(
                        "/States/A/Resource contains ${Partitio}, which the plan does not define; did you mean ${Partition}?");
    }

    @Test
    void names_that_clash_or_are_none_are_refused() {
        assertThatThrownBy(() -> check(config -> Fixture.plan(config)
                        .value("NewsArn", "x")
                        .value("Region", "x")
                        .value("max items", 1)))
                .hasMessageContainingAll(
                        "plan: two entries define ${NewsArn}; rename one",
                        "plan: ${Region} is the stack's own; rename the entry that defines it",
                        "plan: the value \"max items\" must have a name of letters, digits and underscores that begins with a letter,"
                                + " such as MaxItems; change it");
    }

    @Test
    void second_value_of_a_name_and_one_that_is_null_are_refused_with_the_users_line() {
        assertThatThrownBy(() -> check(config -> Mistakes.twoValues(Fixture.plan(config))))
                .hasMessageMatching(
                        "(?s).*\n- plan fails at Mistakes\\.java:\\d+: the plan has two values MaxItems; rename one");
        assertThatThrownBy(() -> check(config -> Mistakes.nullValue(Fixture.plan(config))))
                .hasMessageMatching(
                        "(?s).*\n- plan fails at Mistakes\\.java:\\d+: a value must have a name and must not be null");
    }

    @Test
    void value_that_is_no_json_is_refused_with_the_users_line() {
        assertThatThrownBy(() -> check(config -> Mistakes.noNumber(Fixture.plan(config))))
                .hasMessageMatching("(?s).*\n- plan fails at Mistakes\\.java:\\d+: .*NaN.*");
    }

    @Test
    void unused_value_is_a_warning() {
        assertThat(check(config -> Fixture.plan(config).value("Price", 1)).warnings())
                .containsExactly(
                        "plan: the value Price is unused; refer to ${Price} in workflow.asl.json, or remove it [UNUSED_VALUE]");
    }

    @Test
    void value_in_data_is_rendered_and_used() {
        var definition = edited("\"Type\": \"Pass\"", "\"Type\": \"Pass\", \"Result\": {\"price\": \"${Price}\"}");

        var checked = check(config -> Fixture.plan(config, definition).value("Price", 7));

        assertThat(checked.workflows().get(0).bound().definition().toString()).contains("\"Result\":{\"price\":7}");
        assertThat(checked.warnings()).isEmpty();
    }

    @Test
    void keys_that_become_the_same_are_refused() {
        assertThatThrownBy(() -> check(config -> Fixture.plan(config, output("{\"${One}\": 1, \"${Other}\": 2}"))
                        .value("One", "x")
                        .value("Other", "x")))
                .hasMessageContaining("workflow.asl.json must have the key \"x\" once, but ${Other} becomes the same");
    }

    @Test
    void triggers_and_permissions_may_have_them_too() {
        var schedule = Schedule.cron("nightly", "0 3 * * ? *", "Europe/Dublin")
                .input("{\"limit\": \"${Limit}\", \"${OrdersName}\": \"in ${Region}\"}");
        var event = Event.matching("uploads", "{\"account\": [\"${AccountId}\"], \"source\": [\"shop.${Stack}\"]}");

        var stack = declare(config -> Fixture.plan(config)
                .value("Limit", 3)
                .target(orders())
                .startOn(schedule)
                .startOn(event)
                .allow("rekognition:DetectText", "arn:aws:rekognition:${Region}:${AccountId}:project/${Stack}")
                .function(
                        "read",
                        "greet",
                        function -> function.allow("sqs:SendMessage", "arn:aws:sqs:${Region}:${AccountId}:mail")));

        assertThat(stack.resource("nightly-schedule").properties().get("target"))
                .asString()
                .contains("{\"limit\":3,\"orders-0a1b2c3\":\"in eu-central-1\"}");
        assertThat(stack.resource("uploads-rule").input("eventPattern"))
                .isEqualTo("{\"account\":[\"123456789012\"],\"source\":[\"shop.test\"]}");
        assertThat(policy(stack)).contains("arn:aws:rekognition:eu-central-1:123456789012:project/test");
        assertThat(stack.resource("read-policy").input("policy"))
                .contains("arn:aws:sqs:eu-central-1:123456789012:mail");
    }

    @Test
    void target_that_turns_out_to_be_a_topic_is_no_resource_of_a_task() {
        var definition = """
                {"StartAt": "A", "TimeoutSeconds": 60, "States": {
                "A": {"Type": "Task", "Resource": "${NewsArn}", "TimeoutSeconds": 60, "End": true}}}
                """;

        assertThatThrownBy(() -> declare(config -> Fixture.plan(config, definition)))
                .hasMessageEndingWith(
                        "- workflow.asl.json: A calls ${NewsArn}, but the target news is neither a function nor an activity; call an integration such as arn:aws:states:::sns:publish");
    }

    @Test
    void text_of_the_plan_within_an_arn_has_no_quotes() {
        var stack = declare(config ->
                Fixture.plan(config).value("Bucket", "shop-files").allow("s3:GetObject", "arn:aws:s3:::${Bucket}/*"));

        assertThat(policy(stack)).contains("\"arn:aws:s3:::shop-files/*\"");
    }

    @Test
    void permission_on_what_turns_out_to_be_no_arn_is_one_line() {
        assertThatThrownBy(() -> declare(
                        config -> Fixture.plan(config).target(orders()).allow("dynamodb:GetItem", "${OrdersName}")))
                .hasMessage(
                        "the permission of dynamodb:GetItem is on a value that is no ARN: orders-0a1b2c3; use an output that is one");
        assertThatThrownBy(() -> check(config -> Fixture.plan(config).allow("dynamodb:GetItem", "${Region}")))
                .hasMessageContaining(
                        "plan: the resource of dynamodb:GetItem must be an ARN or *, was \"${Region}\"; correct it");
    }
}
