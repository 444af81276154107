package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import stepfunction.asl.ExecutionRequest;
import stepfunction.asl.ExecutionResult;
import stepfunction.asl.ExecutionResult.Status;

/**
 * The response of Step Functions about an execution that a Task has started, with the same fields:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html.
 *
 * @param calledArn of the state machine, with the version or alias if the call names one
 * @param input the text that it was started with
 */
record ExecutionAnswer(ExecutionRequest request, String calledArn, String input) {

    private static final int OK = 200;
    private static final int SMALLEST_BILLED_MB = 64;
    private static final long BILLED_STEP_MS = 100;
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Of StartExecution, by the optimized integration. */
    JsonObject started() {
        var http = new JsonObject();
        http.addProperty("HttpStatusCode", OK);
        var response = new JsonObject();
        response.addProperty("RequestId", UUID.randomUUID().toString());
        var answer = new JsonObject();
        answer.addProperty("ExecutionArn", request.executionArn());
        answer.add("SdkHttpMetadata", http);
        answer.add("SdkResponseMetadata", response);
        answer.addProperty("StartDate", text(request.startTime()));
        return answer;
    }

    /** Of StartExecution, by the AWS SDK integration. */
    JsonObject startedBySdk() {
        var answer = new JsonObject();
        answer.addProperty("ExecutionArn", request.executionArn());
        answer.addProperty("StartDate", text(request.startTime()));
        return answer;
    }

    /**
     * Of DescribeExecution at the end, as {@code .sync} gives it.
     *
     * @param isJson whether input and output are JSON, as with {@code .sync:2}, and not its text
     */
    JsonObject ended(ExecutionResult result, boolean isJson) {
        var answer = new JsonObject();
        result.cause().ifPresent(cause -> answer.addProperty("Cause", cause));
        result.error().ifPresent(error -> answer.addProperty("Error", error));
        answer.addProperty("ExecutionArn", request.executionArn());
        answer.add("Input", isJson ? request.input() : new JsonPrimitive(input));
        answer.add("InputDetails", included());
        answer.addProperty("Name", request.name());
        result.output().ifPresent(output -> {
            answer.add("Output", isJson ? output : text(output));
            answer.add("OutputDetails", included());
            answer.addProperty("RedriveCount", 0);
            answer.addProperty("RedriveStatus", "NOT_REDRIVABLE");
            answer.addProperty("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
        });
        answer.addProperty("StartDate", request.startTime().toEpochMilli());
        answer.addProperty("StateMachineArn", request.stateMachineArn());
        if (!calledArn.equals(request.stateMachineArn())) {
            answer.addProperty(isVersion() ? "StateMachineVersionArn" : "StateMachineAliasArn", calledArn);
        }
        answer.addProperty("Status", result.status().name());
        answer.addProperty("StopDate", end(result).toEpochMilli());
        return answer;
    }

    private boolean isVersion() {
        return calledArn
                .substring(request.stateMachineArn().length() + 1)
                .chars()
                .allMatch(Character::isDigit);
    }

    /**
     * Of StartSyncExecution, which succeeds however the execution ends:
     * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html.
     */
    JsonObject endedSynchronously(ExecutionResult result) {
        var billing = new JsonObject();
        var took = took(result).toMillis();
        billing.addProperty("BilledDurationInMilliseconds", (took / BILLED_STEP_MS + 1) * BILLED_STEP_MS);
        billing.addProperty("BilledMemoryUsedInMB", SMALLEST_BILLED_MB);
        var answer = new JsonObject();
        answer.add("BillingDetails", billing);
        if (result.status() == Status.TIMED_OUT) {
            answer.addProperty("Error", "States.Timeout");
        }
        result.cause().ifPresent(cause -> answer.addProperty("Cause", cause));
        result.error().ifPresent(error -> answer.addProperty("Error", error));
        answer.addProperty("ExecutionArn", request.executionArn());
        answer.addProperty("Input", input);
        answer.add("InputDetails", included());
        answer.addProperty("Name", request.name());
        result.output().ifPresent(output -> {
            answer.add("Output", text(output));
            answer.add("OutputDetails", included());
        });
        answer.addProperty("StartDate", text(request.startTime()));
        answer.addProperty("StateMachineArn", request.stateMachineArn());
        answer.addProperty("Status", result.status().name());
        answer.addProperty("StopDate", text(end(result)));
        return answer;
    }

    /** From the call to the end. */
    Duration took(ExecutionResult result) {
        return Duration.between(request.startTime(), end(result));
    }

    private static Instant end(ExecutionResult result) {
        var events = result.history();
        return events.get(events.size() - 1).time();
    }

    private static JsonObject included() {
        var details = new JsonObject();
        details.addProperty("Included", true);
        return details;
    }

    private static JsonPrimitive text(JsonElement json) {
        return new JsonPrimitive(json.toString());
    }

    private static String text(Instant time) {
        return MILLISECONDS.format(time);
    }
}
