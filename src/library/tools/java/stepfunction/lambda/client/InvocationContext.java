package stepfunction.lambda.client;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** https://docs.aws.amazon.com/lambda/latest/dg/java-context.html */
record InvocationContext(RuntimeApiConnection.Request request, Map<String, String> environment, LambdaLogger logger)
        implements Context {

    @Override
    public String getAwsRequestId() {
        return request.id();
    }

    @Override
    public String getLogGroupName() {
        return variable("AWS_LAMBDA_LOG_GROUP_NAME");
    }

    @Override
    public String getLogStreamName() {
        return variable("AWS_LAMBDA_LOG_STREAM_NAME");
    }

    @Override
    public String getFunctionName() {
        return variable("AWS_LAMBDA_FUNCTION_NAME");
    }

    @Override
    public String getFunctionVersion() {
        return variable("AWS_LAMBDA_FUNCTION_VERSION");
    }

    @Override
    public String getInvokedFunctionArn() {
        return request.functionArn();
    }

    /** Only the mobile SDK sends one. */
    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    /** Only the mobile SDK sends one. */
    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, request.deadlineMs() - System.currentTimeMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return Integer.parseInt(variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
    }

    @Override
    public LambdaLogger getLogger() {
        return logger;
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
