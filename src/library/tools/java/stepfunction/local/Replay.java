package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stepfunction.asl.ExecutionResult.Status;
import stepfunction.asl.HistoryEvent;
import stepfunction.asl.State;

/** A run of a recorded case, held against the execution that was recorded. */
final class Replay {

    private final CaseRun run;
    private final List<HistoryEvent> events;
    private final JsonComparison comparison;

    Replay(CaseRun run) {
        this.run = run;
        this.events = run.events().all();
        this.comparison = new JsonComparison(true, varying());
    }

    private Varying varying() {
        var data = new StringBuilder(run.given().input().toString());
        run.given().mocks().values().forEach(mock -> data.append(mock.text()));
        var start = events.get(0).time();
        var end = events.get(events.size() - 1).time();
        return Varying.of(data.toString(), run.stack().names(), start, end);
    }

    /**
     * A difference from the recording.
     *
     * @param event the index of that at which it shows
     */
    record Difference(int event, String sentence) {}

    /** One sentence, with the command that accepts it; absent where all is as it was. */
    Optional<String> firstDifference() {
        return Stream.of(
                        new ReplayedPath(run.given(), events, workflow().definition()).differences(),
                        differencesOfCalls(),
                        differencesOfEnd())
                .flatMap(differences -> differences)
                .min(Comparator.comparing(Difference::event))
                .map(first -> "%s; to accept this, run: mvn -q test-compile exec:java@local -Dcase=%s -Daccept"
                        .formatted(first.sentence(), run.given().name()));
    }

    /** Whether a value is the recorded one, apart from what differs in each execution. */
    boolean isAsRecorded(JsonElement recorded, JsonElement actual) {
        return comparison.differences("", recorded, actual).isEmpty();
    }

    private DeployedWorkflow workflow() {
        return run.stack().workflow(run.given().workflow()).orElseThrow();
    }

    private Stream<Difference> differencesOfCalls() {
        return run.given().expected().calls().entrySet().stream()
                .filter(calls ->
                        MockedState.of(calls.getKey(), run.given(), run.stack()).isPresent())
                .flatMap(calls -> differencesOfCalls(calls.getKey(), calls.getValue()));
    }

    private Stream<Difference> differencesOfCalls(String state, List<JsonElement> recorded) {
        var sent = run.sent().of(state);
        var numbers = IntStream.range(0, Math.min(recorded.size(), sent.size())).boxed();
        var inArguments =
                numbers.flatMap(number -> comparison.differences("", recorded.get(number), sent.get(number)).stream()
                        .map(difference -> differenceOfCall(state, number, difference)));
        return sent.size() == recorded.size()
                ? inArguments
                : Stream.concat(inArguments, Stream.of(differenceInNumber(state, recorded.size(), sent.size())));
    }

    private Difference differenceOfCall(String state, int number, JsonComparison.Difference difference) {
        var event = eventOfCall(state, number);
        var call = number == 0 ? state : "%s (call %d)".formatted(state, number + 1);
        return new Difference(event, "%s is called %s%s".formatted(call, with(difference), after(event)));
    }

    private Difference differenceInNumber(String state, int recorded, int sent) {
        var event = sent > recorded ? eventOfCall(state, recorded) : events.size();
        return new Difference(event, "%s is called %s, was called %s".formatted(state, times(sent), times(recorded)));
    }

    private static String times(int calls) {
        return calls == 1 ? "once" : calls + " times";
    }

    /** Such as "with amount 20, was 20.5". */
    private static String with(JsonComparison.Difference difference) {
        var name = difference.path().startsWith(".") ? difference.path().substring(1) : difference.path();
        if (difference.actual().equals(JsonComparison.ABSENT)) {
            return "without %s, was %s".formatted(name, difference.expected());
        }
        var value = name.isEmpty() ? difference.actual() : "%s %s".formatted(name, difference.actual());
        return "with %s, was %s".formatted(value, difference.expected());
    }

    /** The index of the event with which a state calls for the n-th time. */
    private int eventOfCall(String state, int number) {
        var calls = IntStream.range(0, events.size())
                .filter(index -> events.get(index).type().text().endsWith("Scheduled"))
                .filter(index -> isOf(state, events.get(index)))
                .toArray();
        return number < calls.length ? calls[number] : events.size();
    }

    private boolean isOf(String state, HistoryEvent event) {
        return event.state().filter(each -> each.name().equals(state)).isPresent();
    }

    /** The state before that of an event, if there is one. */
    private String after(int event) {
        var entered = events.subList(0, Math.min(event, events.size())).stream()
                .filter(MergedHistory::isEntered)
                .flatMap(each -> each.state().stream())
                .map(State::name)
                .toList();
        return entered.size() < 2 ? "" : ", after " + entered.get(entered.size() - 2);
    }

    private Stream<Difference> differencesOfEnd() {
        return run.given().expected().ending().stream()
                .flatMap(ending -> ending instanceof Expectation.Success success
                        ? differencesOfOutput(success)
                        : differencesOfFailure((Expectation.Failure) ending))
                .map(sentence -> new Difference(events.size(), sentence));
    }

    private Stream<String> differencesOfOutput(Expectation.Success recorded) {
        var output = run.result().output();
        return output.isEmpty()
                ? Stream.of("the execution fails with %s, but succeeded".formatted(errorAndCause()))
                : comparison.differences("", recorded.output(), output.get()).stream()
                        .map(difference -> "the execution ends %s".formatted(with(difference)));
    }

    private String errorAndCause() {
        var error = run.error().orElse("no error's name");
        return run.result()
                .cause()
                .map(cause -> "%s (%s)".formatted(error, cause))
                .orElse(error);
    }

    private Stream<String> differencesOfFailure(Expectation.Failure recorded) {
        if (run.result().status() == Status.SUCCEEDED) {
            return Stream.of("the execution succeeds, but failed with %s"
                    .formatted(recorded.error().orElse("no error's name")));
        }
        var expected = new JsonObject();
        recorded.error().ifPresent(error -> expected.addProperty("error", error));
        var actual = new JsonObject();
        run.error().ifPresent(error -> actual.addProperty("error", error));
        recorded.cause().ifPresent(cause -> {
            expected.add("cause", cause);
            actual.add("cause", new JsonPrimitive(run.result().cause().orElse("")));
        });
        return comparison.differences("", expected, actual).stream()
                .map(difference -> "the execution fails %s".formatted(with(difference)));
    }
}
