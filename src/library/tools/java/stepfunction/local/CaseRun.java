package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import stepfunction.asl.ExecutionResult;
import stepfunction.asl.ExecutionResult.Status;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.StrictJson;
import stepfunction.local.Expectation.Ending;

/**
 * A case that was run, and its result.
 *
 * @param stack that it has run on
 * @param sent what its calls sent
 * @param invocations of functions
 * @param all events, those of the executions that were started by the case's own among them, in the order of their times
 */
record CaseRun(
        Case given,
        DeployedStack stack,
        ExecutionResult result,
        SentCalls sent,
        List<Invocations.Made> invocations,
        List<WorkflowEvent> all) {

    CaseRun {
        invocations = List.copyOf(invocations);
        all = List.copyOf(all);
    }

    /** The events of the case's own execution. */
    MergedHistory events() {
        return new MergedHistory(all.stream()
                .filter(event -> !event.isOfChild())
                .map(WorkflowEvent::event)
                .toList());
    }

    /** The events of all executions of a workflow. */
    MergedHistory eventsOf(DeployedWorkflow workflow) {
        return new MergedHistory(all.stream()
                .filter(event -> event.workflow().equals(workflow.name()))
                .map(WorkflowEvent::event)
                .toList());
    }

    /** As GetExecutionHistory gives them, a line each: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html. */
    String history() {
        var lines =
                all.stream().map(WorkflowEvent::json).map(JsonElement::toString).toList();
        return "[\n%s\n]\n".formatted(String.join(",\n", lines));
    }

    /** The differences from the expectations of the case, one sentence each. */
    List<String> differences() {
        return given.recorded() ? new Replay(this).firstDifference().stream().toList() : differencesFromExpected();
    }

    private List<String> differencesFromExpected() {
        var expected = given.expected();
        var differences =
                new ArrayList<>(expected.ending().map(this::differencesOfEnding).orElse(List.of()));
        expected.path()
                .ifPresent(path -> differenceOfPath(path, events().path()).ifPresent(differences::add));
        expected.calls().forEach((state, arguments) -> differences.addAll(differencesOfCalls(state, arguments)));
        return differences;
    }

    private List<String> differencesOfEnding(Ending expected) {
        return expected instanceof Expectation.Success success
                ? differencesOfOutput(success)
                : differencesOfError((Expectation.Failure) expected);
    }

    private List<String> differencesOfOutput(Expectation.Success expected) {
        if (result.output().isEmpty()) {
            return List.of(
                    "the execution must succeed with the output %s, but: %s".formatted(expected.output(), ending()));
        }
        return sentences(new JsonComparison(given.expected().exact())
                .differences("output", expected.output(), result.output().get()));
    }

    private List<String> differencesOfCalls(String state, List<JsonElement> expected) {
        var actual = sent.of(state);
        if (expected.size() != actual.size()) {
            return List.of(differenceInNumber("calls." + state, expected.size(), actual));
        }
        return IntStream.range(0, expected.size())
                .boxed()
                .flatMap(number -> differencesOfCall(state, number, expected.get(number), actual.get(number)).stream())
                .toList();
    }

    private List<String> differencesOfCall(String state, int number, JsonElement expected, JsonElement actual) {
        return sentences(new JsonComparison(given.expected().exact())
                .differences("calls.%s[%d]".formatted(state, number), expected, actual));
    }

    /** With the first call that is not listed, ready to be added. */
    private static String differenceInNumber(String place, int expected, List<JsonElement> actual) {
        var difference = "%s must be %s, was %s".formatted(place, counted(expected), counted(actual.size()));
        return actual.size() > expected
                ? "%s; call %d sends %s".formatted(difference, expected, actual.get(expected))
                : difference;
    }

    private static String counted(int calls) {
        return calls == 0 ? "no call" : calls == 1 ? "1 call" : calls + " calls";
    }

    private List<String> differencesOfError(Expectation.Failure expected) {
        if (result.status() == Status.SUCCEEDED) {
            return List.of("the execution must fail with %s, but: %s"
                    .formatted(expected.error().orElse("no error's name"), ending()));
        }
        var exactly = new JsonComparison(true);
        var differences =
                new ArrayList<>(sentences(exactly.differences("error", json(expected.error()), json(error()))));
        expected.cause().ifPresent(cause -> differences.addAll(sentences(differencesOfCause(cause))));
        return differences;
    }

    private List<JsonComparison.Difference> differencesOfCause(JsonElement expected) {
        var actual = json(result.cause());
        var isText = expected instanceof JsonPrimitive primitive && primitive.isString();
        return new JsonComparison(false).differences("cause", expected, isText ? actual : held(actual));
    }

    /** The JSON that a text holds, or else the text. */
    private static JsonElement held(JsonElement text) {
        try {
            return text.isJsonNull() ? text : StrictJson.parse(text.getAsString());
        } catch (InvalidJsonException e) {
            return text;
        }
    }

    private static JsonElement json(Optional<String> text) {
        return text.<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE);
    }

    private static List<String> sentences(List<JsonComparison.Difference> differences) {
        return differences.stream().map(JsonComparison.Difference::toString).toList();
    }

    /** The error's name; of a timeout, Step Functions gives none. */
    Optional<String> error() {
        return result.status() == Status.TIMED_OUT ? Optional.of("States.Timeout") : result.error();
    }

    private static Optional<String> differenceOfPath(List<String> expected, List<String> actual) {
        return IntStream.range(0, Math.max(expected.size(), actual.size()))
                .filter(index -> !at(expected, index).equals(at(actual, index)))
                .mapToObj(
                        index -> "path[%d] must be %s, was %s".formatted(index, at(expected, index), at(actual, index)))
                .findFirst();
    }

    private static String at(List<String> path, int index) {
        return index < path.size() ? path.get(index) : "the end";
    }

    /** How the execution ended, in one line or two. */
    String ending() {
        if (result.status() == Status.SUCCEEDED) {
            return "Execution SUCCEEDED: " + result.output().orElseThrow();
        }
        var error = error().orElse("without an error's name");
        var cause = result.cause().map("%nCause: %s"::formatted).orElse("");
        return "Execution %s: %s%s".formatted(result.status(), error, cause);
    }
}
