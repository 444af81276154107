package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of each IAM document, in documents.json; other tests compare with the function that makes it. */
class IamDocumentsTest {

    static Stream<Arguments> documents() {
        return Stream.of(
                arguments("state machine may call functions and targets", Fixture.calling("f", "c", "n", false)),
                arguments("state machine may call versions too", Fixture.calling("f", "c", "n", true)),
                arguments("state machine may have its log delivered", IamDocuments.deliveringLogs()),
                arguments("state machine may send traces", IamDocuments.tracingStateMachine()),
                arguments("function may write to its log group", IamDocuments.writingTo("group")),
                arguments("function may send traces", IamDocuments.tracingFunction()),
                arguments("Lambda may assume the role of a function", IamDocuments.trustingLambda()),
                arguments("state machine may assume its role", IamDocuments.trusting(Fixture.MACHINE, false)),
                arguments("versions may assume its role too", IamDocuments.trusting(Fixture.MACHINE, true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void document_allows_what_its_purpose_takes(String purpose, String document) throws Exception {
        var documents = Files.readString(Path.of("src/test/resources/stepfunction/documents.json"));

        assertThat(JsonParser.parseString(document))
                .isEqualTo(JsonParser.parseString(documents).getAsJsonObject().get(purpose));
    }
}
