package stepfunction.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.Fixture;
import stepfunction.plan.Source;
import stepfunction.plan.Target;

class BoundWorkflowTest {

    private static final Target<String> ORDERS = Target.existing(
                    "orders", "arn:aws:dynamodb:eu-central-1:123456789012:table/orders")
            .with("Name", "orders");

    /** The only call of a definition with one state. */
    private static Call call(String language, String state) {
        var definition =
                "{\"QueryLanguage\": \"%s\", \"StartAt\": \"A\", \"States\": {\"A\": %s}}".formatted(language, state);
        var plan = Fixture.plan(Fixture.stackConfig(), definition)
                .workflow("refund", new Source("refund.asl.json", "{}"), workflow -> {})
                .target(ORDERS)
                .value("Currency", "EUR");
        var calls = BoundWorkflow.of(plan, plan.main()).calls();
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    private static Call task(String resource) {
        return call("JSONPath", "{\"Type\": \"Task\", \"Resource\": \"%s\"}".formatted(resource));
    }

    private static Call sending(String language, String resource, String arguments) {
        var field = language.equals("JSONata") ? "Arguments" : "Parameters";
        return call(
                language,
                "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::%s\", \"%s\": %s}"
                        .formatted(resource, field, arguments));
    }

    /** The kind of what a call's member names, and its text where the definition determines it. */
    private static String shown(Callee callee) {
        return callee instanceof Callee.Computed
                ? "Computed"
                : "%s %s"
                        .formatted(
                                callee.getClass().getSimpleName(),
                                callee.value().text());
    }

    private static List<String> shown(List<Callee> callees) {
        return callees.stream().map(BoundWorkflowTest::shown).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${HandlerArn} | PlanFunction ${HandlerArn}",
                "${RefundArn} | PlanWorkflow ${RefundArn}",
                "${WorkflowArn} | PlanWorkflow ${WorkflowArn}",
                "${OrdersArn} | PlanTarget ${OrdersArn}",
                "${OrdersName} | PlanTarget ${OrdersName}",
                "${NothingArn} | Written ${NothingArn}",
                "arn:aws:lambda:eu-central-1:123456789012:function:f | Written arn:aws:lambda:eu-central-1:123456789012:function:f",
            })
    void resource_that_is_an_arn_or_a_placeholder_is_called(String resource, String callee) {
        assertThat(task(resource).callee()).map(BoundWorkflowTest::shown).hasValue(callee);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "lambda:invoke | {\"FunctionName\": \"${CounterArn}\"} | PlanFunction ${CounterArn}",
                "aws-sdk:lambda:invoke | {\"FunctionName\": \"counter\"} | Written counter",
                "lambda:invoke | {\"FunctionName.$\": \"$.function\"} | Computed",
                "states:startExecution.sync | {\"StateMachineArn\": \"${RefundArn}\"} | PlanWorkflow ${RefundArn}",
                "aws-sdk:sfn:startSyncExecution | {\"StateMachineArn.$\": \"$$.StateMachine.Id\"} | PlanWorkflow ${WorkflowArn}",
            })
    void argument_names_the_function_or_the_state_machine(String resource, String arguments, String callee) {
        assertThat(sending("JSONPath", resource, arguments).callee())
                .map(BoundWorkflowTest::shown)
                .hasValue(callee);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'orders' | Written orders",
                "\\\"orders\\\" | Written orders",
                "'${OrdersName}' | PlanTarget ${OrdersName}",
                "'a' & 'b' | Computed",
                "$states.input.table | Computed",
                "$states.context.StateMachine.Id | PlanWorkflow ${WorkflowArn}",
            })
    void expression_that_is_a_constant_counts_as_written(String expression, String callee) {
        var call = sending("JSONata", "dynamodb:getItem", "{\"TableName\": \"{%% %s %%}\"}".formatted(expression));

        assertThat(shown(call.arguments().at(List.of("TableName")))).containsExactly(callee);
    }

    @Test
    void member_in_a_list_is_read_in_each_element() {
        var call = sending(
                "JSONPath",
                "events:putEvents",
                "{\"Entries\": [{\"EventBusName\": \"a\"}, {}, {\"EventBusName.$\": \"$\"}]}");
        var bus = List.of("Entries", "EventBusName");

        assertThat(shown(call.arguments().at(bus))).containsExactly("Written a", "Computed");
        assertThat(shown(call.arguments().at(bus, "default")))
                .containsExactly("Written a", "Written default", "Computed");
    }

    @Test
    void keys_of_an_object_are_names() {
        var call = sending(
                "JSONPath",
                "aws-sdk:dynamodb:batchGetItem",
                "{\"RequestItems\": {\"${OrdersName}\": {}, \"stock\": {}}}");

        assertThat(shown(call.arguments().keysAt(List.of("RequestItems"))))
                .containsExactly("PlanTarget ${OrdersName}", "Written stock");
    }

    @Test
    void value_of_the_plan_is_written_out() {
        var call = sending("JSONPath", "sns:publish", "{\"TopicArn\": \"${Currency}\"}");

        assertThat(shown(call.arguments().at(List.of("TopicArn")))).containsExactly("Written EUR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "lambda:invoke | {} | true",
                "lambda:invoke | {\"InvocationType\": \"RequestResponse\"} | true",
                "lambda:invoke | {\"InvocationType\": \"Event\"} | false",
                "lambda:invoke | {\"InvocationType.$\": \"$.type\"} | false",
                "lambda:invoke.waitForTaskToken | {} | false",
                "aws-sdk:lambda:invoke | {} | true",
                "aws-sdk:lambda:invoke | {\"InvocationType\": \"DryRun\"} | false",
                "sns:publish | {} | false",
            })
    void task_waits_for_the_answer_of_a_synchronous_invocation(String resource, String arguments, boolean waits) {
        assertThat(sending("JSONPath", resource, arguments).waitsForFunction()).isEqualTo(waits);
    }

    @Test
    void reader_and_writer_of_a_distributed_map_are_calls() {
        var definition = """
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "JSON"}, "Parameters": {"Bucket": "b", "Key": "k"}},
                "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "P", "States": {"P": {"Type": "Succeed"}}},
                "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "${OrdersName}"}}}}}
                """;
        var plan = Fixture.planOf(definition, Fixture.stackConfig()).target(ORDERS);

        var calls = BoundWorkflow.of(plan, plan.main()).calls();

        assertThat(calls)
                .extracting(Call::requester)
                .containsExactly(Call.Requester.ITEM_READER, Call.Requester.RESULT_WRITER);
        assertThat(shown(calls.get(0).arguments().at(List.of("InputType")))).containsExactly("Written JSON");
        assertThat(shown(calls.get(1).arguments().at(List.of("Bucket")))).containsExactly("PlanTarget ${OrdersName}");
    }
}
