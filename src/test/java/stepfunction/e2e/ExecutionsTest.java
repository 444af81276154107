package stepfunction.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The AWS SDK against a Step Functions API on a loopback port. */
class ExecutionsTest {

    private static final String MACHINE = "arn:aws:states:eu-west-1:123456789012:stateMachine:m";
    private static final String EXECUTION = "arn:aws:states:eu-west-1:123456789012:execution:m:e";

    private final List<String> requests = new ArrayList<>();
    private final Deque<String> descriptions = new ArrayDeque<>();

    @SuppressWarnings("NullAway.Init") // Before each test.
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // Before each test.
    private Executions executions;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        var client = SfnClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .build();
        executions = new Executions(client, Duration.ofSeconds(2), Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        executions.stepFunctions().close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var operation =
                    exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("AWSStepFunctions.", "");
            requests.add(
                    operation + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var answer = "{\"executionArn\": \"" + EXECUTION + "\", \"startDate\": 1.0}";
            if (operation.equals("DescribeExecution")) {
                // The last one is given again and again.
                answer = descriptions.size() > 1 ? descriptions.remove() : descriptions.element();
            }
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String description(String status, String field, String value) {
        var description = new JsonObject();
        description.addProperty("status", status);
        description.addProperty(field, value);
        return description.toString();
    }

    @Test
    void output_of_a_running_execution_is_waited_for() {
        descriptions.add(description("RUNNING", "name", "e"));
        descriptions.add(description("RUNNING", "name", "e"));
        descriptions.add(description("SUCCEEDED", "output", "{\"key\":\"value\"}"));

        assertThat(executions.outputOf(MACHINE, "{\"a\":1}")).isEqualTo("{\"key\":\"value\"}");

        assertThat(requests).hasSize(4);
        assertThat(JsonParser.parseString(requests.get(0).substring("StartExecution ".length())))
                .isEqualTo(JsonParser.parseString(
                        "{\"stateMachineArn\": \"" + MACHINE + "\", \"input\": \"{\\\"a\\\":1}\"}"));
        assertThat(requests.subList(1, 4)).containsOnly("DescribeExecution {\"executionArn\":\"" + EXECUTION + "\"}");
    }

    @Test
    void failed_execution_is_reported_with_error_and_cause() {
        var failed = JsonParser.parseString(description("FAILED", "error", "TypeError"))
                .getAsJsonObject();
        failed.addProperty("cause", "no object");
        descriptions.add(failed.toString());

        assertThatThrownBy(() -> executions.outputOf(MACHINE, "[]"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(EXECUTION + " must be SUCCEEDED, was FAILED: TypeError: no object");
    }

    @Test
    void execution_that_does_not_end_is_given_up() {
        descriptions.add(description("RUNNING", "name", "e"));

        assertThatThrownBy(() -> executions.outputOf(MACHINE, "{}"))
                .isInstanceOf(ConditionTimeoutException.class)
                .hasMessageContaining("the end of " + EXECUTION);
    }
}
