package stepfunction.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.Fixture;

/** What the roles of the pipeline can do, with everything turned on that takes permissions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleDocumentsTest {

    private static final Map<String, String> OWNER = Map.of(
            "stack", "prod",
            "account", "210987654321",
            "repository", "octo/orders",
            "repositoryId", "42",
            "ownerId", "7",
            "stateBucket", "my-state");

    private Map<String, String> documents = Map.of();

    @BeforeAll
    void render() throws Exception {
        var changes = Map.of(
                "aws:region",
                "eu-west-1",
                "pinFunctionVersions",
                "true",
                "permissionsBoundaryArn",
                "",
                "alarmTopicArn",
                "arn:aws:sns:eu-west-1:123456789012:alarms");
        documents = new RoleDocuments(Fixture.declare(changes, false), OWNER).all();
    }

    private IamPolicy document(String name) {
        return IamPolicy.fromJson(documents.getOrDefault(name, "{}"));
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
        var given = List.of(String.valueOf(conditions).split(" ", -1));

        var effects = document(document).statements().stream()
                .filter(statement ->
                        statement.actions().stream().anyMatch(it -> it.value().equals(action)))
                .filter(statement -> arn == null || covers(statement, arn))
                .filter(statement -> isMet(statement, given))
                .map(statement -> statement.effect().value())
                .collect(Collectors.toSet());

        assertThat(effects).as(attempt).hasToString("[" + effect + "]");
    }

    private static boolean covers(IamStatement statement, String arn) {
        return statement.resources().stream()
                .anyMatch(it -> arn.matches("\\Q" + it.value().replace("*", "\\E.*\\Q") + "\\E"));
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
        assertThat(document("preview-permissions").statements())
                .flatMap(IamStatement::actions)
                .extracting(action -> action.value())
                .contains("states:ValidateStateMachineDefinition", "iam:GetRole")
                .allMatch(action -> action.matches("\\w+:(Get|List|Describe|Validate)\\w+"));
    }

    @Test
    void documents_of_a_stack_with_everything_fit_into_what_iam_allows() throws IOException {
        var everything = new RoleDocuments(Fixture.declareEverything(), OWNER).all();

        assertThat(RoleDocuments.MAX_CHARACTERS)
                .allSatisfy((name, most) -> assertThat(RoleDocuments.characters(everything.getOrDefault(name, "")))
                        .as(name)
                        .isBetween(100, most));
    }
}
