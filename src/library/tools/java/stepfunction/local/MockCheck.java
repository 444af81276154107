package stepfunction.local;

import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import stepfunction.apis.Api;
import stepfunction.apis.Member;
import stepfunction.asl.Resource;
import stepfunction.asl.Resource.Pattern;
import stepfunction.asl.Spelling;
import stepfunction.binding.Call;
import stepfunction.binding.CalledApi;

/**
 * Whether AWS can answer as the mocks of a case do, by the table of APIs. Where the table does not say so, as for the result of a job or of a
 * task token, anything goes.
 */
final class MockCheck {

    /** Step Functions adds them to the results of optimized integrations. */
    private static final List<String> METADATA = List.of("SdkHttpMetadata", "SdkResponseMetadata");

    /** Every service has them: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html, and the client of the SDK. */
    private static final Set<String> COMMON_ERRORS = Set.of(
            "AccessDeniedException",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InternalFailure",
            "MalformedHttpRequestException",
            "NotAuthorized",
            "OptInRequired",
            "RequestAbortedException",
            "RequestEntityTooLargeException",
            "RequestExpired",
            "RequestTimeoutException",
            "ServiceUnavailable",
            "ThrottlingException",
            "UnknownOperationException",
            "UnrecognizedClientException",
            "ValidationError",
            "ApiCallAttemptTimeoutException",
            "ApiCallTimeoutException",
            "SdkClientException");

    /** Of entries that an event bus has refused: https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html. */
    private static final String FAILED_ENTRY = "EventBridge.FailedEntry";

    private static final String OF_STEP_FUNCTIONS = "States.";

    private final DeployedStack stack;
    private final Case given;
    private final Set<String> warnings = new LinkedHashSet<>();

    private MockCheck(DeployedStack stack, Case given) {
        this.stack = stack;
        this.given = given;
    }

    /** A sentence for each answer that AWS would not give. */
    static List<String> warnings(DeployedStack stack, Case given) {
        var check = new MockCheck(stack, given);
        given.mocks().forEach(check::mock);
        return check.warnings.stream().sorted().toList();
    }

    private void mock(String name, Mock mock) {
        // Of a recorded execution, AWS has answered so.
        if (mock.isChecked() && !given.recorded()) {
            call(name)
                    .filter(call -> call.requester() == Call.Requester.TASK)
                    .ifPresent(call -> mock.answers().forEach(answer -> answer(name, call.resource(), answer)));
        }
    }

    private Optional<Call> call(String name) {
        return MockedState.of(name, given, stack)
                .flatMap(state -> state.in(stack))
                .flatMap(Called::by);
    }

    private void answer(String name, Resource resource, Mock.ResponseRange answer) {
        if (waitsForToken(resource)) {
            return;
        }
        if (answer.response() instanceof Mock.Throw thrown) {
            error(name, new CalledApi(resource), thrown.error());
        } else if (answer.response() instanceof Mock.Return returned
                && returned.result() instanceof JsonObject result) {
            response(resource).ifPresent(known -> members(name, new CalledApi(resource), result, known));
        }
    }

    private static boolean waitsForToken(Resource resource) {
        return resource instanceof Resource.Integration called && called.pattern() == Pattern.WAIT_FOR_TASK_TOKEN;
    }

    /** The API whose response is the result of the Task; absent for a job's, and where an integration makes its own. */
    private static Optional<Api> response(Resource resource) {
        return resource instanceof Resource.Integration called && called.pattern() == Pattern.REQUEST_RESPONSE
                ? new CalledApi(resource).api().filter(api -> api.name().equals(called.api()))
                : Optional.empty();
    }

    private void members(String name, CalledApi called, JsonObject result, Api api) {
        var known = Stream.concat(api.response().stream().map(Member::name), METADATA.stream())
                .toList();
        result.keySet().stream()
                .filter(member -> !isIn(known, member, called))
                .forEach(member -> warn(
                        name,
                        "returns %s, which the response of %s does not have".formatted(member, called.title()),
                        Spelling.nearest(member, known)));
    }

    /** An optimized integration may spell a name in other cases, such as {@code MD5OfMessageBody} for {@code Md5OfMessageBody}. */
    private static boolean isIn(List<String> known, String name, CalledApi called) {
        return called.isSdk() ? known.contains(name) : known.stream().anyMatch(name::equalsIgnoreCase);
    }

    private void error(String name, CalledApi called, String error) {
        var api = called.api();
        if (api.isEmpty() || error.startsWith(OF_STEP_FUNCTIONS) || isOfFunction(called, error)) {
            return;
        }
        var known = called.errors();
        if (!isIn(known, error, called) && !isCommon(error) && !hasOtherPrefix(called, error, known)) {
            warn(
                    name,
                    "throws %s, which %s never reports".formatted(error, called.title()),
                    Spelling.nearest(error, known));
        }
    }

    /** A function reports errors of its own. */
    private static boolean isOfFunction(CalledApi called, String error) {
        return called.invokesFunction() && !error.startsWith("Lambda.");
    }

    /** An error that the model of a service does not have has a name such as {@code S3.S3Exception}, {@code DynamoDB.AmazonDynamoDBException}. */
    private static boolean isCommon(String error) {
        var parts = error.split("\\.", 2);
        return error.equals(FAILED_ENTRY)
                || (parts.length == 2
                        && (COMMON_ERRORS.contains(parts[1]) || parts[1].endsWith(parts[0] + "Exception")));
    }

    /** An optimized integration may have another prefix, such as {@code StepFunctions} for {@code Sfn}. */
    private static boolean hasOtherPrefix(CalledApi called, String error, List<String> known) {
        var suffix = error.substring(error.indexOf('.') + 1);
        return !called.isSdk()
                && error.indexOf('.') > 0
                && known.stream().anyMatch(each -> each.endsWith("." + suffix));
    }

    private void warn(String name, String what, Optional<String> meant) {
        warnings.add("%s: mocks.%s %s; %scorrect it, or add \"unchecked\": true to the mock"
                .formatted(
                        given.file(),
                        name,
                        what,
                        meant.map("did you mean %s? "::formatted).orElse("")));
    }
}
