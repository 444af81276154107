package stepfunction.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.Fixture;

/** The text of each IAM document, in documents.json; other tests compare with the function that makes it. */
class IamDocumentsTest {

    static Stream<Arguments> documents() {
        return Stream.of(
                arguments("state machine may have its log delivered", IamDocuments.deliverLogs()),
                arguments("state machine may send traces", IamDocuments.traceStateMachine()),
                arguments("function may write to its log group", IamDocuments.writeLog("group")),
                arguments("function may send traces", IamDocuments.traceFunction()),
                arguments("Lambda may assume the role of a function", IamDocuments.trustLambda()),
                arguments("state machine may assume its role", IamDocuments.trustStateMachine(Fixture.MACHINE, false)),
                arguments("versions may assume its role too", IamDocuments.trustStateMachine(Fixture.MACHINE, true)),
                arguments("schedules of a group may assume their role", IamDocuments.trustScheduler("1", "group")),
                arguments("rules may assume their role", IamDocuments.trustEvents("1", List.of("rule", "other"))),
                arguments("pipes may assume their role", IamDocuments.trustPipes("1", List.of("pipe", "other"))),
                arguments("API Gateway may assume the role of routes", IamDocuments.trustApiGateway()),
                arguments("trigger may start the state machine", IamDocuments.start(Fixture.MACHINE)),
                arguments("trigger may start it and wait for its answer", IamDocuments.startAndWait(Fixture.MACHINE)),
                arguments(
                        "trigger may decrypt the definition of what it waits for",
                        IamDocuments.decryptDefinition(new KmsKey("key", ""), Fixture.MACHINE)),
                arguments("pipe may receive messages", IamDocuments.receiveMessages(List.of("queue", "other"))),
                arguments(
                        "pipe may decrypt messages",
                        IamDocuments.decryptMessages("Inbox", new KmsKey("key", "alias/inbox"))),
                arguments("schedule may send dead letters", IamDocuments.sendDeadLetters(List.of("queue"))),
                arguments(
                        "queue takes dead letters of rules",
                        IamDocuments.takeDeadLetters("queue", "1", List.of("rule"))),
                arguments(
                        "state machine may encrypt its executions",
                        IamDocuments.encryptExecutions(new KmsKey("key", ""), Fixture.MACHINE)),
                arguments(
                        "state machine may encrypt its log by an alias",
                        IamDocuments.encryptLog(new KmsKey("key", "alias/orders"), Fixture.MACHINE.location())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void document_allows_what_its_purpose_takes(String purpose, IamStatement statement) throws Exception {
        var documents = Files.readString(Path.of("test/resources/stepfunction/aws/documents.json"));

        assertThat(JsonParser.parseString(IamDocuments.document(statement)))
                .isEqualTo(JsonParser.parseString(documents).getAsJsonObject().get(purpose));
    }
}
