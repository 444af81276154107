package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.DeclaredStack.DeclaredResource;

/** What holds for every policy that the program declares, whichever it may declare one day. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyInvariantsTest {

    /** AWS does not let these actions be limited to a resource; see {@link IamDocuments}. */
    private static final Pattern ALLOWED_ON_EVERY_RESOURCE =
            Pattern.compile("logs:((Create|Get|Update|Delete)LogDelivery|ListLogDeliveries|CreateLogStream|PutLogEvents"
                    + "|(Put|Describe)ResourcePolic(y|ies)|DescribeLogGroups)"
                    + "|xray:(PutTraceSegments|PutTelemetryRecords|GetSampling(Rules|Targets))");

    private DeclaredStack stack;
    private List<IamPolicy> policies;
    private List<IamStatement> permissions;
    private List<IamStatement> trusts;

    @BeforeAll
    void declare() {
        stack = Fixture.declare(Map.of(), false);
        policies = documents("aws:iam/rolePolicy:RolePolicy", "policy");
        permissions = policies.stream().flatMap(of -> of.statements().stream()).toList();
        trusts = documents("aws:iam/role:Role", "assumeRolePolicy").stream()
                .flatMap(of -> of.statements().stream())
                .toList();
    }

    private List<IamPolicy> documents(String type, String input) {
        return stack.all(type).stream()
                .map(of -> IamPolicy.fromJson(of.input(input)))
                .toList();
    }

    @Test
    void every_permission_is_an_inline_policy_that_these_tests_read() {
        assertThat(stack.resources())
                .extracting(DeclaredResource::type)
                .filteredOn(type -> type.startsWith("aws:iam/") || type.startsWith("aws:lambda/permission"))
                .hasSize(10)
                .containsOnly("aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy");
        assertThat(stack.all("aws:iam/role:Role"))
                .flatExtracting(role -> role.properties().keySet())
                .doesNotContain("managedPolicyArns", "inlinePolicies");
    }

    @Test
    void every_statement_allows_and_has_a_sid() {
        assertThat(Stream.concat(permissions.stream(), trusts.stream()))
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
        assertThat(permissions)
                .flatExtracting(IamStatement::actions)
                .extracting(IamAction::value)
                .isNotEmpty()
                .noneMatch(action -> action.matches(".*[*?].*"));
    }

    @Test
    void every_resource_stands_alone_and_for_listed_actions_only() {
        var onEveryResource =
                policies.stream().filter(of -> of.toJson().contains("\"*\"")).toList();

        assertThat(onEveryResource).hasSize(4).allMatch(of -> of.statements().size() == 1);
        assertThat(onEveryResource)
                .flatExtracting(IamPolicy::statements)
                .allSatisfy(statement -> assertThat(statement.resources()).containsExactly(IamResource.ALL))
                .flatExtracting(IamStatement::actions)
                .extracting(IamAction::value)
                .allMatch(action -> ALLOWED_ON_EVERY_RESOURCE.matcher(action).matches());
    }

    @Test
    void other_resources_have_no_wildcard_but_the_streams_of_a_log_group() {
        assertThat(permissions)
                .flatExtracting(IamStatement::resources)
                .extracting(resource -> resource.value().replaceFirst(":log-group:[^*?]+:\\*$", ""))
                .filteredOn(resource -> !resource.equals("*"))
                .hasSize(5)
                .noneMatch(resource -> resource.matches(".*[*?].*"));
    }

    @Test
    void each_role_trusts_one_service() {
        assertThat(trusts)
                .hasSize(3)
                .extracting(IamStatement::principals)
                .allMatch(of -> of.size() == 1 && of.get(0).type().equals(IamPrincipalType.SERVICE));
    }
}
