package stepfunction.apis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.apis.IamRequirement.RequestCondition;
import stepfunction.asl.Resource;

/** The rows of all services, and what is read from them. */
class ApisTest {

    /** Granted on every resource though AWS knows one: what they are on has no ARN, or none before the call. */
    private static final Set<String> WITHOUT_ARN = Set.of(
            "sns:Publish", "batch:TerminateJob", "ecs:StopTask", "ecs:DescribeTasks", "cloudwatch:PutMetricData");

    /** Fields of a distributed Map's ReaderConfig, beside the request of the reader. */
    private static final Set<String> READER_CONFIG = Set.of("Transformation", "InputType");

    private static final Pattern LIKELY_ACTION = Pattern.compile("[a-z0-9-]+:[A-Z]\\w+");

    private static final List<Api> ALL = new ArrayList<>();
    private static final List<OptimizedApi> OPTIMIZED = new ArrayList<>();

    @BeforeAll
    static void read() {
        for (var service : Apis.services()) {
            for (var api : Apis.of(service)) {
                ALL.add(Apis.find(service, api).orElseThrow());
            }
        }
        OptimizedApis.keys()
                .forEach(key -> OPTIMIZED.add(OptimizedApis.find(key).orElseThrow()));
        for (var reader : List.of("s3:getObject", "s3:listObjectsV2")) {
            OPTIMIZED.add(OptimizedApis.itemReader(reader).orElseThrow());
        }
        OPTIMIZED.add(OptimizedApis.resultWriter("s3:putObject").orElseThrow());
    }

    private static Stream<IamRequirement> iamRequirements(OptimizedApi api) {
        return Stream.concat(api.iamRequirements().stream().flatMap(List::stream), api.ofJob().stream());
    }

    private static Stream<IamRequirement> allAuthorizations() {
        return Stream.concat(
                ALL.stream().flatMap(api -> api.iamRequirements().stream().flatMap(List::stream)),
                OPTIMIZED.stream().flatMap(ApisTest::iamRequirements));
    }

    @Test
    void every_row_of_every_service_is_read() {
        assertThat(Apis.services()).hasSizeGreaterThan(400);
        assertThat(ALL)
                .hasSizeGreaterThan(19_000)
                .noneMatch(api -> api.request().isOpen())
                .extracting(Api::likelyAction)
                .allMatch(LIKELY_ACTION.asMatchPredicate());
    }

    @Test
    void every_action_is_one_of_iam() {
        assertThat(allAuthorizations()
                        .flatMap(needed -> needed.actions().stream())
                        .distinct())
                .hasSizeGreaterThan(17_000)
                .allMatch(IamActions::contains);
    }

    @Test
    void whatever_fills_an_arn_or_a_condition_is_a_member_of_the_request() {
        var problems = new ArrayList<String>();
        ALL.forEach(api -> api.iamRequirements()
                .ifPresent(needed -> needed.forEach(each -> problems.addAll(unknown(api.key(), each, api.request())))));
        OPTIMIZED.forEach(api ->
                iamRequirements(api).forEach(each -> problems.addAll(unknown(api.key(), each, api.request()))));

        assertThat(problems).isEmpty();
    }

    private static List<String> unknown(String key, IamRequirement needed, RequestMembers request) {
        var known = new HashSet<>(request.names());
        known.addAll(READER_CONFIG);
        var variables = needed.resources().stream()
                .flatMap(type -> type.alternatives().stream())
                .flatMap(template -> template.variables().stream())
                .filter(variable -> !variable.isOwnName())
                .map(variable -> variable.path().get(0));
        var clauses = needed.neededWhen().stream()
                .flatMap(when -> when.anyOf().stream())
                .map(RequestCondition::path)
                .map(path -> path.get(0));
        return Stream.concat(variables, clauses)
                .filter(member -> !known.contains(member))
                .map(member -> key + " " + member)
                .toList();
    }

    @Test
    void every_resource_is_granted_only_for_actions_that_know_no_other() {
        assertThat(allAuthorizations()
                        .filter(IamRequirement::isOnEveryResource)
                        .flatMap(needed -> needed.actions().stream())
                        .distinct()
                        .filter(action -> !IamActions.knowsNoResource(action)))
                .isSubsetOf(WITHOUT_ARN);
    }

