package stepfunction.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.Fixture;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;
import stepfunction.plan.Location;

/**
 * What calls that are written out need, by AWS's pages: statements.csv. What is only possible or proposed there is not granted.
 */
class StatementsTest {

    private static final Path EXPECTED = Path.of("test/resources/stepfunction/grants/statements.csv");
    private static final Location LOCATION = new Location("aws", "eu-central-1", "123456789012");

    static List<String> rows() throws IOException {
        var lines = Files.readAllLines(EXPECTED);
        return lines.subList(1, lines.size());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void call_is_granted_what_it_needs_and_no_more(String row) {
        var cells = row.split(" \\| ", -1);

        assertThat(statements(call(cells[0], cells[1]))).isEqualTo(granted(cells[2]));
    }

    private static String granted(String expected) {
        var granted = Stream.of(expected.split("; ", -1))
                .filter(statement -> !statement.matches(".* on (perhaps|propose|missing) .*"))
                .toList();
        return granted.isEmpty() ? "nothing" : String.join("; ", granted);
    }

    /** The keys are as in the Resource of a Task; those of readers and writers begin with the field of the Map. */
    private static BoundWorkflow call(String key, String request) {
        var parts = key.split(" ", -1);
        var state = parts.length == 1 ? task(key, request) : map(parts[0], parts[1], request);
        var definition = "{\"StartAt\": \"A\", \"States\": {\"A\": %s}}".formatted(state);
        var plan = Fixture.planOf(definition, Fixture.stackConfig());
        return BoundWorkflow.of(plan, plan.main());
    }

    private static String task(String key, String request) {
        return "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::%s\", \"Parameters\": %s, \"End\": true}"
                .formatted(key, request);
    }

    private static String map(String part, String key, String request) {
        return """
                {"Type": "Map", "End": true,
                "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "P", "States": {"P": {"Type": "Succeed"}}},
                "%s": {"Resource": "arn:aws:states:::%s", "Parameters": %s}}
                """.formatted(part, key, request);
    }

    private static String statements(BoundWorkflow workflow) {
        var needs = new ArrayList<Need>();
        for (Call call : workflow.calls()) {
            needs.addAll(new CallNeeds(call, workflow).derived().needs());
        }
        var statements = Need.bySubject(needs).entrySet().stream()
                .map(entry -> "%s on %s%s"
                        .formatted(
                                String.join(", ", entry.getValue()),
                                entry.getKey().resource().arn(Map.of(), LOCATION),
                                conditions(entry.getKey())))
                .collect(Collectors.joining("; "));
        return statements.isEmpty() ? "nothing" : statements;
    }

    private static String conditions(Need.Subject subject) {
        return subject.conditions().stream()
                .map(condition -> " if %s %s %s"
                        .formatted(
                                condition.operator(),
                                condition.key(),
                                condition.value().text()))
                .collect(Collectors.joining());
    }
}
