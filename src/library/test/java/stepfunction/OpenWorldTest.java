package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.apigatewayv2.Api;
import com.pulumi.aws.apigatewayv2.ApiArgs;
import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.aws.cognito.UserPool;
import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ecr.Repository;
import com.pulumi.aws.ecr.RepositoryArgs;
import com.pulumi.aws.iam.IamFunctions;
import com.pulumi.aws.iam.inputs.GetPolicyDocumentArgs;
import com.pulumi.aws.iam.inputs.GetPolicyDocumentStatementArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.ssm.SsmFunctions;
import com.pulumi.aws.ssm.inputs.GetParameterArgs;
import com.pulumi.aws.ssm.outputs.GetParameterResult;
import com.pulumi.core.Output;
import com.pulumi.resources.StackReference;
import com.pulumi.resources.StackReferenceArgs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.config.StackConfig;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.LookupAnswers;
import stepfunction.declared.ProgramRun;
import stepfunction.declared.ProjectFiles;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;
import user.Mistakes;

/** Whatever a program declares and looks up is answered, with made-up values where only AWS knows better. */
class OpenWorldTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write_a_project() throws IOException {
        write("Pulumi.yaml", "name: orders\n");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    /** A plan whose workflow shows a placeholder, such as {@code OrdersKeyId}. */
    private static Plan planShowing(String placeholder, StackConfig config) {
        return Fixture.planOf("""
                {"StartAt": "Show", "States": {"Show": {"Type": "Pass", "Result": "${%s}", "End": true}}}
                """.formatted(placeholder), config);
    }

    private DeclaredStack declare(boolean preview, Function<StackConfig, Plan> planner) {
        return DeclaredStack.declare(
                new ProgramRun(new ProjectFiles(folder), "test", Fixture.PROJECT.config("test"), preview), planner);
    }

    private DeclaredStack declareTarget(Target<?> target) {
        return declare(
                false,
                config -> planShowing(target.placeholders().get(1), config).target(target));
    }

    private static String definition(DeclaredStack stack) {
        return stack.resource("workflow-state-machine").input("definition");
    }

