package stepfunction.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.Fixture;
import stepfunction.asl.Findings;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.Location;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** The permissions of the state machine's role for each kind of Task; grants.csv has the rows. */
class WorkflowGrantsTest {

    private static final Location LOCATION = new Location("aws", "eu-central-1", "123456789012");

    /** The ARNs of the targets after deployment. */
    private static final Map<String, String> VALUES = Map.of(
            "CounterArn", "arn:aws:lambda:eu-central-1:123456789012:function:greeter-counter",
            "OrdersArn", "arn:aws:dynamodb:eu-central-1:123456789012:table/declared",
            "MailArn", "arn:aws:sqs:eu-central-1:123456789012:declared",
            "FilesArn", "arn:aws:s3:::declared",
            "LinkArn", "arn:aws:events:eu-central-1:123456789012:connection/declared/0a1b",
            "LinkUrl", "https://api.example.com",
            "NestedArn", "arn:aws:states:eu-central-1:123456789012:stateMachine:declared");

    private static Plan plan(String definition, boolean pinned) {
        return Fixture.planOf(definition, Fixture.stackConfig(Map.of("pinFunctionVersions", String.valueOf(pinned))))
                .function("counter", "count")
                .target(Target.existing("orders", "arn").with("Name", "declared"))
                .target(Target.existing("mail", "arn").with("Url", "url"))
                .target(Target.existing("files", "arn").with("Name", "declared"))
                .target(Target.existing("link", "arn").with("Url", "url"))
                .target(Target.existing("nested", "arn"));
    }

    private static Plan plan(String definition) {
        return plan(definition, false);
    }

    /** A definition with a Task for each. */
    private static String tasks(String... tasks) {
        var states = Stream.of(tasks)
                .map(task -> "\"Task%d\": {\"Type\": \"Task\", %s}"
                        .formatted(List.of(tasks).indexOf(task), task))
                .collect(Collectors.joining(", "));
        return "{\"States\": {%s}}".formatted(states);
    }

    private static String calling(String integration, String parameters) {
        return "\"Resource\": \"arn:aws:states:::%s\", \"Parameters\": %s".formatted(integration, parameters);
    }

    private static List<Grant> grants(Plan plan, Findings findings) {
        var derived = WorkflowGrants.of(BoundWorkflow.of(plan, plan.main()));
        findings.addAll(derived.findings());
        return derived.grants();
    }

    private static List<String> violations(Plan plan) {
        var findings = new Findings();
        grants(plan, findings);
        return findings.errors();
    }

    private static List<IamStatement> statements(Plan plan) {
        var findings = new Findings();
        var grants = grants(plan, findings);
        assertThat(findings.errors()).isEmpty();
        return grants.stream().map(grant -> grant.statement(VALUES, LOCATION)).toList();
    }

    private static String text(List<IamStatement> statements) {
        return statements.isEmpty()
                ? "nothing"
                : statements.stream()
                        .map(statement -> texts(statement.actions().stream().map(IamAction::value)) + " on "
                                + texts(statement.resources().stream().map(IamResource::value)))
                        .collect(Collectors.joining("; "));
    }

    private static String texts(Stream<String> texts) {
        return texts.collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "grants.csv",
            delimiter = '|',
            quoteCharacter = '~',
            numLinesToSkip = 1,
            maxCharsPerColumn = 9999)
    void task_gives_what_its_integration_needs_and_no_more(String integration, String parameters, String expected) {
        assertThat(text(statements(plan(tasks(calling(integration, parameters))))))
                .isEqualTo(expected);
    }

    @Test
    void function_is_invoked_by_its_arn_and_pinned_by_each_of_its_versions_too() {
        var definition = tasks("\"Resource\": \"${CounterArn}\"");

        assertThat(text(statements(plan(definition, true))))
                .isEqualTo("lambda:InvokeFunction on %1$s, %1$s:*".formatted(VALUES.get("CounterArn")));
        assertThat(statements(plan(definition))).extracting(IamStatement::sid).containsExactly("InvokeCounter");
        assertThat(text(statements(plan(tasks("\"Resource\": \"arn:aws:lambda:eu-central-1:1:function:f\"")))))
                .isEqualTo("lambda:InvokeFunction on arn:aws:lambda:eu-central-1:1:function:f");
    }

