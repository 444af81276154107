package stepfunction.check;

import static org.assertj.core.api.Assertions.assertThat;
import static stepfunction.Fixture.edited;

import com.pulumi.aws.s3.BucketV2;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.Fixture;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.Plan;
import stepfunction.plan.Schedule;
import stepfunction.plan.Source;
import stepfunction.plan.Target;

class WorkflowCheckTest {

    /** The errors, then the warnings. */
    private static List<Finding> findings(Plan plan) {
        var findings = new Findings();
        var workflow = BoundWorkflow.of(plan, plan.main());
        findings.addAll(WorkflowCheck.check(workflow));
        findings.addAll(UnusedEntryCheck.check(plan, List.of(workflow), List.of()));
        return Stream.concat(
                        findings.all().stream()
                                .filter(Finding::isError)
                                .map(finding -> Finding.error(finding.message())),
                        findings.all().stream()
                                .filter(finding -> !finding.isError())
                                .map(finding -> Finding.warning(finding.message())))
                .toList();
    }

    private static List<Finding> findings(String definition, String stepFunctionType) {
        var config = Fixture.stackConfig(Map.of("stepFunctionType", stepFunctionType));
        return findings(Fixture.plan(config, definition));
    }

    private static List<Finding> findings(String definition) {
        return findings(definition, "STANDARD");
    }

    private static Finding error(String message) {
        return Finding.error("workflow.asl.json: " + message);
    }

    private static Finding warning(String message) {
        return Finding.warning("workflow.asl.json: " + message);
    }

    @Test
    void definition_that_agrees_with_the_plan_is_accepted() {
        assertThat(findings(Fixture.DEFINITION)).isEmpty();
        assertThat(findings(Fixture.DEFINITION, "EXPRESS")).isEmpty();
    }

    @Test
    void definition_in_jsonata_is_accepted() {
        var jsonata = edited("\"StartAt\": \"Greet\",", "\"StartAt\": \"Greet\", \"QueryLanguage\": \"JSONata\",")
                .replace(", \"ResultPath\": null", "")
                .replace(
                        "\"Variable\": \"$.known\", \"BooleanEquals\": true",
                        "\"Condition\": \"{% $states.input.known %}\"")
                .replace("\"Type\": \"Map\",", "\"Type\": \"Map\", \"Items\": \"{% $states.input %}\",")
                .replace("\"Parameters\"", "\"Arguments\"")
                .replace("\"Payload.$\": \"$\"", "\"Payload\": \"{% $states.input %}\"")
                .replace("\"Message.$\": \"$.greeting\"", "\"Message\": \"{% $states.input.greeting %}\"")
                .replace("\"TimeoutSeconds\": 60", "\"TimeoutSeconds\": \"{% $states.input.patience %}\"");

        assertThat(findings(jsonata)).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "refused-definitions.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void definition_that_does_not_agree_with_the_plan_is_refused(String from, String to, String message) {
        assertThat(findings(edited(from, to))).contains(error(message));
    }

    @Test
    void misspelled_placeholder_is_reported_once() {
        assertThat(findings(edited("${HandlerTaskTimeoutSeconds}", "${HandlerTaskTimeoutSecond}")))
                .containsExactly(
                        error(
                                "/States/Greet/TimeoutSeconds is ${HandlerTaskTimeoutSecond}, which the plan does not define; did you mean ${HandlerTaskTimeoutSeconds}?"));
    }

    @Test
    void placeholder_within_a_resource_is_told_once() {
        assertThat(findings(edited("${HandlerArn}", "${HandlerArn}:live")))
                .filteredOn(Finding::isError)
                .containsExactly(error("Greet calls ${HandlerArn}:live; a placeholder must be the whole Resource"));
    }

    @Test
    void placeholder_in_data_is_left_alone() {
        var data =
                "\"Type\": \"Pass\", \"Comment\": \"like ${HandlerArn} and ${Any}\", \"Result\": [\"${Any}\", \"${HandlerArn}s\"]";

        assertThat(findings(edited("\"Type\": \"Pass\"", data))).isEmpty();
    }