    static Stream<Arguments> outputs() {
        var dashboard = DashboardArgs.builder()
                .dashboardName("orders")
                .dashboardBody("{}")
                .build();
        var api = ApiArgs.builder().protocolType("HTTP").build();
        return Stream.of(
                Arguments.of(
                        Target.of("orders", () -> new Key("orders"), Key::arn).with("Value", Key::keyId), "a1b2c3"),
                Arguments.of(
                        Target.of("orders", () -> new Api("orders", api), Api::arn)
                                .with("Value", Api::apiEndpoint),
                        "https://a1b2c3.execute-api.eu-central-1.amazonaws.com"),
                Arguments.of(
                        Target.of("orders", () -> new Repository("orders"), Repository::arn)
                                .with("Value", Repository::repositoryUrl),
                        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/orders-0a1b2c3"),
                Arguments.of(
                        Target.of("orders", () -> new UserPool("orders"), UserPool::arn)
                                .with("Value", UserPool::endpoint),
                        "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a1b2c3"),
                Arguments.of(
                        Target.of("orders", () -> new Dashboard("orders", dashboard), Dashboard::dashboardArn)
                                .with("Value", Dashboard::dashboardArn),
                        "arn:aws:made-up:eu-central-1:123456789012:orders/dashboardArn"),
                Arguments.of(
                        Target.of("orders", () -> new Vpc("orders"), Vpc::arn).with("Value", Vpc::mainRouteTableId),
                        "<mainRouteTableId of orders>"));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void output_of_any_resource_is_a_placeholder(Target<?> target, String value) {
        assertThat(definition(declareTarget(target))).contains("\"" + value + "\"");
    }

    private static Target<Repository> repository(RepositoryArgs arguments) {
        return Target.of("orders", () -> new Repository("orders", arguments), Repository::arn)
                .with("Value", Repository::imageTagMutability);
    }

    @Test
    void optional_output_is_a_placeholder_where_its_input_is_set() {
        var immutable = RepositoryArgs.builder().imageTagMutability("IMMUTABLE").build();

        assertThat(definition(declareTarget(repository(immutable)))).contains("\"IMMUTABLE\"");
        assertThatThrownBy(() -> declareTarget(repository(RepositoryArgs.Empty)))
                .hasMessage(
                        "plan: the target orders has no Value in AWS unless an argument of its resource sets it; set that, or remove .with(\"Value\", ...)");
    }

    @Test
    void output_that_an_input_fills_is_there_with_the_input_and_empty_without() {
        var streaming = TableArgs.builder()
                .hashKey("id")
                .streamEnabled(true)
                .streamViewType("NEW_IMAGE")
                .build();

        var stack = declareTarget(Target.of("orders", () -> new Table("orders", streaming), Table::arn)
                .with("Stream", Table::streamArn));

        assertThat(definition(stack)).contains("table/orders-0a1b2c3/stream/2026-01-01T00:00:00.000");
        assertThatThrownBy(() -> declareTarget(Target.of("orders", () -> new Table("orders"), Table::arn)
                        .with("Stream", Table::streamArn)))
                .hasMessageContaining("the target orders has no Stream in AWS unless");
    }

    @Test
    void resources_of_one_name_and_different_types_have_states_of_their_own() {
        var stack = declare(
                false,
                config -> planShowing("OrdersArn", config)
                        .target(Target.of(
                                "orders",
                                () -> {
                                    var unused = new Key("orders");
                                    return new Topic("orders");
                                },
                                Topic::arn)));

        assertThat(stack.all("aws:kms/key:Key").get(0).arn())
                .hasValueSatisfying(arn -> assertThat(arn).contains(":kms:"));
        assertThat(stack.all("aws:sns/topic:Topic").get(0).arn())
                .hasValueSatisfying(arn -> assertThat(arn).contains(":sns:"));
    }

    @Test
    void made_up_values_are_no_state_of_a_resource() {
        var stack = declareTarget(
                Target.of("orders", () -> new Vpc("orders"), Vpc::arn).with("Value", Vpc::mainRouteTableId));

        assertThat(stack.resource("orders").properties()).doesNotContainKey("mainRouteTableId");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resource_that_exists_is_known_at_preview_too(boolean preview) {
        var arn = Output.of("arn:aws:sns:eu-central-1:123456789012:alerts");
        var news = Target.of("news", () -> Topic.get("news", arn, null, null), Topic::arn)
                .with("Name", Topic::name);

        var stack = declare(preview, config -> planShowing("NewsName", config).target(news));

        assertThat(definition(stack)).contains("\"alerts\"");
        assertThat(stack.resource("news").arn()).contains("arn:aws:sns:eu-central-1:123456789012:alerts");
    }

    private static GetParameterArgs parameter(String name) {
        return GetParameterArgs.builder().name(name).build();
    }

    private static Plan planWithLookups(StackConfig config) {
        var subnet =
                Ec2Functions.getSubnets().applyValue(subnets -> subnets.ids().get(1));
        return planShowing("NetworkSubnet", config)
                .target(Target.existing("network", "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1")
                        .with("Subnet", network -> subnet));
    }

    @Test
    void lookup_directly_in_the_plan_is_made_up_and_reported_once() {
        var stack = declare(false, OpenWorldTest::planWithLookups);

        assertThat(definition(stack)).contains("\"<id 2 of subnets>\"");
        assertThat(stack.warnings())
                .filteredOn(warning -> warning.contains("is made up"))
                .containsExactly(
                        "the answer to the lookup aws:ec2/getSubnets:getSubnets is made up; to set it, add this entry to the list in src/test/lookups.json: "
                                + "{\"lookup\":\"aws:ec2/getSubnets:getSubnets\",\"answer\":{\"id\":\"<id of subnets>\",\"ids\":[\"<id of subnets>\",\"<id 2 of subnets>\"]}}");
    }

    @Test
    void lookup_is_answered_at_preview_too() {
        assertThat(definition(declare(true, OpenWorldTest::planWithLookups))).contains("\"<id 2 of subnets>\"");
    }

    @Test
    void entry_that_the_run_prints_answers_the_lookup() throws IOException {
        var warning = declare(false, OpenWorldTest::planWithLookups).warnings().stream()
                .filter(each -> each.contains("is made up"))
                .findFirst()
                .orElseThrow();
        var entry = warning.substring(warning.indexOf('{')).replace("<id 2 of subnets>", "subnet-2");
        write("src/test/lookups.json", "[" + entry + "]");

        var stack = declare(false, OpenWorldTest::planWithLookups);

        assertThat(definition(stack)).contains("\"subnet-2\"");
        assertThat(stack.warnings()).noneMatch(each -> each.contains("is made up"));
    }

    private static Target<Output<GetParameterResult>> parameterTarget(String name) {
        return Target.of(
                        "limit",
                        () -> SsmFunctions.getParameter(parameter(name)),
                        result -> result.applyValue(GetParameterResult::arn))
                .with("Value", result -> result.applyValue(GetParameterResult::value));
    }

    @Test
    void first_entry_whose_arguments_all_fit_answers_and_the_rest_is_made_up() throws IOException {
        write("src/test/lookups.json", """
                [{"lookup": "aws:ssm/getParameter:getParameter", "arguments": {"name": "/b"}, "answer": {"value": "B"}},
                 {"lookup": "aws:ssm/getParameter:getParameter", "arguments": {"name": "/a"}, "answer": {"value": "A"}},
                 {"lookup": "aws:ssm/getParameter:getParameter", "answer": {"value": "any"}}]
                """);

        var stack = declareTarget(parameterTarget("/a"));

        assertThat(definition(stack)).contains("\"A\"");
        assertThat(LookupAnswers.of(folder).unused(stack.usedLookups()))
                .containsExactly(
                        "entry 1: {\"lookup\":\"aws:ssm/getParameter:getParameter\",\"arguments\":{\"name\":\"/b\"},\"answer\":{\"value\":\"B\"}}",
                        "entry 3: {\"lookup\":\"aws:ssm/getParameter:getParameter\",\"answer\":{\"value\":\"any\"}}");
    }

    @Test
    void lookup_of_a_known_resource_has_its_true_arn() {
        var stack = declare(false, config -> planShowing("LimitArn", config).target(parameterTarget("/a")));

        assertThat(definition(stack)).contains("\"arn:aws:ssm:eu-central-1:123456789012:parameter/a\"");
    }

    @Test
    void policy_document_account_region_partition_and_zones_are_true_and_not_reported() {
        var document = GetPolicyDocumentArgs.builder()
                .statements(GetPolicyDocumentStatementArgs.builder()
                        .actions("s3:GetObject")
                        .resources("*")
                        .build())
                .build();
        Function<StackConfig, Plan> planner = config -> {
            var all = Output.all(List.of(
                    IamFunctions.getPolicyDocument(document)
                            .applyValue(result -> result.minifiedJson().replace("\"", "'")),
                    AwsFunctions.getCallerIdentity().applyValue(caller -> caller.accountId()),
                    AwsFunctions.getRegion().applyValue(region -> region.name()),
                    AwsFunctions.getPartition().applyValue(partition -> partition.dnsSuffix()),
                    AwsFunctions.getAvailabilityZones()
                            .applyValue(zones -> zones.zoneIds().get(2))));
            return planShowing("AllValue", config)
                    .target(Target.existing("all", "arn:aws:s3:::all")
                            .with("Value", resource -> all.applyValue(values -> String.join(" ", values))));
        };

        var stack = declare(false, planner);

        assertThat(definition(stack))
                .contains(
                        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'}]}"
                                + " 123456789012 eu-central-1 amazonaws.com euc1-az3");
        assertThat(stack.warnings()).noneMatch(each -> each.contains("is made up"));
    }

    private static Target<StackReference> network() {
        var reference = StackReferenceArgs.builder().name("acme/network/prod").build();
        return Target.of(
                        "network",
                        () -> new StackReference("network", reference),
                        stack -> stack.requireOutput("vpcArn").applyValue(String::valueOf))
                .with("Id", stack -> stack.output("vpcId").applyValue(String::valueOf));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stack_reference_has_the_outputs_of_its_entry(boolean preview) throws IOException {
        write("src/test/lookups.json", """
                [{"lookup": "pulumi:pulumi:StackReference", "arguments": {"name": "acme/network/prod"},
                  "answer": {"vpcArn": "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-7", "vpcId": "vpc-7"}}]
                """);

        var stack = declare(preview, config -> planShowing("NetworkId", config).target(network()));

        assertThat(definition(stack)).contains("\"vpc-7\"");
    }

    @Test
    void stack_reference_without_an_entry_is_reported_with_it() {
        assertThatThrownBy(() -> declare(
                        false, config -> planShowing("NetworkArn", config).target(network())))
                .hasMessageContaining("vpcArn")
                .hasMessageContaining(
                        "in the list in src/test/lookups.json: {\"lookup\":\"pulumi:pulumi:StackReference\",\"arguments\":{\"name\":\"acme/network/prod\"},\"answer\":{}}");
    }

    @Test
    void output_that_another_stack_may_have_is_reported_with_the_entry() {
        var orders = Target.of("orders", () -> new Topic("orders"), Topic::arn)
                .with(
                        "Url",
                        topic -> new StackReference("acme/mail/prod")
                                .output("url")
                                .applyValue(url -> (String) url));

        assertThatThrownBy(() -> declareTarget(orders))
                .hasMessageContaining(
                        "if a made-up value is the reason, set it in the list in src/test/lookups.json: {\"lookup\":\"pulumi:pulumi:StackReference\",\"arguments\":{\"name\":\"acme/mail/prod\"}");
    }

    @Test
    void two_resources_of_one_type_and_name_are_refused() {
        assertThatThrownBy(() -> declare(
                        false,
                        config -> planShowing("Region", config)
                                .declare(stack -> List.of(new Topic("mail"), new Topic("mail")))))
                .hasMessage("two resources of type aws:sns/topic:Topic have the name mail; rename one of them");
    }

    @Test
    void code_that_fails_on_a_made_up_lookup_is_reported_with_its_line_and_the_entry() {
        assertThatThrownBy(() -> declare(
                        false,
                        config -> planShowing("LimitValue", config)
                                .target(Target.of(
                                                "limit",
                                                () -> SsmFunctions.getParameter(parameter("/a")),
                                                result -> result.applyValue(GetParameterResult::arn))
                                        .with("Value", result -> result.applyValue(Mistakes::number)))))
                .hasMessageMatching(
                        "the program fails at Mistakes\\.java:\\d+: it throws java\\.lang\\.NumberFormatException: For input string: \"<value of parameter>\";"
                                + " that value is made up, set it in the list in src/test/lookups\\.json: \\{\"lookup\":\"aws:ssm/getParameter:getParameter\",\"arguments\":\\{\"name\":\"/a\"\\},.*\"value\":\"<value of parameter>\".*");
    }

    @Test
    void plan_that_fails_on_a_made_up_lookup_is_reported_with_its_line_and_the_entry() {
        Function<StackConfig, Plan> planner = config -> planShowing("Limit" + Mistakes.numberOfParameter("/a"), config);

        assertThatThrownBy(() -> declare(false, planner))
                .hasMessageMatching(
                        "(?s)nothing was registered, because:\n- plan fails at Mistakes\\.java:\\d+: it throws .*\"<value of parameter>\"; that value is made up, set it in the list in src/test/lookups\\.json: .*");
    }

    @Test
    void code_that_fails_on_a_made_up_output_is_reported_and_an_entry_sets_the_output() throws IOException {
        var vpc = Target.of("orders", () -> new Vpc("orders"), Vpc::arn)
                .with("Number", resource -> resource.mainRouteTableId().applyValue(Integer::parseInt));

        assertThatThrownBy(() -> declareTarget(vpc))
                .hasMessageContaining("\"<mainRouteTableId of orders>\"; that value is made up, set it in the list in")
                .hasMessageContaining("{\"lookup\":\"aws:ec2/vpc:Vpc\",\"arguments\":{\"name\":\"orders\"},");

        write("src/test/lookups.json", """
                [{"lookup": "aws:ec2/vpc:Vpc", "arguments": {"name": "orders"}, "answer": {"mainRouteTableId": "7"}}]
                """);
        assertThat(definition(declareTarget(vpc))).contains("\"Result\": 7,");
    }
}
