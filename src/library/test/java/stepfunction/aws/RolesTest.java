package stepfunction.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import stepfunction.Fixture;
import stepfunction.declared.DeclaredStack;

/** Each role has the documents of its purpose, on its own resources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {

    private static final String LOG_GROUPS = "arn:aws:logs:eu-central-1:123456789012:log-group:";

    private DeclaredStack stack;

    @BeforeAll
    void declare() {
        stack = Fixture.declare(Map.of(), false);
    }

    private String policy(String name) {
        return stack.resource(name).input("policy");
    }

    private String trust(String role) {
        return stack.resource(role).input("assumeRolePolicy");
    }

    @Test
    void role_of_a_function_trusts_lambda_and_writes_its_own_log_and_traces() {
        assertThat(trust("handler-role")).isEqualTo(IamDocuments.document(IamDocuments.trustLambda()));
        assertThat(policy("handler-log-policy"))
                .isEqualTo(IamDocuments.document(IamDocuments.writeLog(LOG_GROUPS + "/aws/lambda/greeter")));
        assertThat(policy("counter-log-policy"))
                .isEqualTo(IamDocuments.document(IamDocuments.writeLog(LOG_GROUPS + "/aws/lambda/greeter-counter")));
        assertThat(policy("handler-xray-policy")).isEqualTo(IamDocuments.document(IamDocuments.traceFunction()));
    }

    @Test
    void role_of_a_function_in_a_vpc_and_of_no_other_makes_network_interfaces() {
        var everything = Fixture.declareEverything();

        assertThat(everything.resource("reader-vpc-policy").input("policy"))
                .isEqualTo(IamDocuments.document(IamDocuments.attachToVpc()))
                .contains("ec2:CreateNetworkInterface");
        assertThat(stack.resources()).noneMatch(resource -> resource.name().endsWith("-vpc-policy"));
    }

    @Test
    void role_of_the_state_machine_trusts_it_alone_and_delivers_its_log_and_traces() {
        assertThat(trust("workflow-role"))
                .isEqualTo(IamDocuments.document(IamDocuments.trustStateMachine(Fixture.MACHINE, false)));
        assertThat(policy("workflow-log-delivery-policy")).isEqualTo(IamDocuments.document(IamDocuments.deliverLogs()));
        assertThat(policy("workflow-xray-policy")).isEqualTo(IamDocuments.document(IamDocuments.traceStateMachine()));
    }

    /** The counter is called within a Map. */
    @Test
    void role_of_the_state_machine_calls_what_the_definition_calls_at_any_depth() {
        var statements = IamPolicy.fromJson(policy("workflow-invoke-policy")).statements().stream()
                .map(statement -> "%s: %s on %s"
                        .formatted(
                                statement.sid(),
                                statement.actions().stream()
                                        .map(IamAction::value)
                                        .collect(Collectors.joining(", ")),
                                statement.resources().stream()
                                        .map(IamResource::value)
                                        .collect(Collectors.joining(", "))));

        assertThat(statements)
                .containsExactly(
                        "InvokeHandler: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter",
                        "InvokeCounter: lambda:InvokeFunction on"
                                + " arn:aws:lambda:eu-central-1:123456789012:function:greeter-counter",
                        "CallNews: sns:Publish on arn:aws:sns:eu-central-1:123456789012:news");
    }
}