    @Test
    void placeholder_that_nobody_gives_allows_nothing() {
        var queue = calling("sqs:sendMessage", "{\"QueueUrl\": \"${PostUrl}\"}");
        var endpoint = calling("http:invoke", "{\"ApiEndpoint\": \"${SiteUrl}\", \"Method\": \"GET\"}");

        assertThat(statements(plan(tasks("\"Resource\": \"${AbsentArn}\"", queue, endpoint))))
                .isEmpty();
    }

    @Test
    void tasks_on_one_resource_share_a_statement_in_the_order_of_the_plan() {
        var definition = tasks(
                calling("sqs:sendMessage", "{\"QueueUrl\": \"${MailUrl}\"}"),
                calling("dynamodb:putItem", "{\"TableName\": \"${OrdersName}\"}"),
                calling("aws-sdk:dynamodb:query", "{\"TableName\": \"${OrdersArn}\"}"),
                calling("aws-sdk:dynamodb:query", "{\"TableName\": \"${OrdersName}\", \"IndexName\": \"byDate\"}"),
                calling("dynamodb:getItem", "{\"TableName\": \"${OrdersName}\"}"),
                "\"Resource\": \"${CounterArn}\"");

        assertThat(statements(plan(definition)))
                .extracting(statement -> statement.sid() + " "
                        + texts(statement.actions().stream().map(IamAction::value)))
                .containsExactly(
                        "InvokeCounter lambda:InvokeFunction",
                        "CallOrders dynamodb:PutItem, dynamodb:Query, dynamodb:GetItem",
                        "CallOrdersByDate dynamodb:Query",
                        "CallMail sqs:SendMessage");
    }

    @Test
    void http_endpoint_is_called_by_its_method_and_url_alone() {
        var call = calling(
                "http:invoke",
                "{\"ApiEndpoint\": \"${LinkUrl}\", \"Method\": \"GET\", \"Authentication\": {\"ConnectionArn\": \"${LinkArn}\"}}");

        assertThat(statements(plan(tasks(call))))
                .filteredOn(statement -> statement.sid().equals("CallHttpEndpoint"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.conditions())
                        .extracting(condition -> "%s %s %s"
                                .formatted(
                                        condition.operator().value(),
                                        condition.key().value(),
                                        condition.value()))
                        .containsExactly(
                                "StringLike states:HTTPEndpoint https://api.example.com",
                                "StringEquals states:HTTPMethod GET"));
    }

    @Test
    void rules_of_several_services_share_a_statement() {
        var definition = tasks(
                calling("states:startExecution.sync", "{\"StateMachineArn\": \"${NestedArn}\"}"),
                calling("ecs:runTask.sync", "{\"TaskDefinition\": \"a\"}"),
                calling("ecs:runTask.sync", "{\"TaskDefinition\": \"b\"}"));

        assertThat(statements(plan(definition)))
                .filteredOn(statement -> statement.sid().equals("ManageRules"))
                .singleElement()
                .extracting(statement -> statement.resources().size())
                .isEqualTo(2);
    }

