package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static stepfunction.TestStack.FUNCTION_ARN;
import static stepfunction.TestStack.PREVIEW;
import static stepfunction.TestStack.PROJECT;
import static stepfunction.TestStack.UPDATE;

import com.pulumi.exceptions.RunException;
import com.pulumi.test.EmptyMocks;
import com.pulumi.test.PulumiTest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.DeclaredStack.DeclaredResource;

class AppTest {

    private static final String URN = "urn:pulumi:test::lambda-step-functions::";

    static Stream<Named<DeclaredStack>> stacks() {
        return Stream.of(Named.of("update", UPDATE), Named.of("preview", PREVIEW));
    }

    // A changed URN replaces a live resource: change this list only together with an alias.
    @ParameterizedTest
    @MethodSource("stacks")
    void urns_of_the_stack_stay_as_they_are(DeclaredStack stack) {
        assertThat(stack.resources())
                .extracting(DeclaredResource::urn)
                .containsExactlyInAnyOrder(
                        URN + "pulumi:pulumi:Stack::lambda-step-functions-test",
                        URN + "stepfunction:index:HandlerFunction::handler",
                        URN + "stepfunction:index:HandlerFunction$aws:iam/role:Role::handler-role",
                        URN + "stepfunction:index:HandlerFunction$aws:lambda/function:Function::handler-function",
                        URN + "stepfunction:index:Workflow::workflow",
                        URN + "stepfunction:index:Workflow$aws:iam/role:Role::workflow-role",
                        URN + "stepfunction:index:Workflow$aws:iam/rolePolicy:RolePolicy::workflow-invoke-policy",
                        URN + "stepfunction:index:Workflow$aws:sfn/stateMachine:StateMachine::workflow-state-machine");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void function_role_is_named_after_the_function_and_trusts_lambda(DeclaredStack stack) {
        var role = stack.resource("handler-role");

        assertThat(role.type()).isEqualTo("aws:iam/role:Role");
        assertThat(role.input("name")).isEqualTo("greeter-assume-role");
        assertThat(role.input("assumeRolePolicy")).isEqualTo(TrustPolicy.lambda());
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void function_runs_the_archived_handler(DeclaredStack stack) {
        var function = stack.resource("handler-function");

        assertThat(function.type()).isEqualTo("aws:lambda/function:Function");
        assertThat(function.input("name")).isEqualTo("greeter");
        assertThat(function.input("handler")).isEqualTo("handler.handler");
        assertThat(function.input("runtime")).isEqualTo("python3.13");
        assertThat(function.path("code")).isEqualTo("target/lambda.zip");
        assertThat(function.input("sourceCodeHash"))
                .isEqualTo(ArchiveProvider.base64sha256(PROJECT.projectDir().resolve("target/lambda.zip")));
    }

    @Test
    void function_runs_as_its_role() {
        assertThat(UPDATE.resource("handler-function").input("role"))
                .isEqualTo("arn:aws:iam::123456789012:role/greeter-assume-role");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void state_machine_role_is_named_after_the_state_machine_and_trusts_step_functions(DeclaredStack stack) {
        var role = stack.resource("workflow-role");

        assertThat(role.type()).isEqualTo("aws:iam/role:Role");
        assertThat(role.input("name")).isEqualTo("greeting-role");
        assertThat(role.input("assumeRolePolicy")).isEqualTo(TrustPolicy.stepFunctions());
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void invoke_policy_belongs_to_the_state_machine_role(DeclaredStack stack) {
        var policy = stack.resource("workflow-invoke-policy");

        assertThat(policy.type()).isEqualTo("aws:iam/rolePolicy:RolePolicy");
        assertThat(policy.input("name")).isEqualTo("greeting-policy");
        assertThat(policy.input("role")).isEqualTo("greeting-role");
    }

    @Test
    void state_machine_role_may_invoke_only_its_function() {
        assertThat(UPDATE.resource("workflow-invoke-policy").input("policy"))
                .isEqualTo(InvokePolicy.allowing(FUNCTION_ARN));
        assertThat(UPDATE.all("aws:iam/rolePolicy:RolePolicy")).hasSize(1);
        assertThat(UPDATE.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void state_machine_has_its_name(DeclaredStack stack) {
        var stateMachine = stack.resource("workflow-state-machine");

        assertThat(stateMachine.type()).isEqualTo("aws:sfn/stateMachine:StateMachine");
        assertThat(stateMachine.input("name")).isEqualTo("greeting");
    }

    @Test
    void state_machine_invokes_the_function_as_its_role() {
        var stateMachine = UPDATE.resource("workflow-state-machine");

        assertThat(stateMachine.input("definition")).isEqualTo(WorkflowDefinition.invoking(FUNCTION_ARN));
        assertThat(stateMachine.input("roleArn")).isEqualTo("arn:aws:iam::123456789012:role/greeting-role");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void state_machine_waits_for_its_role_policy(DeclaredStack stack) {
        assertThat(stack.resource("workflow-state-machine").dependsOn()).containsExactly("workflow-invoke-policy");
    }

    @Test
    void preview_leaves_unknown_what_aws_computes() {
        assertThat(PREVIEW.resource("handler-function").properties()).doesNotContainKeys("role", "arn");
        assertThat(PREVIEW.resource("workflow-invoke-policy").properties()).doesNotContainKey("policy");
        assertThat(PREVIEW.resource("workflow-state-machine").properties())
                .doesNotContainKeys("roleArn", "definition", "arn");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void components_hold_their_resources(DeclaredStack stack) {
        var stackName = "lambda-step-functions-test";

        assertThat(stack.resources())
                .extracting(DeclaredResource::name, DeclaredResource::parent)
                .containsExactlyInAnyOrder(
                        tuple(stackName, Optional.empty()),
                        tuple("handler", Optional.of(stackName)),
                        tuple("handler-role", Optional.of("handler")),
                        tuple("handler-function", Optional.of("handler")),
                        tuple("workflow", Optional.of(stackName)),
                        tuple("workflow-role", Optional.of("workflow")),
                        tuple("workflow-invoke-policy", Optional.of("workflow")),
                        tuple("workflow-state-machine", Optional.of("workflow")));
    }

    @Test
    void exports_tell_what_was_deployed_and_how_to_start_it() {
        var stateMachineArn = "arn:aws:states:eu-central-1:123456789012:stateMachine:greeting";

        assertThat(UPDATE.exports())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "lambdaFunctionName",
                        "greeter",
                        "lambdaFunctionArn",
                        FUNCTION_ARN,
                        "stateMachineArn",
                        stateMachineArn,
                        "stateMachineConsoleUrl",
                        "https://eu-central-1.console.aws.amazon.com/states/home?region=eu-central-1#/statemachines/view/"
                                + stateMachineArn,
                        "startExecutionCommand",
                        "aws stepfunctions start-execution --region eu-central-1 --state-machine-arn "
                                + stateMachineArn));
    }

    @Test
    void preview_exports_what_is_known() {
        assertThat(PREVIEW.exports()).containsExactlyInAnyOrderEntriesOf(Map.of("lambdaFunctionName", "greeter"));
    }

    @Test
    void dev_stack_has_the_names_of_the_article() {
        var dev = DeclaredStack.declare(PROJECT, "dev", PROJECT.config("dev"), false);

        assertThat(dev.resources())
                .extracting(resource -> resource.properties().get("name"))
                .containsExactlyInAnyOrder(
                        null,
                        null,
                        null,
                        "test_lambda-assume-role",
                        "test_lambda",
                        "test_step_function-role",
                        "test_step_function-policy",
                        "test_step_function");
        assertThat(dev.exports())
                .containsEntry("lambdaFunctionArn", "arn:aws:lambda:eu-west-1:123456789012:function:test_lambda");
    }

    @Test
    void wrong_config_registers_nothing_but_the_stack() {
        try {
            var result = PulumiTest.withMocks(new EmptyMocks()).runTest(App::stack);

            assertThat(result.resources()).hasSize(1);
            assertThatThrownBy(result::throwOnError)
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("aws:region must be")
                    .hasMessageContaining("lambdaFunctionName must have")
                    .hasMessageContaining("stepFunctionName must have");
        } finally {
            PulumiTest.cleanup();
        }
    }
}