    @Test
    void placeholder_within_a_text_that_nobody_defines_is_a_warning() {
        assertThat(findings(edited("\"Error\": \"GaveUp\"", "\"Error\": \"GaveUp\", \"Cause\": \"costs ${Price}!\"")))
                .containsExactly(
                        warning(
                                "/States/Give up/Cause contains ${Price}, which the plan does not define, so that it is sent literally; add a target or a value that does"));
    }

    @Test
    void function_that_no_state_calls_is_a_warning() {
        assertThat(findings(edited("${CounterArn}", "${HandlerArn}")
                        .replace("\"TimeoutSeconds\": 60", "\"TimeoutSeconds\": 70")))
                .containsExactly(
                        Finding.warning(
                                "plan: the workflow does not call the function counter; refer to ${CounterArn} in workflow.asl.json, or remove the function if nothing else calls it"));
    }

    @Test
    void target_that_nobody_uses_is_a_warning_unless_it_is_named_beside_the_definition() {
        var mail = Target.existing("mail", "arn:aws:sqs:eu-central-1:123456789012:mail");
        var plan = Fixture.plan(Fixture.stackConfig()).target(mail);
        var reading = plan.function("read", "count", function -> function.uses(mail, "sqs:ReceiveMessage"));

        assertThat(findings(plan))
                .containsExactly(
                        Finding.warning(
                                "plan: the target mail is unused; refer to ${MailArn} in workflow.asl.json, let a function use it with .uses, or remove it"));
        assertThat(findings(plan.allow("sqs:SendMessage", mail))).isEmpty();
        assertThat(findings(reading)).noneMatch(Finding::isError);
    }

    @Test
    void tasks_that_do_not_outlast_their_functions_are_warnings() {
        var definition = edited("\"TimeoutSeconds\": 60", "\"TimeoutSeconds\": 30")
                .replace("\"${HandlerTaskTimeoutSeconds}\"", "20");

        assertThat(findings(definition))
                .containsExactly(
                        warning(
                                "TimeoutSeconds of Greet is not above the timeout of handler, so the answer may come too late; use ${HandlerTaskTimeoutSeconds}"),
                        warning(
                                "TimeoutSeconds of Count is not above the timeout of counter, so the answer may come too late; use ${CounterTaskTimeoutSeconds}"));
    }

    @Test
    void task_that_waits_for_a_token_is_not_compared_with_its_function() {
        var definition = edited("lambda:invoke", "lambda:invoke.waitForTaskToken")
                .replace("\"Payload.$\": \"$\"", "\"Payload.$\": \"$$.Task\"")
                .replace("\"TimeoutSeconds\": 60", "\"TimeoutSeconds\": 5");

        assertThat(findings(definition)).isEmpty();
    }

    @Test
    void timeouts_of_the_plan_are_compared_with_the_state_machines() {
        assertThat(findings(edited("\"TimeoutSeconds\": 120", "\"TimeoutSeconds\": 35")))
                .containsExactly(
                        warning(
                                "TimeoutSeconds of Greet is 35, but the state machine ends after 35 s; shorten it, or raise TimeoutSeconds of the state machine"),
                        warning(
                                "TimeoutSeconds of Count is 60, but the state machine ends after 35 s; shorten it, or raise TimeoutSeconds of the state machine"));
    }

    @Test
    void timeout_that_the_input_gives_is_not_compared() {
        assertThat(findings(edited("\"TimeoutSeconds\": 60", "\"TimeoutSecondsPath\": \"$.patience\"")))
                .isEmpty();
    }

    @Test
    void activity_and_the_older_name_of_a_processor_are_accepted() {
        var activity =
                "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:eu-west-1:123456789012:activity:rest\", \"TimeoutSeconds\": 9,";
        var definition =
                edited("\"Type\": \"Wait\", \"Seconds\": 1,", activity).replace("\"ItemProcessor\"", "\"Iterator\"");

        assertThat(findings(definition)).isEmpty();
    }