    @Test
    void task_of_another_account_needs_its_role_and_nothing_else() {
        var task = calling("dynamodb:getItem", "{\"TableName\": \"t\"}")
                + ", \"Credentials\": {\"RoleArn\": \"arn:aws:iam::1:role/r\"}";

        assertThat(text(statements(plan(tasks(task))))).isEqualTo("sts:AssumeRole on arn:aws:iam::1:role/r");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *                        | must name one resource, was %s; a wildcard or a policy variable would allow others
            arn:aws:iam::1:role/*    | must name one resource, was %s; a wildcard or a policy variable would allow others
            r                        | must be an ARN, was %s; correct it
            arn:aws:sns:eu-west-1:1:r | must be the ARN of a resource of iam, was %s; correct it
            """)
    void task_of_another_account_names_one_role(String role, String problem) {
        var task = calling("dynamodb:getItem", "{\"TableName\": \"t\"}")
                + ", \"Credentials\": {\"RoleArn\": \"%s\"}".formatted(role);

        assertThat(violations(plan(tasks(task))))
                .containsExactly("workflow.asl.json: RoleArn of Task0 " + problem.formatted(role));
        assertThat(grants(plan(tasks(task)), new Findings())).isEmpty();
    }

    @Test
    void role_that_a_request_passes_is_for_its_service_alone() {
        var call = calling(
                "aws-sdk:scheduler:createSchedule",
                "{\"Name\": \"n\", \"Target\": {\"Arn\": \"a\", \"RoleArn\": \"arn:aws:iam::1:role/r\"}}");

        assertThat(statements(plan(tasks(call))))
                .filteredOn(statement -> statement.sid().equals("CallRoleR"))
                .singleElement()
                .satisfies(statement -> assertThat(conditions(List.of(statement)))
                        .isEqualTo(" if StringEquals iam:PassedToService scheduler.amazonaws.com"));
    }

    @Test
    void activity_needs_nothing() {
        var task = "\"Resource\": \"arn:aws:states:eu-central-1:1:activity:a\"";
        var existing = Target.existing("rest", "arn:aws:states:eu-central-1:1:activity:rest");

        assertThat(statements(plan(tasks(task)))).isEmpty();
        assertThat(statements(plan(tasks("\"Resource\": \"${RestArn}\"")).target(existing)))
                .isEmpty();
    }

    /** @param fields of the Map, such as its ItemReader */
    private static String distributedMap(String fields) {
        return "{\"States\": {\"Each\": {\"Type\": \"Map\", %s \"ItemProcessor\": %s}}}"
                .formatted(
                        fields,
                        "{\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}, \"States\": {}}");
    }

    private static List<String> sidsAndTexts(Plan plan) {
        return statements(plan).stream()
                .map(statement -> "%s: %s".formatted(statement.sid(), text(List.of(statement))))
                .toList();
    }

    @Test
    void distributed_map_starts_watches_and_redrives_executions_of_its_own_state_machine() {
        assertThat(sidsAndTexts(plan(distributedMap(""))))
                .containsExactly(
                        "StartChildExecutions: states:StartExecution on"
                                + " arn:aws:states:eu-central-1:123456789012:stateMachine:greeting",
                        "WatchChildExecutions: states:DescribeExecution, states:StopExecution on"
                                + " arn:aws:states:eu-central-1:123456789012:execution:greeting:*,"
                                + " arn:aws:states:eu-central-1:123456789012:execution:greeting/*:*",
                        "RedriveChildExecutions: states:RedriveExecution on"
                                + " arn:aws:states:eu-central-1:123456789012:execution:greeting/*:*");
    }

    @Test
    void label_of_a_map_limits_what_is_redriven() {
        assertThat(sidsAndTexts(plan(distributedMap("\"Label\": \"each\","))))
                .contains("RedriveChildExecutions: states:RedriveExecution on"
                        + " arn:aws:states:eu-central-1:123456789012:execution:greeting/each:*");
    }

    @Test
    void inline_map_needs_nothing() {
        assertThat(statements(plan(distributedMap("").replace("DISTRIBUTED", "INLINE"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "map-grants.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void reader_and_writer_of_a_map_need_their_bucket_and_no_more(String fields, String expected) {
        var statements = statements(plan(distributedMap(fields + ","))).stream()
                .filter(statement -> statement.sid().startsWith("Call"))
                .toList();

        assertThat(text(statements) + conditions(statements)).isEqualTo(expected);
    }

    private static String conditions(List<IamStatement> statements) {
        return statements.stream()
                .flatMap(statement -> statement.conditions().stream())
                .map(condition -> " if %s %s %s"
                        .formatted(condition.operator().value(), condition.key().value(), condition.value()))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "map-unmet.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void reader_or_writer_that_names_no_bucket_is_refused_unless_the_plan_allows_it(
            String fields, String violation, String action) {
        var plan = plan(distributedMap(fields + ","));

        assertThat(violations(plan)).containsExactly("workflow.asl.json: Each " + violation);
        if (action != null) {
            assertThat(violations(plan.allow(action, "arn:aws:s3:::b/*"))).isEmpty();
        }
    }

    /** That field is reported as such. */
    @ParameterizedTest
    @CsvSource({"JSONata, Parameters", "JSONPath, Arguments"})
    void arguments_in_the_field_of_the_other_query_language_need_no_allow(String language, String field) {
        var plan = plan(tasks(calling("sns:publish", "{\"TopicArn.$\": \"$.topic\"}")
                .replace("Parameters", "QueryLanguage\": \"%s\", \"%s".formatted(language, field))));

        assertThat(violations(plan)).isEmpty();
    }

    @Test
    void each_action_on_what_only_an_execution_knows_must_be_allowed() {
        var plan = plan(distributedMap(
                        "\"ResultWriter\": {\"Resource\": \"arn:aws:states:::s3:putObject\", \"Parameters\": {\"Bucket.$\": \"$.b\"}},"))
                .allow("s3:PutObject", "arn:aws:s3:::b/*")
                .allow("s3:GetObject", "arn:aws:s3:::b/*")
                .allow("s3:ListMultipartUploadParts", "arn:aws:s3:::b/*");

        assertThat(violations(plan))
                .containsExactly(
                        "workflow.asl.json: Each has the ResultWriter s3:putObject with a Bucket that is known only"
                                + " at run time; add .allow(\"s3:AbortMultipartUpload\", \"arn:${Partition}:s3:::*/*\")"
                                + " to the plan");
        assertThat(violations(plan.allow("s3:AbortMultipartUpload", "arn:aws:s3:::b/*")))
                .isEmpty();
    }

    @Test
    void key_of_a_target_may_be_used_by_what_calls_the_target() {
        var key = Target.existing("key", "arn");
        var encrypted = Target.existing("news", "arn").encryptedBy(key);
        var values = new HashMap<>(VALUES);
        values.put("NewsArn", "arn:aws:sns:eu-central-1:1:news");
        values.put("KeyArn", "arn:aws:kms:eu-central-1:1:key/k");
        var named = plan(tasks(calling("sns:publish", "{\"TopicArn\": \"${NewsArn}\"}")))
                .target(encrypted)
                .target(key);
        var allowed = plan(tasks(calling("sns:publish", "{\"TopicArn.$\": \"$.topic\"}")))
                .target(encrypted)
                .target(key)
                .allow("sns:Publish", encrypted);

        assertThat(grants(named, new Findings()).stream().map(grant -> grant.statement(values, LOCATION)))
                .extracting(statement -> "%s: %s".formatted(statement.sid(), text(List.of(statement))))
                .containsExactly(
                        "CallNews: sns:Publish on arn:aws:sns:eu-central-1:1:news",
                        "CallKey: kms:Decrypt, kms:GenerateDataKey on arn:aws:kms:eu-central-1:1:key/k");
        assertThat(grants(allowed, new Findings()))
                .extracting(Grant::sid)
                .containsExactly("CallKey", "AllowSnsPublish");
        assertThat(grants(plan(tasks()).target(encrypted).target(key), new Findings()))
                .isEmpty();
    }

    @Test
    void key_of_a_target_that_is_only_read_may_decrypt() {
        var key = Target.existing("key", "arn");
        var plan = plan(tasks(calling("aws-sdk:sqs:receiveMessage", "{\"QueueUrl\": \"${InboxUrl}\"}")))
                .target(Target.existing("inbox", "arn").with("Url", "url").encryptedBy(key))
                .target(key);

        assertThat(grants(plan, new Findings()))
                .filteredOn(grant -> grant.sid().equals("CallKey"))
                .singleElement()
                .extracting(Grant::actions)
                .isEqualTo(List.of("kms:Decrypt"));
    }

    @Test
    void what_the_plan_allows_is_a_statement_a_resource() {
        var plan = plan(tasks())
                .allow("rekognition:DetectLabels", "*")
                .allow("kms:Decrypt", "arn:aws:kms:eu-central-1:1:key/k")
                .allow("rekognition:DetectText", "*")
                .allow("s3:GetObject", plan(tasks()).targets().get(2), "/in/*");

        assertThat(text(statements(plan)))
                .isEqualTo("rekognition:DetectLabels, rekognition:DetectText on *; kms:Decrypt on"
                        + " arn:aws:kms:eu-central-1:1:key/k; s3:GetObject on arn:aws:s3:::declared/in/*");
        assertThat(statements(plan))
                .extracting(IamStatement::sid)
                .containsExactly("AllowRekognitionDetectLabels", "AllowKmsDecrypt", "AllowS3GetObject");
    }

    @Test
    void function_that_only_an_execution_names_is_allowed_with_its_versions() {
        var call = calling("lambda:invoke", "{\"FunctionName.$\": \"$.function\"}");

        var plan = plan(tasks(call), true).allow("lambda:InvokeFunction", "${CounterArn}");

        assertThat(text(statements(plan)))
                .isEqualTo("lambda:InvokeFunction on %1$s, %1$s:*".formatted(VALUES.get("CounterArn")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            sns:publish | {"TopicArn": "news"} | TopicArn of Task0 must be an ARN, was news; correct it
            sns:publish | {"TopicArn": "$.topic"} | TopicArn of Task0 must be an ARN, was $.topic; correct it
            states:startExecution.sync:2 | {"StateMachineArn": "nested"} | StateMachineArn of Task0 must be an ARN, was nested; correct it
            aws-sdk:sfn:stopExecution | {"ExecutionArn": "e"} | ExecutionArn of Task0 must be an ARN, was e; correct it
            http:invoke | {"ApiEndpoint": "https://a.b", "Method": "GET", "InvocationConfig": {"ConnectionArn": "link"}} | InvocationConfig.ConnectionArn of Task0 must be an ARN, was link; correct it
            http:invoke | {"ApiEndpoint": "https://a.b", "Method": "GET", "Authentication": {"ConnectionArn": "arn:aws:events:eu-central-1:1:link"}} | Authentication.ConnectionArn of Task0 must be the ARN of a connection of EventBridge, was arn:aws:events:eu-central-1:1:link; correct it
            """)
    void name_in_place_of_an_arn_is_refused(String integration, String parameters, String violation) {
        assertThat(violations(plan(tasks(calling(integration, parameters)))))
                .containsExactly("workflow.asl.json: " + violation);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "refused-names.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void value_that_names_no_one_resource_is_refused_and_allows_nothing(
            String integration, String parameters, String violation) {
        var plan = plan(tasks(calling(integration, parameters)))
                .target(Target.existing("news", "arn:aws:sns:eu-central-1:123456789012:news"));

        assertThat(violations(plan)).containsExactly("workflow.asl.json: " + violation);
        assertThat(grants(plan, new Findings())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "f*", "f?", "${aws:username}"})
    void function_of_a_resource_is_one_function(String name) {
        var function = "arn:aws:lambda:eu-central-1:1:function:" + name;
        var plan = plan(tasks("\"Resource\": \"%s\"".formatted(function)));

        assertThat(violations(plan))
                .containsExactly("workflow.asl.json: Task0 must call one function, was " + function
                        + "; a wildcard or a policy variable would allow others");
        assertThat(grants(plan, new Findings())).isEmpty();
    }

    @Test
    void wildcards_in_a_url_are_characters_in_the_condition() {
        var call = calling(
                "http:invoke",
                "{\"ApiEndpoint\": \"https://${Region}.example.com/*?a=${b-c}\", \"Method\": \"GET\","
                        + " \"Authentication\": {\"ConnectionArn\": \"${LinkArn}\"}}");

        assertThat(statements(plan(tasks(call))))
                .filteredOn(statement -> statement.sid().equals("CallHttpEndpoint"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.conditions())
                        .anyMatch(condition ->
                                condition.value().equals("https://eu-central-1.example.com/${*}${?}a=${$}{b-c}")));
    }

    @Test
    void policy_that_iam_would_refuse_is_refused() {
        var tables =
                IntStream.range(0, 10_000).mapToObj("\"t%d\": {}"::formatted).collect(Collectors.joining(", "));
        var call = calling("aws-sdk:dynamodb:batchGetItem", "{\"RequestItems\": {%s}}".formatted(tables));

        assertThat(violations(plan(tasks(call))))
                .singleElement()
                .asString()
                .matches(
                        "workflow\\.asl\\.json: the role's policy would have \\d+ characters or more, and may have 10240; .*");
    }

    @Test
    void object_that_only_an_execution_knows_is_a_warning_where_the_api_belongs_to_another_service() {
        var image = "{\"Image\": {\"S3Object\": {\"Bucket.$\": \"$.bucket\", \"Name.$\": \"$.key\"}}}";
        var findings = new Findings();

        grants(plan(tasks(calling("aws-sdk:rekognition:detectLabels", image))), findings);

        assertThat(findings.errors()).isEmpty();
        assertThat(findings.warnings())
                .containsExactly(
                        "workflow.asl.json: Task0 calls aws-sdk:rekognition:detectLabels, which may need more than its"
                                + " arguments show; if it does, add .allow(\"s3:GetObject\", \"arn:${Partition}:s3:::*/*\") to the plan [OTHER_NEEDS]");
    }

    @Test
    void element_that_only_an_execution_knows_does_not_hide_the_others() {
        var items = "[{\"Put\": {\"TableName\": \"t\"}}, {\"Put\": {\"TableName.$\": \"$.table\"}}]";
        var call = calling("aws-sdk:dynamodb:transactWriteItems", "{\"TransactItems\": %s}".formatted(items));
        var plan = plan(tasks(call));

        assertThat(violations(plan))
                .containsExactly("workflow.asl.json: Task0 calls aws-sdk:dynamodb:transactWriteItems with a"
                        + " TransactItems.Put.TableName that is known only at run time; add .allow(\"dynamodb:PutItem\","
                        + " \"arn:${Partition}:dynamodb:${Region}:${AccountId}:table/*\") to the plan");
        assertThat(text(statements(plan.allow("dynamodb:PutItem", "arn:aws:dynamodb:eu-central-1:1:table/u"))))
                .isEqualTo("dynamodb:PutItem on arn:aws:dynamodb:eu-central-1:123456789012:table/t;"
                        + " dynamodb:PutItem on arn:aws:dynamodb:eu-central-1:1:table/u");
    }

    @Test
    void key_that_only_an_execution_knows_stands_for_all() {
        var objects = "{\"Objects\": [{\"Key\": \"k\"}, {\"Key.$\": \"$.key\"}]}";
        var call = calling("aws-sdk:s3:deleteObjects", "{\"Bucket\": \"b\", \"Delete\": %s}".formatted(objects));

        assertThat(text(statements(plan(tasks(call))))).isEqualTo("s3:DeleteObject on arn:aws:s3:::b/*");
    }

    @Test
    void names_in_one_element_of_a_list_belong_together() {
        var entries =
                "[{\"DatabaseName\": \"d\", \"TableName\": \"t\"}, {\"DatabaseName\": \"e\", \"TableName\": \"u\"}]";

        assertThat(text(statements(plan(tasks(
                        calling("aws-sdk:glue:batchGetTableOptimizer", "{\"Entries\": %s}".formatted(entries)))))))
                .contains("table/d/t", "table/e/u", "database/d", "database/e")
                .doesNotContain("table/d/u", "table/e/t");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "unmet.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void permissions_that_cannot_be_derived_must_be_allowed_in_the_plan(String task, String violation, String action) {
        var plan = plan("{\"QueryLanguage\": \"%s\", \"States\": {\"Call\": {\"Type\": \"Task\", %s}}}"
                .formatted(task.contains("{%") ? "JSONata" : "JSONPath", task));

        assertThat(violations(plan)).containsExactly("workflow.asl.json: Call " + violation);
        assertThat(grants(plan, new Findings())).isEmpty();
        if (action != null) {
            assertThat(violations(plan.allow(action, "*"))).isEmpty();
        }
    }
}
