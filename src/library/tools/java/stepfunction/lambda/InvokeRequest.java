package stepfunction.lambda;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.Optional;

/**
 * A call of a function.
 *
 * @param arn the function's, with or without a version
 * @param limit how long the caller waits; beyond that the invocation is killed
 */
public record InvokeRequest(LambdaFunction function, String arn, JsonElement event, Optional<Duration> limit) {}
