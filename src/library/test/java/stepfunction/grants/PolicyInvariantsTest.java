package stepfunction.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.Fixture;
import stepfunction.apis.IamActions;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.plan.Arn;

/** Invariants of every plan's policies, checked on a small plan and on one that uses every feature. */
class PolicyInvariantsTest {

    /** They name no source when they assume a role: see IamDocuments. */
    private static final List<String> WITHOUT_SOURCE = List.of("lambda.amazonaws.com", "apigateway.amazonaws.com");

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, without white space */
    private static final int MAX_INLINE_POLICIES = 10_240;

    /** AWS demands these on every resource: log delivery, X-Ray, and Lambda's network interfaces in a VPC. */
    private static final Set<String> ON_EVERY_RESOURCE = Set.of(
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses",
            // A task has no ARN before it runs.
            "ecs:DescribeTasks",
            "ecs:StopTask",
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

    private static final Map<String, DeclaredStack> STACKS = new LinkedHashMap<>();

    @BeforeAll
    static void declare() {
        STACKS.put("everything", Fixture.declareEverything());
        STACKS.put("usual", Fixture.declare(Map.of(), false));
    }

    static List<String> stacks() {
        return List.of("everything", "usual");
    }

    private static DeclaredStack stack(String name) {
        return Objects.requireNonNull(STACKS.get(name));
    }

    /** What a component declares. A role that a user's own resource brings is the user's. */
    private static Stream<DeclaredResource> ofComponents(DeclaredStack stack) {
        return stack.resources().stream()
                .filter(resource -> resource.urn().contains("stepfunction:index:")
                        && !resource.type().startsWith("stepfunction:"));
    }

    private static List<IamPolicy> policies(String stack) {
        return ofComponents(stack(stack))
                .filter(resource -> resource.type().equals("aws:iam/rolePolicy:RolePolicy"))
                .map(resource -> IamPolicy.fromJson(resource.input("policy")))
                .toList();
    }

    private static Stream<IamStatement> permissions(String stack) {
        return policies(stack).stream().flatMap(policy -> policy.statements().stream());
    }

    private static Stream<IamStatement> trusts(String stack) {
        return ofComponents(stack(stack))
                .filter(resource -> resource.type().equals("aws:iam/role:Role"))
                .flatMap(role -> IamPolicy.fromJson(role.input("assumeRolePolicy")).statements().stream());
    }

    private static boolean isOnEveryResource(IamStatement statement) {
        return statement.resources().contains(IamResource.ALL);
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void every_permission_of_a_component_is_an_inline_policy_that_these_tests_read(String stack) {
        assertThat(ofComponents(stack(stack)))
                .extracting(DeclaredResource::type)
                .filteredOn(type -> type.startsWith("aws:iam/") || type.startsWith("aws:lambda/permission"))
                .isNotEmpty()
                .isSubsetOf("aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy");
        assertThat(ofComponents(stack(stack)).filter(resource -> resource.type().equals("aws:iam/role:Role")))
                .flatExtracting(role -> role.properties().keySet())
                .doesNotContain("managedPolicyArns", "inlinePolicies");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void every_statement_allows_and_says_to_what_whom_and_on_what(String stack) {
        assertThat(Stream.concat(permissions(stack), trusts(stack)))
                .isNotEmpty()
                .allSatisfy(statement -> {
                    assertThat(statement.sid()).matches("[A-Za-z0-9]+");
                    assertThat(statement.effect().value()).isEqualTo("Allow");
                    assertThat(statement.notActions()).isEmpty();
                    assertThat(statement.notResources()).isEmpty();
                    assertThat(statement.notPrincipals()).isEmpty();
                });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void sids_of_a_policy_differ(String stack) {
        assertThat(policies(stack))
                .isNotEmpty()
                .allSatisfy(policy -> assertThat(policy.statements())
                        .extracting(IamStatement::sid)
                        .doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void no_action_has_a_wildcard(String stack) {
        assertThat(permissions(stack))
                .flatExtracting(IamStatement::actions)
                .extracting(IamAction::value)
                .isNotEmpty()
                .noneMatch(action -> action.contains("*") || action.contains("?"));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void every_resource_stands_alone(String stack) {
        assertThat(permissions(stack).filter(PolicyInvariantsTest::isOnEveryResource))
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(statement.resources()).containsExactly(IamResource.ALL));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void every_resource_is_for_actions_that_aws_or_the_plan_knows_on_no_other(String stack) {
        // The Sid of what the plan allows in so many words begins with Allow.
        assertThat(permissions(stack)
                        .filter(PolicyInvariantsTest::isOnEveryResource)
                        .filter(statement -> !statement.sid().startsWith("Allow")))
                .flatExtracting(IamStatement::actions)
                .extracting(IamAction::value)
                .allMatch(action -> ON_EVERY_RESOURCE.contains(action) || IamActions.knowsNoResource(action));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void other_resources_are_arns_with_a_wildcard_at_the_end_at_most(String stack) {
        assertThat(permissions(stack).filter(statement -> !isOnEveryResource(statement)))
                .flatExtracting(IamStatement::resources)
                .extracting(IamResource::value)
                .allMatch(resource -> Arn.parse(resource).isPresent())
                .extracting(resource -> resource.replaceFirst("(/\\*:\\*|[:/]\\*|-\\?{6})$", ""))
                .noneMatch(resource -> resource.contains("*") || resource.contains("?"));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void each_role_trusts_one_service_and_for_one_source_where_the_service_names_one(String stack) {
        assertThat(trusts(stack)).isNotEmpty().allSatisfy(statement -> {
            assertThat(statement.principals())
                    .singleElement()
                    .satisfies(principal -> assertThat(principal.type()).isEqualTo(IamPrincipalType.SERVICE));
            var isLocked = statement.conditions().stream()
                    .map(condition -> condition.key().value())
                    .toList()
                    .containsAll(List.of("aws:SourceAccount", "aws:SourceArn"));
            assertThat(isLocked)
                    .isEqualTo(!WITHOUT_SOURCE.contains(
                            statement.principals().get(0).id()));
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void inline_policies_of_a_role_are_not_longer_than_iam_takes(String stack) {
        var lengths = ofComponents(stack(stack))
                .filter(resource -> resource.type().equals("aws:iam/rolePolicy:RolePolicy"))
                .collect(Collectors.groupingBy(
                        policy -> policy.input("role"),
                        Collectors.summingInt(policy -> policy.input("policy").length())));

        assertThat(lengths.values()).isNotEmpty().allMatch(length -> length <= MAX_INLINE_POLICIES);
    }
}
