package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mock that answers as AWS never does is a warning. */
class MockCheckTest {

    @TempDir
    Path folder;

    private LocalProject project;

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
    }

    private LocalProject given(String resource, String mock) throws IOException {
        var arn = resource.contains(":") ? "arn:aws:states:::" + resource : LocalProject.FUNCTION_ARN + resource;
        return project.state("{\"Type\": \"Task\", \"Resource\": \"%s\"}".formatted(arn))
                .givenCase(
                        "mocked", "{\"input\": {}, \"mocks\": {\"Only\": %s}, \"path\": [\"Only\"]}".formatted(mock));
    }

    private List<String> warnings(String resource, String mock) throws IOException {
        var deployed = given(resource, mock).deployed();
        return MockCheck.warnings(
                deployed, Cases.of(folder, deployed.workflowNames()).read("mocked"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sns:publish                   | {"Return": {"MesageId": "1"}}                         | returns MesageId, which the response of sns:publish does not have; did you mean MessageId?
            aws-sdk:sns:publish           | {"Return": {"messageId": "1"}}                        | returns messageId, which the response of aws-sdk:sns:publish does not have; did you mean MessageId?
            aws-sdk:sqs:sendMessage       | {"Return": {"MD5OfMessageBody": "1"}}                 | returns MD5OfMessageBody, which the response of aws-sdk:sqs:sendMessage does not have; did you mean Md5OfMessageBody?
            lambda:invoke                 | {"Return": {"greeted": 1}}                            | returns greeted, which the response of lambda:invoke does not have;
            aws-sdk:sqs:deleteMessage     | {"Return": {"Done": 1}}                               | returns Done, which the response of aws-sdk:sqs:deleteMessage does not have;
            sns:publish                   | {"0": {"Return": {}}, "1": {"Return": {"Id": "1"}}}   | returns Id, which the response of sns:publish does not have;
            sns:publish                   | {"Throw": {"Error": "Sns.NotFoundExcepton"}}          | throws Sns.NotFoundExcepton, which sns:publish never reports; did you mean Sns.NotFoundException?
            sns:publish                   | {"Throw": {"Error": "NotFoundException"}}             | throws NotFoundException, which sns:publish never reports;
            aws-sdk:dynamodb:getItem      | {"Throw": {"Error": "DynamoDB.ResourceNotFoundException"}} | throws DynamoDB.ResourceNotFoundException, which aws-sdk:dynamodb:getItem never reports; did you mean DynamoDb.ResourceNotFoundException?
            aws-sdk:dynamodb:getItem      | {"Throw": {"Error": "Sqs.QueueDoesNotExistException"}} | throws Sqs.QueueDoesNotExistException, which aws-sdk:dynamodb:getItem never reports;
            ecs:runTask.sync              | {"Throw": {"Error": "Ecs.NoSuchThing"}}               | throws Ecs.NoSuchThing, which ecs:runTask never reports;
            greet                         | {"Throw": {"Error": "Lambda.TooManyRequestException"}} | throws Lambda.TooManyRequestException, which Lambda never reports; did you mean Lambda.TooManyRequestsException?
            """)
    void answer_that_aws_does_not_give_is_a_warning(String resource, String mock, String what) throws IOException {
        assertThat(warnings(resource, mock))
                .containsExactly("src/test/workflow/mocked.json: mocks.Only " + what
                        + " correct it, or add \"unchecked\": true to the mock");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sns:publish                       | {"Return": {"MessageId": "1", "SdkHttpMetadata": {}, "SdkResponseMetadata": {}}}
            sqs:sendMessage                   | {"Return": {"MD5OfMessageBody": "1", "MessageId": "1"}}
            sns:publish                       | {"Return": "ok"}
            sns:publish                       | {"Return": {"any": 1}, "unchecked": true}
            sns:publish                       | {"0": {"Throw": {"Error": "any"}}, "unchecked": true}
            lambda:invoke                     | {"Return": {"Payload": {"any": 1}, "StatusCode": 200, "ExecutedVersion": "1"}}
            lambda:invoke                     | {"Throw": {"Error": "CardDeclined"}}
            greet                             | {"Return": {"any": 1}}
            greet                             | {"Throw": {"Error": "Lambda.Unknown"}}
            sqs:sendMessage.waitForTaskToken  | {"Return": {"any": 1}}
            sqs:sendMessage.waitForTaskToken  | {"Throw": {"Error": "any"}}
            ecs:runTask.sync                  | {"Return": {"any": 1}}
            ecs:runTask.sync                  | {"Throw": {"Error": "States.TaskFailed"}}
            sns:publish                       | {"Throw": {"Error": "States.Timeout"}}
            dynamodb:getItem                  | {"Throw": {"Error": "DynamoDB.ResourceNotFoundException"}}
            states:startExecution             | {"Throw": {"Error": "StepFunctions.ExecutionAlreadyExistsException"}}
            aws-sdk:s3:getObject              | {"Throw": {"Error": "S3.S3Exception"}}
            aws-sdk:ec2:runInstances          | {"Throw": {"Error": "Ec2.ThrottlingException"}}
            elasticmapreduce:createCluster    | {"Return": {"ClusterId": "j-1"}}
            bedrock:invokeModel               | {"Return": {"Body": {}}}
            http:invoke                       | {"Throw": {"Error": "States.Http.StatusCode.404"}}
            """)
    void answer_that_aws_gives_or_may_give_is_none(String resource, String mock) throws IOException {
        assertThat(warnings(resource, mock)).isEmpty();
    }

    @Test
    void local_run_tells_it_before_the_run() throws IOException {
        given("sns:publish", "{\"Return\": {\"Id\": \"1\"}}").run(LocalProject.caseOf("mocked"));

        assertThat(project.stderr())
                .startsWith("Warning: src/test/workflow/mocked.json: mocks.Only returns Id, which the response");
    }

    @Test
    void build_reports_it_and_the_warnings_of_the_stacks_once_and_does_not_fail() throws Throwable {
        var printed = new ByteArrayOutputStream();
        var stderr = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        var stack = given("sns:publish", "{\"Return\": {\"Id\": \"1\"}}")
                .warning("workflow.asl.json: Only is odd [NO_DATA]")
                .stack();
        try (var cases = new ProjectCases(folder, Map.of("dev", stack, "prod", stack))) {
            for (var test : cases.cases()
                    .filter(each -> each.getDisplayName().startsWith("mocked"))
                    .toList()) {
                test.getExecutable().execute();
                test.getExecutable().execute();
            }
        } finally {
            System.setErr(stderr);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("[WARNING] src/test/workflow/mocked.json: mocks.Only returns Id, which the response")
                .containsOnlyOnce("[WARNING] workflow.asl.json: Only is odd [NO_DATA]");
    }
}