    private static final String READING =
            "\"Type\": \"Map\", \"ItemReader\": {\"Resource\": \"arn:aws:states:::s3:getObject\","
                    + " \"Parameters\": {\"Bucket\": \"${FilesArn}\", \"Key\": \"k\"}},";

    /** Greets, then has a distributed Map read the items. */
    private static List<Finding> findingsOfReader(String bucket, Target<?> files) {
        var definition = edited("\"Type\": \"Map\",", READING.replace("${FilesArn}", bucket))
                .replace(
                        "\"ItemProcessor\": {",
                        "\"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"},");
        var plan = Fixture.plan(Fixture.stackConfig(), definition).target(files);
        return findings(plan);
    }

    @Test
    void distributed_map_counts_as_a_user_of_its_bucket() {
        var files =
                Target.of("files", () -> new BucketV2("files"), BucketV2::arn).with("Name", BucketV2::bucket);

        assertThat(findingsOfReader("${FilesName}", files)).isEmpty();
    }

    @Test
    void bucket_that_is_named_by_its_arn_is_refused() {
        var files = Target.of("files", () -> new BucketV2("files"), BucketV2::arn);
        var existing = Target.existing("files", "arn:aws:s3:::files");
        var message =
                "Bucket of Each must be the bucket's name, was %s; name it, or an output such as .with(\"Name\", BucketV2::bucket)";

        assertThat(findingsOfReader("${FilesArn}", files)).containsExactly(error(message.formatted("${FilesArn}")));
        assertThat(findingsOfReader("${FilesArn}", existing)).containsExactly(error(message.formatted("${FilesArn}")));
        assertThat(findingsOfReader("arn:aws:s3:::files", existing))
                .contains(error(message.formatted("arn:aws:s3:::files")));
    }

    @Test
    void bucket_of_a_task_is_named_too() {
        var definition = edited("arn:aws:states:::sns:publish", "arn:aws:states:::aws-sdk:s3:headBucket")
                .replace(
                        "\"TopicArn\": \"${NewsArn}\"",
                        "\"Bucket\": \"arn:aws:s3:::files\", \"TopicArn\": \"${NewsArn}\"");

        assertThat(findings(definition))
                .contains(error("Bucket of Tell must be the bucket's name, was arn:aws:s3:::files;"
                        + " name it, or an output such as .with(\"Name\", BucketV2::bucket)"));
    }

    @Test
    void access_point_is_accepted_in_place_of_a_bucket() {
        var point = Target.existing("files", "arn:aws:s3:eu-central-1:123456789012:accesspoint/in");

        assertThat(findingsOfReader("${FilesArn}", point)).isEmpty();
    }

