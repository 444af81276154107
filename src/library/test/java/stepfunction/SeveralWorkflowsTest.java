package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stepfunction.config.StackConfig;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.plan.Event;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Plan;
import stepfunction.plan.Source;
import stepfunction.plan.WorkflowSpec;

class SeveralWorkflowsTest {

    private static final String REFUND_ARN = Fixture.MACHINE_ARN + "-refund";

    private static final String MINIMAL = "{\"StartAt\": \"End\", \"States\": {\"End\": {\"Type\": \"Succeed\"}}}";

    private static DeclaredStack stack;

    /** A definition that starts an execution of the workflow with this placeholder. */
    private static String starting(String arnPlaceholder, String pattern) {
        return """
                {"StartAt": "Start", "States": {"Start": {"Type": "Task",
                "Resource": "arn:aws:states:::states:startExecution%s",
                "Parameters": {"StateMachineArn": "${%s}"}, "End": true}}}
                """.formatted(pattern, arnPlaceholder);
    }

    /** Two workflows that start each other. */
    private static Plan plan(StackConfig config, Consumer<WorkflowSpec.Builder> refund) {
        return Fixture.planOf(starting("RefundArn", ".sync:2"), config)
                .workflow("refund", new Source("refund.asl.json", starting("WorkflowArn", "")), refund);
    }

    private static void refund(WorkflowSpec.Builder workflow) {
        workflow.express()
                .logLevel("ALL")
                .logExecutionData(true)
                .allow("rekognition:DetectLabels", "*")
                .startOn(Event.matching("refunds", "{\"source\": [\"shop\"]}"))
                .customizeLogGroup(args -> args.retentionInDays(7));
    }

    @BeforeAll
    static void declare() {
        stack = Fixture.declare(Map.of(), false, config -> plan(config, SeveralWorkflowsTest::refund));
    }

    private static DeclaredResource declared(String name) {
        return stack.resource(name);
    }

    @Test
    void first_workflow_keeps_its_names() {
        assertThat(declared("workflow-state-machine").input("name")).isEqualTo("greeting");
        assertThat(stack.exports())
                .containsEntry("stateMachineArn", Fixture.MACHINE_ARN)
                .containsKeys("stateMachineConsoleUrl", "startExecutionCommand");
    }

    @Test
    void further_workflow_has_names_of_its_own() {
        assertThat(declared("refund-state-machine").input("name")).isEqualTo("greeting-refund");
        assertThat(declared("refund-role").input("name")).isEqualTo("greeting-refund-role");
        assertThat(declared("refund-log-group").input("name")).isEqualTo("/aws/vendedlogs/states/greeting-refund");
        assertThat(declared("refund-events-role").input("name")).isEqualTo("greeting-refund-events-role");
        assertThat(stack.exports())
                .containsEntry("refundStateMachineArn", REFUND_ARN)
                .containsKeys("refundStateMachineConsoleUrl", "refundStartExecutionCommand");
    }

    @Test
    void further_workflow_has_type_log_level_and_customizations_of_its_own() {
        var machine = declared("refund-state-machine");

        assertThat(machine.input("type")).isEqualTo("EXPRESS");
        assertThat(machine.properties().get("loggingConfiguration"))
                .asString()
                .contains("level=ALL", "includeExecutionData=true");
        assertThat(declared("refund-log-group").properties()).containsEntry("retentionInDays", 7.0);
        assertThat(declared("workflow-state-machine").input("type")).isEqualTo("STANDARD");
        assertThat(stack.exports().get("refundStartExecutionCommand").toString())
                .contains("start-sync-execution");
    }

    @Test
    void two_workflows_may_start_each_other() {
        assertThat(declared("workflow-state-machine").input("definition")).contains('"' + REFUND_ARN + '"');
        assertThat(declared("refund-state-machine").input("definition")).contains('"' + Fixture.MACHINE_ARN + '"');
        assertThat(declared("workflow-invoke-policy").input("policy"))
                .contains(
                        "\"Sid\":\"CallRefund\",\"Effect\":\"Allow\",\"Action\":\"states:StartExecution\",\"Resource\":\""
                                + REFUND_ARN + "\"",
                        "\"Sid\":\"CallRefundExecutions\"");
        assertThat(declared("refund-invoke-policy").input("policy"))
                .contains("\"Action\":\"states:StartExecution\",\"Resource\":\"" + Fixture.MACHINE_ARN + "\"");
    }

    @Test
    void permission_of_one_workflow_is_not_the_others() {
        assertThat(declared("refund-invoke-policy").input("policy")).contains("rekognition:DetectLabels");
        assertThat(declared("workflow-invoke-policy").input("policy")).doesNotContain("rekognition");
    }

    @Test
    void trigger_starts_its_own_workflow() {
        assertThat(declared("refunds-target").input("arn")).isEqualTo(REFUND_ARN);
        assertThat(declared("refund-events-policy").input("policy")).contains('"' + REFUND_ARN + '"');
    }

