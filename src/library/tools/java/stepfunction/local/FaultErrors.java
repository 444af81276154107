package stepfunction.local;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import stepfunction.asl.Fields;
import stepfunction.asl.Resource;
import stepfunction.asl.State;
import stepfunction.binding.CalledApi;

/**
 * The errors that a call is made to fail with: those that the state's Retry and Catch name, a timeout, a failed Task (which a job that fails
 * is), and a throttled request as the API reports it.
 */
record FaultErrors(State state, Resource resource) {

    private static final List<String> OF_EVERY_TASK = List.of("States.Timeout", "States.TaskFailed");

    /** All errors at once, and errors that no call of a Task fails with. */
    private static final Set<String> NOT_OF_A_CALL =
            Set.of("States.ALL", "States.Runtime", "States.NoChoiceMatched", "States.BranchFailed");

    private static final Pattern THROTTLED = Pattern.compile(
            "\\w+\\.(Throttl(ing|ed)Exception|TooManyRequestsException|RequestLimitExceeded\\w*|ProvisionedThroughputExceededException)");

    /** Of optimized integrations, where the prefix is another than that of the SDK: as executions in AWS report it. */
    private static final Map<String, String> PREFIXES =
            Map.of("dynamodb", "DynamoDB", "sns", "SNS", "sqs", "SQS", "states", "StepFunctions");

    /** Of integrations that the table of APIs does not have. */
    private static final Map<String, String> THROTTLED_ELSEWHERE =
            Map.of("http:invoke", "States.Http.StatusCode.429", "apigateway:invoke", "ApiGateway.429");

    /** Each once. */
    List<String> names() {
        var names = new LinkedHashSet<String>();
        for (var field : List.of("Retry", "Catch")) {
            state.fields().objects(field).forEach(handler -> names.addAll(new Fields(handler).texts("ErrorEquals")));
        }
        names.removeAll(NOT_OF_A_CALL);
        names.addAll(OF_EVERY_TASK);
        throttled()
                .filter(name -> names.stream().noneMatch(named -> suffix(named).equals(suffix(name))))
                .ifPresent(names::add);
        return new ArrayList<>(names);
    }

    /** Absent where its name is unknown. */
    private Optional<String> throttled() {
        var called = new CalledApi(resource);
        var known = called.errors();
        var ofApi = known.stream().filter(THROTTLED.asMatchPredicate()).findFirst();
        var ofService = known.stream().findFirst().map(error -> prefix(error) + ".ThrottlingException");
        return Stream.of(ofApi, ofService, Optional.ofNullable(THROTTLED_ELSEWHERE.get(called.title())))
                .flatMap(Optional::stream)
                .findFirst()
                .map(this::asTheIntegrationSpellsIt);
    }

    private String asTheIntegrationSpellsIt(String error) {
        return resource instanceof Resource.Integration called
                        && !called.sdk()
                        && PREFIXES.containsKey(called.service())
                ? PREFIXES.get(called.service()) + "." + suffix(error)
                : error;
    }

    private static String prefix(String error) {
        return error.substring(0, error.indexOf('.'));
    }

    private static String suffix(String error) {
        return error.substring(error.indexOf('.') + 1);
    }
}