    /** AWS demands all resources of EMR Serverless for an application that is created: connect-emr-serverless.html. */
    @Test
    void template_that_is_granted_names_a_resource_or_its_type() {
        assertThat(allAuthorizations()
                        .filter(needed -> !needed.isPossible())
                        .filter(needed -> !needed.actions().contains("emr-serverless:CreateApplication"))
                        .flatMap(needed -> needed.resources().stream())
                        .filter(type -> !type.isProposed())
                        .flatMap(type -> type.alternatives().stream()))
                .isNotEmpty()
                .noneMatch(ApisTest::namesNothing);
    }

    /** Nothing but wildcards follows the account. */
    private static boolean namesNothing(ArnTemplate template) {
        var segments = template.segments();
        return segments.get(segments.size() - 1) instanceof ArnTemplate.Literal last
                && template.variables().isEmpty()
                && last.text().chars().noneMatch(Character::isLetterOrDigit);
    }

    @Test
    void members_are_spelled_as_step_functions_spells_them() {
        var request = Apis.find("rds", "createDBInstance").orElseThrow().request();

        assertThat(request.member("DbInstanceIdentifier"))
                .contains(new Member("DbInstanceIdentifier", Member.Type.TEXT, true));
        assertThat(request.member("AllocatedStorage"))
                .contains(new Member("AllocatedStorage", Member.Type.INTEGER, false));
        assertThat(request.names()).doesNotContain("DBInstanceIdentifier");
    }

    @Test
    void response_and_errors_belong_to_the_api() {
        var api = Apis.find("glue", "startCrawler").orElseThrow();

        assertThat(api.response()).isEmpty();
        assertThat(api.errors())
                .containsExactly(
                        "Glue.CrawlerRunningException",
                        "Glue.EntityNotFoundException",
                        "Glue.OperationTimeoutException");
        assertThat(Apis.find("dynamodb", "getItem").orElseThrow().response())
                .extracting(Member::name)
                .containsExactly("Item", "ConsumedCapacity");
    }

    @Test
    void api_without_a_known_action_has_a_likely_one() {
        var api = Apis.find("glue", "associateGlossaryTerms").orElseThrow();

        assertThat(api.iamRequirements()).isEmpty();
        assertThat(api.likelyAction()).isEqualTo("glue:AssociateGlossaryTerms");
    }

    @Test
    void api_that_iam_does_not_check_needs_nothing() {
        assertThat(Apis.find("sts", "getCallerIdentity").orElseThrow().iamRequirements())
                .hasValueSatisfying(needed -> assertThat(needed).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glue:startCrawlr",
                "gleu:startCrawler",
                "actions:x",
                "../apis/glue:startCrawler",
                "sts:assumeRole"
            })
    void what_step_functions_does_not_call_is_not_found(String key) {
        var parts = key.split(":", -1);

        assertThat(Apis.find(parts[0], parts[1])).isEmpty();
    }

    @Test
    void optimized_api_has_patterns_rule_and_the_api_that_it_calls() {
        var api = OptimizedApis.find("sagemaker:createTrainingJob").orElseThrow();

        assertThat(api.patterns()).containsExactlyInAnyOrder("", ".sync", ".waitForTaskToken");
        assertThat(api.managedRule()).contains("StepFunctionsGetEventsForSageMakerTrainingJobsRule");
        assertThat(api.api()).map(Api::key).contains("aws-sdk:sagemaker:createTrainingJob");
        assertThat(api.request().member("TrainingJobName")).isPresent();
        assertThat(OptimizedApis.find("sagemaker:createTrainingJb")).isEmpty();
        assertThat(OptimizedApis.find("ItemReader s3:getObject")).isEmpty();
    }

    @Test
    void optimized_apis_offer_the_patterns_that_the_language_knows() {
        assertThat(OptimizedApis.keys()).hasSizeGreaterThan(60).allSatisfy(key -> {
            var offered = Stream.of("", ".sync", ".sync:2", ".waitForTaskToken")
                    .filter(pattern ->
                            Resource.parse("arn:aws:states:::" + key + pattern) instanceof Resource.Integration called
                                    && called.isOffered());
            assertThat(OptimizedApis.find(key).orElseThrow().patterns())
                    .containsExactlyInAnyOrderElementsOf(offered.toList());
        });
    }
}
