package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of each IAM document, in documents.json; other tests compare with the function that makes it. */
class PermissionsTest {

    static Stream<Arguments> documents() {
        var plan = Fixture.plan(Fixture.settings());
        var arns = Map.of("handler", "f", "counter", "c", "news", "n");
        var machine = StateMachineArn.parse(Fixture.MACHINE_ARN);
        return Stream.of(
                arguments("state machine may call functions and targets", Permissions.calling(plan, arns, false)),
                arguments("state machine may call versions too", Permissions.calling(plan, arns, true)),
                arguments("state machine may have its log delivered", Permissions.deliveringLogs()),
                arguments("state machine may send traces", Permissions.tracingStateMachine()),
                arguments("function may write to its log group", Permissions.writingTo("group")),
                arguments("function may send traces", Permissions.tracingFunction()),
                arguments("Lambda may assume the role of a function", TrustPolicy.lambda()),
                arguments("state machine may assume its role", TrustPolicy.stepFunctions(machine, false)),
                arguments("versions may assume its role too", TrustPolicy.stepFunctions(machine, true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void document_allows_what_its_purpose_takes(String purpose, String document) throws Exception {
        var documents = Files.readString(Path.of("src/test/resources/stepfunction/documents.json"));

        assertThat(JsonParser.parseString(document))
                .isEqualTo(JsonParser.parseString(documents).getAsJsonObject().get(purpose));
    }
}
