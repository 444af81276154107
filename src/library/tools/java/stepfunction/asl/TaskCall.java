package stepfunction.asl;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt of a Task, or the reading of a Map's items, which the result is then an array of.
 *
 * @param resource as the definition has it
 * @param arguments what Parameters or Arguments make, or else the state's input
 * @param retryCount 0 in the first attempt
 * @param taskToken in a Task that waits for one
 * @param time the virtual time at which it starts
 * @param timeout after which Step Functions gives up, if there is one
 * @param site for an execution that the call starts
 */
public record TaskCall(
        State state,
        String resource,
        JsonElement arguments,
        int retryCount,
        Optional<String> taskToken,
        Instant time,
        Optional<Duration> timeout,
        CallSite site) {}
