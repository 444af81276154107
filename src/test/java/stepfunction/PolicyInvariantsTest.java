package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.DeclaredStack.DeclaredResource;

/** What holds for every policy that the program declares, whichever it may declare one day. */
class PolicyInvariantsTest {

    /** AWS does not let these actions be limited to a resource; see LogPolicy and XRayPolicy. */
    private static final Set<String> ALLOWED_ON_EVERY_RESOURCE = Set.of(
            "logs:CreateLogDelivery",
            "logs:CreateLogStream",
            "logs:GetLogDelivery",
            "logs:UpdateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutLogEvents",
            "logs:PutResourcePolicy",
            "logs:DescribeResourcePolicies",
            "logs:DescribeLogGroups",
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets");

    static Stream<Named<DeclaredStack>> stacks() {
        return Stream.of(Named.of("every option", TestStack.UPDATE), Named.of("no option", TestStack.MINIMAL));
    }

    private static List<DeclaredResource> iam(DeclaredStack stack) {
        return stack.resources().stream()
                .filter(resource -> resource.type().startsWith("aws:iam/"))
                .toList();
    }

    private static List<IamStatement> permissions(DeclaredStack stack) {
        return stack.all("aws:iam/rolePolicy:RolePolicy").stream()
                .flatMap(policy -> IamPolicy.fromJson(policy.input("policy")).statements().stream())
                .toList();
    }

    private static List<IamStatement> trusts(DeclaredStack stack) {
        return stack.all("aws:iam/role:Role").stream()
                .flatMap(role -> IamPolicy.fromJson(role.input("assumeRolePolicy")).statements().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void every_permission_is_an_inline_policy_that_these_tests_read(DeclaredStack stack) {
        assertThat(iam(stack))
                .hasSize(7)
                .extracting(DeclaredResource::type)
                .containsOnly("aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy");
        assertThat(stack.all("aws:iam/role:Role"))
                .allSatisfy(role ->
                        assertThat(role.properties()).doesNotContainKeys("managedPolicyArns", "inlinePolicies"));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void every_statement_allows_and_has_a_sid(DeclaredStack stack) {
        assertThat(Stream.of(permissions(stack), trusts(stack)).flatMap(List::stream))
                .hasSize(7)
                .allSatisfy(statement -> {
                    assertThat(statement.sid()).isNotBlank();
                    assertThat(statement.effect().value()).isEqualTo("Allow");
                    assertThat(statement.notActions()).isEmpty();
                    assertThat(statement.notResources()).isEmpty();
                    assertThat(statement.notPrincipals()).isEmpty();
                });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void no_action_has_a_wildcard(DeclaredStack stack) {
        assertThat(permissions(stack))
                .flatExtracting(IamStatement::actions)
                .extracting(IamAction::value)
                .isNotEmpty()
                .noneMatch(action -> action.contains("*") || action.contains("?"));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void every_resource_stands_for_listed_actions_only(DeclaredStack stack) {
        var onEveryResource = permissions(stack).stream()
                .filter(statement -> statement.resources().contains(IamResource.ALL))
                .toList();

        assertThat(onEveryResource)
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(statement.resources()).hasSize(1))
                .flatExtracting(IamStatement::actions)
                .extracting(IamAction::value)
                .isSubsetOf(ALLOWED_ON_EVERY_RESOURCE);
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void other_resources_have_no_wildcard_but_the_streams_of_a_log_group(DeclaredStack stack) {
        assertThat(permissions(stack))
                .flatExtracting(IamStatement::resources)
                .extracting(IamResource::value)
                .filteredOn(resource -> !resource.equals("*"))
                .isNotEmpty()
                .allMatch(resource ->
                        !resource.replaceFirst(":log-group:[^*?]+:\\*$", "").matches(".*[*?].*"));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void a_policy_on_every_resource_stands_alone(DeclaredStack stack) {
        assertThat(stack.all("aws:iam/rolePolicy:RolePolicy"))
                .filteredOn(policy -> policy.input("policy").contains("\"*\""))
                .hasSize(3)
                .allSatisfy(policy -> assertThat(
                                IamPolicy.fromJson(policy.input("policy")).statements())
                        .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void functions_of_the_definition_are_those_of_the_invoke_policy(DeclaredStack stack) {
        var invoked = new TreeSet<String>();
        collectFunctions(
                JsonParser.parseString(stack.resource("workflow-state-machine").input("definition")), invoked);
        var allowed = permissions(stack).stream()
                .filter(statement -> statement.actions().contains(IamAction.create("lambda:InvokeFunction")))
                .flatMap(statement -> statement.resources().stream())
                .map(IamResource::value)
                .toList();

        assertThat(allowed).isNotEmpty().containsExactlyInAnyOrderElementsOf(invoked);
    }

    private static void collectFunctions(JsonElement element, Set<String> functions) {
        if (element.isJsonObject()) {
            element.getAsJsonObject().asMap().values().forEach(value -> collectFunctions(value, functions));
        } else if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(value -> collectFunctions(value, functions));
        } else if (element.isJsonPrimitive() && element.getAsString().matches("arn:[a-z-]+:lambda:.+")) {
            functions.add(element.getAsString());
        }
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void each_role_trusts_one_service(DeclaredStack stack) {
        var services = Map.of("handler-role", "lambda.amazonaws.com", "workflow-role", "states.amazonaws.com");

        assertThat(stack.all("aws:iam/role:Role"))
                .extracting(DeclaredResource::name)
                .containsExactlyInAnyOrderElementsOf(services.keySet());
        services.forEach((role, service) -> assertThat(
                        IamPolicy.fromJson(stack.resource(role).input("assumeRolePolicy"))
                                .statements())
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.actions()).containsExactly(IamAction.create("sts:AssumeRole"));
                    assertThat(statement.principals()).singleElement().satisfies(principal -> {
                        assertThat(principal.type().value()).isEqualTo("Service");
                        assertThat(principal.id()).isEqualTo(service);
                    });
                }));
    }
}