    @Test
    void two_workflows_may_have_one_definition() {
        var definition = new Source("refund.asl.json", starting("WorkflowArn", ""));
        var sharing = Fixture.declare(
                Map.of(),
                false,
                config -> plan(config, SeveralWorkflowsTest::refund)
                        .workflow("quickRefund", definition, WorkflowSpec.Builder::express));

        assertThat(sharing.resource("quickRefund-state-machine").input("definition"))
                .isEqualTo(sharing.resource("refund-state-machine").input("definition"));
        assertThat(sharing.resource("quickRefund-invoke-policy").input("policy"))
                .contains('"' + Fixture.MACHINE_ARN + '"');
    }

    @Test
    void mistakes_of_all_workflows_are_reported_together() {
        assertThatThrownBy(() -> Fixture.declare(
                        Map.of(),
                        false,
                        config -> plan(config, workflow -> workflow.named("a b").logLevel("ERORR"))
                                .workflow("repayment", new Source("refund.asl.json", "{}"), workflow -> {})
                                .workflow(
                                        "late",
                                        new Source("late.asl.json", starting("NoArn", "")),
                                        workflow -> workflow.exportedAs("refund"))))
                .hasMessage("""
                        nothing was registered, because:
                        - plan: two workflows export refundStateMachineArn; set .exportedAs(NAME) for one
                        - plan: the workflow refund must have a name in AWS of 1 to 59 characters (a-z, A-Z, 0-9, - and _), was "a b"; choose one with .named(NAME)
                        - plan: the log level of the workflow refund must be one of ALL, ERROR, FATAL, OFF, was "ERORR"; did you mean ERROR?
                        - refund.asl.json: the state machine has no StartAt; add it
                        - refund.asl.json: the state machine has no States; add it
                        - late.asl.json: /States/Start/Parameters/StateMachineArn is ${NoArn}, which the plan does not define; add a target or a value that does""");
    }

    @Test
    void two_workflows_of_one_name_are_reported_in_one_line() {
        assertThatThrownBy(() -> Fixture.declare(
                        Map.of(),
                        false,
                        config -> plan(config, workflow -> {})
                                .workflow("refund", new Source("refund.asl.json", MINIMAL), workflow -> {})))
                .hasMessage("""
                        nothing was registered, because:
                        - plan: two entries have the name refund; rename one""");
    }

    @Test
    void customization_of_the_http_api_of_a_further_workflow_is_refused_with_the_plans_own_words() {
        var route = HttpRoute.post("/refunds").customizeApi(args -> args.name("x"));

        assertThatThrownBy(() ->
                        Fixture.declare(Map.of(), false, config -> plan(config, workflow -> workflow.startOn(route))))
                .hasMessage("""
                        nothing was registered, because:
                        - plan: customizeApi of the routes of the workflow refund must not change the name; use .named(NAME)""");
    }

    @Test
    void customization_of_a_further_workflow_is_refused_with_the_plans_own_words() {
        assertThatThrownBy(() -> Fixture.declare(
                        Map.of(),
                        false,
                        config -> plan(
                                config,
                                workflow -> workflow.customize(
                                        args -> args.name("x").type("EXPRESS")))))
                .hasMessage("""
                        nothing was registered, because:
                        - plan: customize of the workflow refund must not change the name; use .named(NAME)
                        - plan: customize of the workflow refund must not change the type; use .express() or .standard()""");
    }

    @Test
    void workflow_is_started_in_a_way_that_its_type_supports() {
        assertThatThrownBy(() -> Fixture.declare(
                        Map.of(),
                        false,
                        config -> Fixture.planOf(
                                        starting("RefundArn", "")
                                                .replace("states:startExecution", "aws-sdk:sfn:startSyncExecution"),
                                        config)
                                .workflow(
                                        "refund",
                                        new Source("refund.asl.json", starting("WorkflowArn", "")),
                                        workflow -> {})))
                .hasMessageEndingWith(
                        "- workflow.asl.json: Start calls aws-sdk:sfn:startSyncExecution, which starts EXPRESS workflows only, but the workflow refund is STANDARD; call states:startExecution.sync:2");
        assertThat(stack.warnings())
                .contains(
                        "workflow.asl.json: Start waits with .sync:2 for the workflow refund, which is EXPRESS and cannot be polled; call aws-sdk:sfn:startSyncExecution [UNPOLLED_EXECUTION]");
    }

    @Test
    void function_may_start_a_workflow() {
        var starting = Fixture.declare(
                Map.of(),
                false,
                config -> plan(config, SeveralWorkflowsTest::refund)
                        .function(
                                "count",
                                "count",
                                function -> function.allow("states:StartExecution", "${RefundArn}")
                                        .environment("REFUND_ARN", "${RefundArn}")
                                        .environment("TEXT", "${Region}: ${RefundArn}, ${name}")));

        assertThat(starting.resource("count-policy").input("policy")).contains('"' + REFUND_ARN + '"');
        assertThat(starting.resource("count-function").properties().get("environment"))
                .asString()
                .contains("REFUND_ARN=" + REFUND_ARN, "TEXT=eu-central-1: " + REFUND_ARN + ", ${name}");
    }
}
