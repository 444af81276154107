package stepfunction.asl;

import static stepfunction.asl.FieldValue.ANYTHING;
import static stepfunction.asl.FieldValue.COUNT;
import static stepfunction.asl.FieldValue.DELAY;
import static stepfunction.asl.FieldValue.FACTOR;
import static stepfunction.asl.FieldValue.JITTER;
import static stepfunction.asl.FieldValue.OBJECT;
import static stepfunction.asl.FieldValue.PATH_OR_NULL;
import static stepfunction.asl.FieldValue.SOME_TEXTS;
import static stepfunction.asl.FieldValue.TEXT;
import static stepfunction.asl.FieldValue.TIMEOUT;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What must hold of Retry and Catch: https://states-language.net/spec.html#errors. */
record ErrorHandlingCheck(Definition definition, StateNames names) {

    private static final String ALL = "States.ALL";

    private static final FieldTable RETRIER = new FieldTable(
            Map.of(
                    "ErrorEquals", SOME_TEXTS,
                    "IntervalSeconds", DELAY,
                    "MaxAttempts", COUNT,
                    "BackoffRate", FACTOR,
                    "MaxDelaySeconds", TIMEOUT,
                    "JitterStrategy", JITTER,
                    "Comment", ANYTHING),
            List.of(List.of("ErrorEquals")));

    private static final List<List<String>> ERRORS_AND_NEXT = List.of(List.of("ErrorEquals"), List.of("Next"));

    private static final FieldTable JSONPATH_CATCHER = new FieldTable(
            Map.of(
                    "ErrorEquals", SOME_TEXTS,
                    "Next", TEXT,
                    "ResultPath", PATH_OR_NULL,
                    "Assign", OBJECT,
                    "Comment", ANYTHING),
            ERRORS_AND_NEXT);

    private static final FieldTable JSONATA_CATCHER = new FieldTable(
            Map.of(
                    "ErrorEquals", SOME_TEXTS,
                    "Next", TEXT,
                    "Output", ANYTHING,
                    "Assign", OBJECT,
                    "Comment", ANYTHING),
            ERRORS_AND_NEXT);

    private static final Set<StateType> WITH_RETRY_AND_CATCH =
            Set.of(StateType.TASK, StateType.PARALLEL, StateType.MAP);

    Stream<Finding> findings() {
        return definition.states().stream()
                .filter(state ->
                        state.type().filter(WITH_RETRY_AND_CATCH::contains).isPresent())
                .flatMap(state -> Stream.concat(retriers(state), catchers(state)));
    }

    private Stream<Finding> retriers(State state) {
        return handlers(state, "Retry")
                .flatMap(retrier -> Stream.of(
                                new ObjectCheck(retrier.name(), retrier.json(), RETRIER, state.queryLanguage())
                                        .findings(),
                                allStandsAlone(retrier),
                                allIsLast(retrier),
                                delayGrows(retrier))
                        .flatMap(Function.identity()));
    }

    private Stream<Finding> catchers(State state) {
        var language = state.queryLanguage();
        var table = language == QueryLanguage.JSONATA ? JSONATA_CATCHER : JSONPATH_CATCHER;
        return handlers(state, "Catch")
                .flatMap(catcher -> Stream.of(
                                new ObjectCheck(
                                                catcher.name(),
                                                catcher.json(),
                                                table,
                                                language,
                                                field -> strangerInCatcher(catcher.name(), field, language))
                                        .findings(),
                                allStandsAlone(catcher),
                                allIsLast(catcher))
                        .flatMap(Function.identity()));
    }

    private static Optional<String> strangerInCatcher(String name, String field, QueryLanguage language) {
        if (language == QueryLanguage.JSONATA && field.equals("ResultPath")) {
            return Optional.of(
                    "%s has ResultPath, a field of JSONPath, but the state is in JSONata; use Output or Assign"
                            .formatted(name));
        }
        if (language == QueryLanguage.JSONPATH && field.equals("Output")) {
            return Optional.of(
                    "%s has Output, a field of JSONata, but the state is in JSONPath; use ResultPath".formatted(name));
        }
        return Optional.empty();
    }

    private static Stream<Finding> allStandsAlone(Handler handler) {
        var errors = handler.errors();
        return errors.contains(ALL) && errors.size() > 1
                ? Stream.of(
                        Finding.error("ErrorEquals of %s has States.ALL beside other errors; States.ALL stands alone"
                                .formatted(handler.name())))
                : Stream.empty();
    }

    private static Stream<Finding> allIsLast(Handler handler) {
        return handler.errors().equals(List.of(ALL)) && !handler.isLast()
                ? Stream.of(Finding.error("%s has States.ALL, behind which no other is reached; move it to the end"
                        .formatted(handler.name())))
                : Stream.empty();
    }

    /** IntervalSeconds is 1 where it is absent. */
    private static Stream<Finding> delayGrows(Handler retrier) {
        var fields = new Fields(retrier.json());
        long interval = fields.integer("IntervalSeconds").orElse(1L);
        return fields.integer("MaxDelaySeconds").stream()
                .filter(maxDelay -> maxDelay > 0 && maxDelay <= interval)
                .map(maxDelay -> Finding.error("MaxDelaySeconds of %s must be above its IntervalSeconds, %d, was %d"
                        .formatted(retrier.name(), interval, maxDelay)));
    }

    private Stream<Handler> handlers(State state, String field) {
        var elements = state.fields().elements(field);
        var last = elements.isEmpty() ? "" : elements.get(elements.size() - 1).field();
        return elements.stream()
                .flatMap(element -> element.object().stream()
                        .map(json -> new Handler(
                                element.field() + " of " + names.of(state),
                                json,
                                element.field().equals(last))));
    }

    /** A retrier or a catcher. */
    private record Handler(String name, JsonObject json, boolean isLast) {

        List<String> errors() {
            return new Fields(json).texts("ErrorEquals");
        }
    }
}
