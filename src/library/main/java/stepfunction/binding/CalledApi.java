package stepfunction.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.apis.Api;
import stepfunction.apis.Apis;
import stepfunction.apis.OptimizedApi;
import stepfunction.apis.OptimizedApis;
import stepfunction.asl.Resource;

/** The entry in the table of APIs for the API that a Task calls. */
public record CalledApi(Resource resource) {

    /** Errors of Step Functions' own client of Lambda: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html. */
    private static final List<String> OF_LAMBDA_CLIENT = List.of(
            "Lambda.AWSLambdaException",
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.SdkClientException",
            "Lambda.Unknown");

    /** Absent where the table has none. A reference may be to an activity too, whose errors are the user's own. */
    public Optional<Api> api() {
        if (resource instanceof Resource.Integration called) {
            return called.sdk()
                    ? Apis.find(called.service(), called.api())
                    : OptimizedApis.find(called.key()).flatMap(OptimizedApi::api);
        }
        return invokesFunction() ? Apis.find("lambda", "invoke") : Optional.empty();
    }

    /** The names of the API's errors; none where the table does not have it. */
    public List<String> errors() {
        var errors = new ArrayList<String>(api().map(Api::errors).orElse(List.of()));
        if (invokesFunction()) {
            errors.addAll(OF_LAMBDA_CLIENT);
        }
        return errors;
    }

    /** Whether the errors of a function's own come on top. */
    public boolean invokesFunction() {
        return resource instanceof Resource.Function
                || resource instanceof Resource.Reference
                || (resource instanceof Resource.Integration called && called.isLambdaInvoke());
    }

    /** Whether it is an AWS SDK integration. */
    public boolean isSdk() {
        return resource instanceof Resource.Integration called && called.sdk();
    }

    /** As messages call it, such as {@code sqs:sendMessage}. */
    public String title() {
        return resource instanceof Resource.Integration called ? called.key() : "Lambda";
    }
}