    @Test
    void trigger_counts_as_a_user_of_a_target() {
        var mail = Target.existing("mail", "arn:aws:sqs:eu-central-1:123456789012:mail");
        var plan = Fixture.plan(Fixture.stackConfig())
                .target(mail)
                .startOn(Schedule.rate("poll", Duration.ofHours(1)).deadLetters(mail));

        assertThat(findings(plan)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lambda:invoke", "aws-sdk:lambda:invoke"})
    void asynchronous_invocation_may_have_a_short_timeout(String integration) {
        var invocation = """
                {"StartAt": "A", "TimeoutSeconds": 60,
                "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::%s",
                "Parameters": {"FunctionName": "${HandlerArn}", "InvocationType": "%s"}, "TimeoutSeconds": 1, "End": true}}}
                """;
        var plan = Fixture.planOf("{}", Fixture.stackConfig()).function("handler", "greet");

        var event = Fixture.withDefinition(
                plan, new Source("workflow.asl.json", invocation.formatted(integration, "Event")));
        var answer = Fixture.withDefinition(
                plan, new Source("workflow.asl.json", invocation.formatted(integration, "RequestResponse")));

        assertThat(findings(event)).isEmpty();
        assertThat(findings(answer)).singleElement().asString().contains("TimeoutSeconds of A is not above");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${NewsArn} | but the target news is neither a function nor an activity; call an integration such as arn:aws:states:::sns:publish",
                "${WorkflowArn} | but the state machine is neither a function nor an activity; call an integration such as arn:aws:states:::states:startExecution",
                "${WorkerName} | but a Resource must be an ARN; use ${WorkerArn}",
            })
    void placeholder_that_is_no_function_is_not_a_resource(String resource, String problem) {
        var definition =
                "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Task\", \"Resource\": \"%s\", \"End\": true}}}";
        var plan = Fixture.planOf(definition.formatted(resource), Fixture.stackConfig())
                .target(Target.existing("news", "arn:aws:sns:eu-central-1:123456789012:news"))
                .target(Target.existing("worker", "arn:aws:lambda:eu-central-1:123456789012:function:worker")
                        .with("Name", "worker"));

        assertThat(findings(plan)).contains(error("A calls %s, %s".formatted(resource, problem)));
    }

    private static List<Finding> findingsOfRetry(String resource, String error) {
        var definition = """
                {"StartAt": "Store", "TimeoutSeconds": 60, "States": {"Store": {"Type": "Task", "Resource": "%s", "TimeoutSeconds": 50,
                "Parameters": {"TableName": "orders", "Item": {}, "FunctionName": "f"},
                "Retry": [{"ErrorEquals": ["%s"]}], "End": true}}}
                """;
        var plan = Fixture.planOf(definition.formatted(resource, error), Fixture.stackConfig());
        return ErrorNameCheck.check(BoundWorkflow.of(plan, plan.main()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:states:::aws-sdk:dynamodb:putItem | DynamoDb.ConditionalCheckFaildException | aws-sdk:dynamodb:putItem | DynamoDb.ConditionalCheckFailedException",
                "arn:aws:states:::aws-sdk:dynamodb:putItem | DynamoDB.ConditionalCheckFailedException | aws-sdk:dynamodb:putItem | DynamoDb.ConditionalCheckFailedException",
                "arn:aws:states:::dynamodb:putItem | DynamoDb.ConditionalCheckFaildException | dynamodb:putItem | DynamoDb.ConditionalCheckFailedException",
                "arn:aws:states:::lambda:invoke | Lambda.ServiceExeption | lambda:invoke | Lambda.ServiceException",
                "arn:aws:states:::lambda:invoke | Lambda.Unknwn | lambda:invoke | Lambda.Unknown",
                "arn:aws:lambda:eu-central-1:123456789012:function:f | Lambda.TooManyRequestException | Lambda | Lambda.TooManyRequestsException",
                "${HandlerArn} | Lambda.SdkClientExeption | Lambda | Lambda.SdkClientException",
            })
    void misspelled_error_of_the_called_API_is_a_warning(String resource, String error, String called, String meant) {
        assertThat(findingsOfRetry(resource, error))
                .containsExactly(Finding.warning(
                        Code.UNKNOWN_ERROR,
                        "Store",
                        "ErrorEquals in Retry of Store has %s, which %s never reports; did you mean %s?"
                                .formatted(error, called, meant)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:states:::aws-sdk:dynamodb:putItem | DynamoDb.ConditionalCheckFailedException",
                "arn:aws:states:::dynamodb:putItem | DynamoDB.ConditionalCheckFailedException",
                "arn:aws:states:::lambda:invoke | Lambda.EC2AccessDeniedException",
                "arn:aws:states:::lambda:invoke | OutOfStock",
                "arn:aws:states:::sqs:sendMessage | SQS.AmazonSQSException",
                "arn:aws:states:eu-west-1:123456789012:activity:store | Lambda.Unknwn",
                "${HandlerArn} | DynamoDb.ConditionalCheckFaildException",
                "${HandlerArn} | States.ALL",
            })
    void other_errors_are_the_users_own(String resource, String error) {
        assertThat(findingsOfRetry(resource, error)).isEmpty();
    }

    private static final String AROUND_TASKS = """
            {"StartAt": "Both", "TimeoutSeconds": 60, "States": {"Both": {"Type": "Parallel", "End": true,
              "Retry": [{"ErrorEquals": ["%1$s"]}],
              "Branches": [
                {"StartAt": "Store", "States": {"Store": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem",
                  "TimeoutSeconds": 9, "Parameters": {"TableName": "orders", "Item": {}}, "End": true}}},
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
                  "Catch": [{"ErrorEquals": ["%1$s"], "Next": "Rest"}],
                  "ItemProcessor": {"StartAt": "Tell", "States": {"Tell": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
                    "TimeoutSeconds": 9, "Parameters": {"TopicArn": "arn:aws:sns:eu-central-1:123456789012:news", "Message": "m"},
                    "End": true}}}},
                  "Rest": {"Type": "Fail", "Error": "Sns.NotFoundExceptions"}}}]}}}
            """;

    private static List<String> findingsAroundTasks(String error) {
        var plan = Fixture.planOf(AROUND_TASKS.formatted(error), Fixture.stackConfig());
        return ErrorNameCheck.check(BoundWorkflow.of(plan, plan.main())).stream()
                .map(Finding::line)
                .toList();
    }

    @Test
    void misspelled_error_of_a_task_in_a_parallel_or_a_map_is_a_warning() {
        assertThat(findingsAroundTasks("DynamoDb.ConditionalCheckFaildException"))
                .containsExactly(
                        "ErrorEquals in Retry of Both has DynamoDb.ConditionalCheckFaildException,"
                                + " which no Task in it reports; did you mean DynamoDb.ConditionalCheckFailedException? [UNKNOWN_ERROR]");
        assertThat(findingsAroundTasks("Sns.NotFoundExcepton"))
                .containsExactlyInAnyOrder(
                        "ErrorEquals in Catch of Each has Sns.NotFoundExcepton,"
                                + " which no Task in it reports; did you mean Sns.NotFoundException? [UNKNOWN_ERROR]",
                        "ErrorEquals in Retry of Both has Sns.NotFoundExcepton,"
                                + " which no Task in it reports; did you mean Sns.NotFoundException? [UNKNOWN_ERROR]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DynamoDb.ConditionalCheckFailedException",
                "SNS.NotFoundException",
                "Sns.NotFoundExceptions",
                "OutOfStock",
                "States.ALL"
            })
    void other_errors_around_tasks_are_accepted(String error) {
        assertThat(findingsAroundTasks(error)).isEmpty();
    }

    @Test
    void misspelled_error_is_reported_with_the_file() {
        var definition = edited(
                "\"TopicArn\": \"${NewsArn}\"",
                "\"TopicArn\": \"${NewsArn}\"}, \"Catch\": [{\"ErrorEquals\": [\"Sns.NotFoundExcepton\"], \"Next\": \"Each\"}], \"Comment\": {\"Text\": \"\"");

        assertThat(findings(definition))
                .contains(
                        warning(
                                "ErrorEquals in Catch of Tell has Sns.NotFoundExcepton, which sns:publish never reports; did you mean Sns.NotFoundException?"));
    }

    @Test
    void findings_name_the_file_that_the_plan_names() {
        var text = edited("\"Next\": \"Each\"", "\"Next\": \"Echo\"");
        var ofOtherFile =
                Fixture.withDefinition(Fixture.plan(Fixture.stackConfig()), new Source("orders.asl.json", text));

        assertThat(findings(ofOtherFile))
                .containsExactly(Finding.error(
                        "orders.asl.json: Next of Tell leads to Echo, which is not a state; name one or add it"));
    }
}
