package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.DeclaredStack.DeclaredResource;

/** What holds for every policy that the program declares, whichever it may declare one day. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyInvariantsTest {

    /** AWS does not let these actions be limited to a resource; see {@link Permissions}. */
    private static final Set<String> ALLOWED_ON_EVERY_RESOURCE = new TreeSet<>(Set.of(
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
            "xray:GetSamplingTargets"));

    private DeclaredStack stack;
    private List<IamPolicy> policies;
    private List<IamPolicy> trusts;

    @BeforeAll
    void declare() {
        stack = Fixture.declare(Map.of(), false);
        policies = stack.all("aws:iam/rolePolicy:RolePolicy").stream()
                .map(policy -> IamPolicy.fromJson(policy.input("policy")))
                .toList();
        trusts = stack.all("aws:iam/role:Role").stream()
                .map(role -> IamPolicy.fromJson(role.input("assumeRolePolicy")))
                .toList();
    }

    private List<IamStatement> permissions() {
        return policies.stream().flatMap(policy -> policy.statements().stream()).toList();
    }

    @Test
    void every_permission_is_an_inline_policy_that_these_tests_read() {
        assertThat(stack.resources())
                .extracting(DeclaredResource::type)
                .filteredOn(type -> type.startsWith("aws:iam/") || type.startsWith("aws:lambda/permission"))
                .hasSize(10)
                .containsOnly("aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy");
        assertThat(stack.all("aws:iam/role:Role"))
                .allSatisfy(role ->
                        assertThat(role.properties()).doesNotContainKeys("managedPolicyArns", "inlinePolicies"));
    }

    @Test
    void every_statement_allows_and_has_a_sid() {
        assertThat(Stream.concat(permissions().stream(), trusts.stream().flatMap(trust -> trust.statements().stream())))
                .hasSize(12)
                .allSatisfy(statement -> {
                    assertThat(statement.sid()).isNotBlank();
                    assertThat(statement.effect().value()).isEqualTo("Allow");
                    assertThat(statement.notActions()).isEmpty();
                    assertThat(statement.notResources()).isEmpty();
                    assertThat(statement.notPrincipals()).isEmpty();
                });
    }

    @Test
    void no_action_has_a_wildcard() {
        assertThat(permissions())
                .flatExtracting(IamStatement::actions)
                .extracting(IamAction::value)
                .isNotEmpty()
                .noneMatch(action -> action.contains("*") || action.contains("?"));
    }

    @Test
    void every_resource_stands_alone_and_for_listed_actions_only() {
        var onEveryResource = policies.stream()
                .filter(policy -> policy.toJson().contains("\"*\""))
                .toList();

        assertThat(onEveryResource)
                .hasSize(4)
                .allSatisfy(policy -> assertThat(policy.statements())
                        .singleElement()
                        .satisfies(
                                statement -> assertThat(statement.resources()).containsExactly(IamResource.ALL)));
        assertThat(onEveryResource.stream().flatMap(policy -> policy.statements().stream()))
                .flatExtracting(IamStatement::actions)
                .extracting(IamAction::value)
                .isSubsetOf(ALLOWED_ON_EVERY_RESOURCE);
    }

    @Test
    void other_resources_have_no_wildcard_but_the_streams_of_a_log_group() {
        assertThat(permissions())
                .flatExtracting(IamStatement::resources)
                .extracting(IamResource::value)
                .filteredOn(resource -> !resource.equals("*"))
                .hasSize(5)
                .allMatch(resource ->
                        !resource.replaceFirst(":log-group:[^*?]+:\\*$", "").matches(".*[*?].*"));
    }

    @Test
    void arns_of_the_definition_are_those_of_the_state_machines_permission() {
        var arns = Pattern.compile("arn:aws:(lambda|sns):[^\"]+");
        var called = arns.matcher(stack.resource("workflow-state-machine").input("definition"))
                .results()
                .map(MatchResult::group)
                .toList();
        var allowed = arns.matcher(stack.resource("workflow-invoke-policy").input("policy"))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(allowed).hasSize(3).containsExactlyInAnyOrderElementsOf(called);
    }

    @Test
    void each_role_trusts_one_service() {
        assertThat(trusts)
                .extracting(trust -> JsonParser.parseString(trust.toJson())
                        .getAsJsonObject()
                        .get("Statement")
                        .getAsJsonObject()
                        .get("Principal")
                        .toString())
                .containsExactlyInAnyOrder(
                        "{\"Service\":\"lambda.amazonaws.com\"}",
                        "{\"Service\":\"lambda.amazonaws.com\"}",
                        "{\"Service\":\"states.amazonaws.com\"}");
    }
}
