package stepfunction.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.outputs.GetVpcResult;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.aws.sfn.StateMachine;
import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.resources.CustomResourceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.Fixture;
import stepfunction.config.StackConfig;
import stepfunction.plan.Event;
import stepfunction.plan.Plan;
import stepfunction.plan.Schedule;
import stepfunction.plan.Source;
import stepfunction.plan.Target;

/** The permissions of the pipeline's roles, with every feature turned on that needs permissions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleDocumentsTest {

    private static final Owner OWNER =
            new Owner("live", "210987654321", "octo/orders", "42", "7", Optional.of("my-state"));

    private List<RoleDocument> documents = List.of();
    private List<RoleDocument> extended = List.of();
    private List<RoleDocument> everything = List.of();
    private List<RoleDocument> several = List.of();

    @BeforeAll
    void render() throws Exception {
        var changes = Map.of(
                "aws:region",
                "eu-west-1",
                "release",
                "gradual",
                "permissionsBoundaryArn",
                "",
                "alarmTopicArn",
                "arn:aws:sns:eu-west-1:123456789012:alarms");
        documents = new RoleDocuments(Fixture.declare(changes, false), OWNER, CiPermissions.NONE).all();
        extended = new RoleDocuments(
                        Fixture.declare(changes, false, RoleDocumentsTest::withKeyAndDashboard), OWNER, permissions())
                .all();
        // Without alarms, which the others have: with all of them, the document would be too long for IAM.
        everything = new RoleDocuments(
                        Fixture.declareEverything(Map.of("alarmTopicArn", "")), OWNER, CiPermissions.NONE)
                .all();
        several = new RoleDocuments(
                        Fixture.declare(
                                Map.of("alarmTopicArn", "arn:aws:sns:eu-central-1:123456789012:alarms"),
                                false,
                                RoleDocumentsTest::withRefund),
                        OWNER,
                        CiPermissions.NONE)
                .all();
    }

    /** The fixture with a further workflow and a state machine of the user's own. */
    private static Plan withRefund(StackConfig config) {
        var definition = "{\"StartAt\": \"Rest\", \"States\": {\"Rest\": {\"Type\": \"Succeed\"}}}";
        var own = StateMachineArgs.builder()
                .name("own")
                .roleArn("arn:aws:iam::123456789012:role/own")
                .definition(definition)
                .build();
        return Fixture.plan(config)
                .workflow(
                        "refund",
                        new Source("refund.asl.json", definition),
                        workflow -> workflow.allow(
                                        "rekognition:DetectLabels",
                                        "arn:aws:rekognition:eu-central-1:123456789012:project/p")
                                .startOn(Schedule.rate("hourly", Duration.ofHours(1)))
                                .startOn(Event.matching("refunds", "{\"source\": [\"shop\"]}")))
                .declare(declared -> new StateMachine("own", own));
    }

    /** The fixture with two types that the templates do not cover. */
    private static Plan withKeyAndDashboard(StackConfig config) {
        var key = Target.of("key", RoleDocumentsTest::keyBesideDashboard, Key::arn);
        return Fixture.plan(config).target(key).allow("kms:Decrypt", key);
    }

    private static Key keyBesideDashboard() {
        var dashboard = new Dashboard(
                "dashboard",
                DashboardArgs.builder()
                        .dashboardName("sales")
                        .dashboardBody("{}")
                        .build());
        return new Key(
                "key",
                KeyArgs.Empty,
                CustomResourceOptions.builder().dependsOn(dashboard).build());
    }

    @Test
    void rule_target_of_the_users_needs_no_role() throws Exception {
        var stack = Fixture.declare(
                Map.of(),
                false,
                config -> Fixture.plan(config).declare(declared -> new EventTarget("mail", queueOfRule())));

        var documents = new RoleDocuments(stack, OWNER, CiPermissions.NONE).all();

        assertThat(policy(documents, "deploy-permissions").statements())
                .extracting(IamStatement::sid)
                .contains("PassRolesToLambda")
                .doesNotContain("PassRolesToEventBridge");
    }

    private static EventTargetArgs queueOfRule() {
        return EventTargetArgs.builder()
                .rule("uploads")
                .arn("arn:aws:sqs:eu-central-1:123456789012:mail")
                .build();
    }

    private static CiPermissions permissions() throws Exception {
        var folder = Path.of(Objects.requireNonNull(RoleDocumentsTest.class.getResource("orders"))
                .toURI());
        return CiPermissions.read(folder, RoleDocuments.sids());
    }

    private IamPolicy document(String name) {
        return policy(documents, name);
    }

    private IamPolicy documentOfEverything(String name) {
        return policy(everything, name);
    }

    private static IamPolicy policy(List<RoleDocument> documents, String name) {
        var json = documents.stream()
                .filter(document -> document.name().equals(name))
                .map(RoleDocument::json)
                .findFirst();
        return IamPolicy.fromJson(json.orElseThrow());
    }

    @ParameterizedTest(name = "{0}: {5}")
    @CsvFileSource(resources = "attacks.csv", delimiter = '|')
    void role_does_its_work_and_cannot_give_itself_more(
            String attempt,
            String document,
            String action,
            @Nullable String arn,
            @Nullable String conditions,
            String effect) {
        assertThat(effects(document(document), action, arn, conditions))
                .as(attempt)
                .hasToString("[" + effect + "]");
        assertThat(effects(policy(extended, document), action, arn, conditions))
                .as("%s, with what a user adds", attempt)
                .hasToString("[" + effect + "]");
    }

    /** What src/test/ci-permissions.yaml of the test's own project adds, and no more. */
    @ParameterizedTest(name = "{0}: {5}")
    @CsvFileSource(resources = "additions.csv", delimiter = '|')
    void roles_may_do_what_the_user_adds_for_the_types_that_the_stack_declares(
            String attempt,
            String document,
            String action,
            @Nullable String arn,
            @Nullable String conditions,
            String effect) {
        assertThat(effects(policy(extended, document), action, arn, conditions))
                .as(attempt)
                .hasToString("[" + effect + "]");
    }

    @Test
    void stack_without_the_type_gets_none_of_its_statements() throws Exception {
        var plain = new RoleDocuments(Fixture.declare(Map.of(), false), OWNER, permissions()).all();

        assertThat(plain)
                .isEqualTo(new RoleDocuments(Fixture.declare(Map.of(), false), OWNER, CiPermissions.NONE).all());
    }

    /** The same for what triggers and targets are made of. */
    @ParameterizedTest(name = "{0}: {5}")
    @CsvFileSource(resources = "attacks-on-everything.csv", delimiter = '|')
    void role_deploys_triggers_and_targets_and_cannot_reach_beyond_them(
            String attempt,
            String document,
            String action,
            @Nullable String arn,
            @Nullable String conditions,
            String effect) {
        assertThat(effects(documentOfEverything(document), action, arn, conditions))
                .as(attempt)
                .hasToString("[" + effect + "]");
    }

    /** The same for a workflow that is not the plan's first. */
    @ParameterizedTest(name = "{0}: {5}")
    @CsvFileSource(resources = "attacks-on-a-further-workflow.csv", delimiter = '|')
    void role_deploys_a_further_workflow_and_cannot_reach_beyond_it(
            String attempt,
            String document,
            String action,
            @Nullable String arn,
            @Nullable String conditions,
            String effect) {
        assertThat(effects(policy(several, document), action, arn, conditions))
                .as(attempt)
                .hasToString("[" + effect + "]");
    }

    private static Set<String> effects(
            IamPolicy document, String action, @Nullable String arn, @Nullable String conditions) {
        var given = List.of(String.valueOf(conditions).split(" ", -1));
        return document.statements().stream()
                .filter(statement ->
                        statement.actions().stream().anyMatch(it -> it.value().equals(action)))
                .filter(statement -> arn == null || covers(statement, arn))
                .filter(statement -> isMet(statement, given))
                .map(statement -> statement.effect().value())
                .collect(Collectors.toSet());
    }

    private static boolean covers(IamStatement statement, String arn) {
        return statement.resources().stream()
                .anyMatch(resource -> arn.matches(
                        "\\Q" + resource.value().replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E"));
    }

    /** Whether each key of the statement's conditions has one of the values that it asks for. */
    private static boolean isMet(IamStatement statement, List<String> given) {
        var keys = statement.conditions().stream()
                .collect(Collectors.groupingBy(it -> it.key().value()));
        return keys.values().stream()
                .allMatch(conditions -> conditions.stream()
                        .filter(it -> it.operator().value().equals("StringEquals"))
                        .map(it -> it.key().value().replaceAll(".*:", "") + "=" + it.value())
                        .anyMatch(given::contains));
    }

    @Test
    void preview_role_reads_and_nothing_else() {
        assertThat(Stream.of(document("preview-permissions"), documentOfEverything("preview-permissions"))
                        .flatMap(document -> document.statements().stream()))
                .flatMap(IamStatement::actions)
                .extracting(action -> action.value())
                .contains("states:ValidateStateMachineDefinition", "iam:GetRole")
                .allMatch(action -> action.matches("\\w+:((Get|List|Describe|Validate)\\w+|GET)"));
    }

    @Test
    void entry_of_a_type_that_nothing_covers_is_printed() throws Exception {
        var stack = Fixture.declare(Map.of(), false, RoleDocumentsTest::withKeyAndDashboard);

        assertThat(new MissingPermissions(stack, CiPermissions.NONE).entries())
                .hasSize(2)
                .last()
                .isEqualTo("""
                        src/test/ci-permissions.yaml must have an entry for aws:kms/key:Key, which the library's documents do not cover. Add this, with actions from
                        https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html in place of the dots:

                        aws:kms/key:Key:
                          # ${aws:kms/key:Key} stands for arn:aws:kms:eu-central-1:ACCOUNT:key/*. If AWS has another form of ARN for an action, write it out.
                          preview:
                            - Sid: ReadKey
                              Action: [kms:...]
                              Resource: ${aws:kms/key:Key}
                          deploy:
                            - Sid: WriteKey
                              Action: [kms:...]
                              Resource: ${aws:kms/key:Key}
                        """);
        assertThat(new MissingPermissions(stack, permissions()).entries()).isEmpty();
        assertThat(new MissingPermissions(Fixture.declareEverything(), CiPermissions.NONE).entries())
                .isEmpty();
    }

    @Test
    void section_that_an_entry_lacks_is_printed_alone() {
        var stack = Fixture.declare(Map.of(), false, RoleDocumentsTest::withKeyAndDashboard);
        var reading = Map.<Section, List<CiPermissions.Statement>>of(Section.PREVIEW, List.of());
        var permissions = new CiPermissions(Map.of("aws:kms/key:Key", reading));

        assertThat(new MissingPermissions(stack, permissions).entries())
                .last()
                .asString()
                .contains("  deploy:\n")
                .doesNotContain("  preview:\n");
    }

    @Test
    void documents_of_a_stack_with_one_of_everything_fit_too() {
        assertFits(everything);
        assertFits(several);
    }

    private static void assertFits(List<RoleDocument> documents) {
        assertThat(documents)
                .allSatisfy(document -> assertThat(document.excess()).isEmpty())
                .extracting(RoleDocument::name)
                .containsExactly(
                        "boundary", "deploy-permissions", "deploy-trust", "preview-permissions", "preview-trust");
    }

    @Test
    void every_document_is_of_the_current_version_of_the_language() {
        assertThat(documents)
                .allSatisfy(document -> assertThat(document.json()).startsWith("{\n  \"Version\": \"2012-10-17\",\n"));
    }

    @Test
    void boundary_allows_versions_of_functions_before_they_are_pinned() throws IOException {
        var stack = Fixture.declare(Map.of("pinFunctionVersions", "false"), false);

        var documents = new RoleDocuments(stack, OWNER, CiPermissions.NONE).all();

        var version = "arn:aws:lambda:eu-central-1:210987654321:function:greeter:7";
        assertThat(effects(policy(documents, "boundary"), "lambda:InvokeFunction", version, null))
                .containsExactly("Allow");
    }

    @Test
    void roles_of_a_stack_without_gradual_releases_reach_no_alias() throws IOException {
        var stack = Fixture.declare(Map.of("pinFunctionVersions", "true"), false);

        var documents = new RoleDocuments(stack, OWNER, CiPermissions.NONE).all();

        assertThat(documents).noneMatch(document -> document.json().contains("StateMachineAlias"));
    }

    @Test
    void every_placeholder_of_the_templates_has_a_value() {
        assertThat(documents).allSatisfy(document -> assertThat(document.json()).doesNotContain("${"));
        assertThat(everything)
                .allSatisfy(document -> assertThat(document.json()).doesNotContain("${"));
    }

    /** It is compared with the one before, to tell whether AWS needs a new version. */
    @Test
    void boundary_has_its_parts_always_in_the_same_order() {
        var boundary = documents.stream()
                .filter(document -> document.name().equals("boundary"))
                .findFirst();

        assertThat(boundary.orElseThrow().json().replaceAll("\\s", ""))
                .startsWith(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"AtMost0\",\"Effect\":\"Allow\",\"Action\":[");
    }

    @Test
    void roles_reach_no_bucket_where_the_state_is_in_pulumi_cloud() throws IOException {
        var owner = new Owner("live", "210987654321", "octo/orders", "42", "7", Optional.empty());

        var documents = new RoleDocuments(Fixture.declare(Map.of(), false), owner, CiPermissions.NONE).all();

        assertThat(policy(documents, "deploy-permissions").statements())
                .extracting(IamStatement::sid)
                .contains("WatchSmokeTest")
                .doesNotContain("ListState", "ReadState", "WriteState");
    }

    @ParameterizedTest
    @CsvSource({
        "deploy-permissions, 10240",
        "preview-permissions, 10240",
        "boundary, 6144",
        "preview-trust, 2048",
        "deploy-trust, 2048"
    })
    void overlong_document_is_reported_and_white_space_does_not_count(String name, int characters) {
        assertThat(new RoleDocument(name, "x ".repeat(characters)).excess()).isEmpty();
        assertThat(new RoleDocument(name, "x".repeat(characters + 1)).excess())
                .hasValue("has %d characters, and IAM takes %d; split it into managed policies, or the stack in two"
                        .formatted(characters + 1, characters));
    }

    /** A boundary with it would allow nothing that the function needs. */
    @Test
    void made_up_arn_is_refused() {
        var network = Target.of("network", () -> Ec2Functions.getVpc(), vpc -> vpc.applyValue(GetVpcResult::arn));
        var stack = Fixture.declare(
                Map.of(),
                false,
                config -> Fixture.plan(config)
                        .function("other", "greet", function -> function.uses(network, "ec2:DescribeVpcs"))
                        .target(network));

        assertThatThrownBy(() -> new RoleDocuments(stack, OWNER, CiPermissions.NONE).all())
                .hasMessageStartingWith(
                        "arn:aws:made-up:eu-central-1:123456789012:vpc/arn is made up, and the documents need the true ARN; set it in the list in src/test/lookups.json");
    }
}
