package stepfunction.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import stepfunction.Fixture;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Location;
import stepfunction.plan.Target;
import stepfunction.plan.Value;

class FunctionGrantsTest {

    private static final Target<String> ITEMS =
            Target.existing("orderItems", "arn").with("Name", "items");
    private static final Target<String> FILES = Target.existing("files", "arn");

    private static final Map<String, String> VALUES = Map.of(
            "OrderItemsArn", "arn:aws:dynamodb:eu-central-1:1:table/items",
            "FilesArn", "arn:aws:s3:::files",
            "WorkflowArn", "arn:aws:states:eu-central-1:1:stateMachine:greeting");

    private static FunctionSpec function(Consumer<FunctionSpec.Builder> details) {
        return Fixture.planOf("{}", Fixture.stackConfig())
                .function("count", "count", details)
                .functions()
                .get(0);
    }

    private static List<String> statements(FunctionSpec function) {
        return FunctionGrants.of(function).stream()
                .map(grant -> grant.statement(VALUES, new Location("aws", "eu-central-1", "1")))
                .map(statement -> "%s: %s on %s"
                        .formatted(
                                statement.sid(),
                                statement.actions().stream()
                                        .map(IamAction::value)
                                        .collect(Collectors.joining(", ")),
                                statement.resources().stream()
                                        .map(IamResource::value)
                                        .collect(Collectors.joining(", "))))
                .toList();
    }

    @Test
    void function_without_uses_is_allowed_nothing() {
        assertThat(statements(function(function -> {}))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dynamodb:GetItem                                                 | kms:Decrypt
            dynamodb:BatchGetItem, dynamodb:Query, dynamodb:Scan             | kms:Decrypt
            sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes    | kms:Decrypt
            sqs:ReceiveMessage, sqs:ChangeMessageVisibility                  | kms:Decrypt
            secretsmanager:GetSecretValue, secretsmanager:DescribeSecret     | kms:Decrypt
            s3:ListBucket                                                    | kms:Decrypt
            sqs:SendMessage                                                  | kms:Decrypt, kms:GenerateDataKey
            sns:Publish                                                      | kms:Decrypt, kms:GenerateDataKey
            dynamodb:DeleteItem                                              | kms:Decrypt, kms:GenerateDataKey
            dynamodb:GetItem, dynamodb:PutItem                               | kms:Decrypt, kms:GenerateDataKey
            """)
    void key_of_a_target_may_decrypt_and_for_what_is_written_encrypt(String actions, String onKey) {
        var encrypted = ITEMS.encryptedBy(Target.existing("key", "arn"));

        assertThat(FunctionGrants.of(function(details -> details.uses(encrypted, actions.split(", ")))))
                .extracting(grant -> "%s [%s]".formatted(grant.sid(), String.join(", ", grant.actions())))
                .containsExactly("UseOrderItems [%s]".formatted(actions), "UseKey [%s]".formatted(onKey));
    }

    @Test
    void key_of_two_targets_may_encrypt_if_one_is_written() {
        var key = Target.existing("key", "arn");
        var queue = Target.existing("queue", "arn").encryptedBy(key);

        assertThat(FunctionGrants.of(function(details ->
                        details.uses(queue, "sqs:SendMessage").uses(ITEMS.encryptedBy(key), "dynamodb:GetItem"))))
                .filteredOn(grant -> grant.sid().equals("UseKey"))
                .singleElement()
                .extracting(Grant::actions)
                .isEqualTo(List.of("kms:Decrypt", "kms:GenerateDataKey"));
    }

    @Test
    void each_target_that_it_uses_is_a_statement_and_variables() {
        var function = function(details -> details.environment("STEP", "2")
                .uses(ITEMS, "dynamodb:GetItem", "dynamodb:Query")
                .uses(ITEMS, "dynamodb:PutItem"));

        assertThat(statements(function))
                .containsExactly("UseOrderItems: dynamodb:GetItem, dynamodb:Query, dynamodb:PutItem on"
                        + " arn:aws:dynamodb:eu-central-1:1:table/items");
        assertThat(function.connections().environment())
                .containsExactly(
                        entry("ORDER_ITEMS_ARN", new Value.PlaceholderValue("OrderItemsArn")),
                        entry("ORDER_ITEMS_NAME", new Value.PlaceholderValue("OrderItemsName")),
                        entry("STEP", new Value.LiteralValue("2")));
    }

    @Test
    void actions_on_objects_are_allowed_on_the_objects() {
        var function = function(details -> details.uses(FILES, "s3:GetObject", "s3:ListBucket"));

        assertThat(statements(function))
                .containsExactly(
                        "UseFilesObjects: s3:GetObject on arn:aws:s3:::files/*",
                        "UseFiles: s3:ListBucket on arn:aws:s3:::files");
    }

    @Test
    void what_is_within_a_target_and_what_has_no_resource_are_allowed_in_so_many_words() {
        var function = function(
                details -> details.allow("dynamodb:Query", ITEMS, "/index/*").allow("rekognition:DetectLabels", "*"));

        assertThat(statements(function))
                .containsExactly(
                        "AllowDynamodbQuery: dynamodb:Query on arn:aws:dynamodb:eu-central-1:1:table/items/index/*",
                        "AllowRekognitionDetectLabels: rekognition:DetectLabels on *");
    }

    @Test
    void function_may_call_the_state_machine_of_the_plan() {
        var function = function(details -> details.usesWorkflow("states:SendTaskSuccess", "states:SendTaskFailure"));

        assertThat(statements(function))
                .containsExactly("AllowStatesSendTaskSuccess: states:SendTaskSuccess, states:SendTaskFailure on"
                        + " arn:aws:states:eu-central-1:1:stateMachine:greeting");
    }
}
