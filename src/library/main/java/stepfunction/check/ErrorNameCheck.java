package stepfunction.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import stepfunction.apis.Api;
import stepfunction.apis.Apis;
import stepfunction.apis.OptimizedApi;
import stepfunction.apis.OptimizedApis;
import stepfunction.asl.Code;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Resource;
import stepfunction.asl.Spelling;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;

/**
 * Whether Retry and Catch of a Task spell the errors of its API right. A name that is like none of them is an error of the user's own, or of
 * a newer API.
 */
final class ErrorNameCheck {

    /** Errors of Step Functions' own client of Lambda: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html. */
    private static final List<String> OF_LAMBDA_CLIENT = List.of(
            "Lambda.AWSLambdaException",
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.SdkClientException",
            "Lambda.Unknown");

    private final BoundWorkflow workflow;
    private final Findings findings = new Findings();

    private ErrorNameCheck(BoundWorkflow workflow) {
        this.workflow = workflow;
    }

    /** The findings, each once. */
    static List<Finding> check(BoundWorkflow workflow) {
        var check = new ErrorNameCheck(workflow);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var call : workflow.calls()) {
            if (call.part() == Call.Part.TASK) {
                namesAreKnown(call, "Retry");
                namesAreKnown(call, "Catch");
            }
        }
    }

    private void namesAreKnown(Call call, String field) {
        var names = named(call, field);
        var known = names.isEmpty() ? List.<String>of() : errors(call);
        for (var name : names) {
            if (!isKnown(call, name, known)) {
                Spelling.nearest(name, known)
                        .ifPresent(meant -> findings.warning(
                                Code.UNKNOWN_ERROR,
                                call.state().name(),
                                "ErrorEquals in %s of %s has %s, which %s never reports; did you mean %s?"
                                        .formatted(field, call.state().name(), name, title(call), meant)));
            }
        }
    }

    private static Set<String> named(Call call, String field) {
        var names = new LinkedHashSet<String>();
        for (var handler : call.state().fields().objects(field)) {
            names.addAll(new Fields(handler).texts("ErrorEquals"));
        }
        return names;
    }

    /** An optimized integration may spell the same error in other cases, such as {@code DynamoDB} for {@code DynamoDb}. */
    private static boolean isKnown(Call call, String name, List<String> known) {
        var isSdk = call.resource() instanceof Resource.Integration called && called.sdk();
        return isSdk ? known.contains(name) : known.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static List<String> errors(Call call) {
        var errors = new ArrayList<String>(api(call.resource()).map(Api::errors).orElse(List.of()));
        if (invokesFunction(call.resource())) {
            errors.addAll(OF_LAMBDA_CLIENT);
        }
        return errors;
    }

    /** A reference may be to an activity too, whose errors are the user's own. */
    private static Optional<Api> api(Resource resource) {
        if (resource instanceof Resource.Integration called) {
            return called.sdk()
                    ? Apis.find(called.service(), called.api())
                    : OptimizedApis.find(called.key()).flatMap(OptimizedApi::api);
        }
        return invokesFunction(resource) ? Apis.find("lambda", "invoke") : Optional.empty();
    }

    private static boolean invokesFunction(Resource resource) {
        return resource instanceof Resource.Function
                || resource instanceof Resource.Reference
                || (resource instanceof Resource.Integration called && called.isLambdaInvoke());
    }

    private static String title(Call call) {
        return call.resource() instanceof Resource.Integration called ? called.key() : "Lambda";
    }
}
