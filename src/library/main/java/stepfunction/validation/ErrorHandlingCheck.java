package stepfunction.validation;

import static stepfunction.validation.FieldValue.ANYTHING;
import static stepfunction.validation.FieldValue.COUNT;
import static stepfunction.validation.FieldValue.DELAY;
import static stepfunction.validation.FieldValue.FACTOR;
import static stepfunction.validation.FieldValue.JITTER;
import static stepfunction.validation.FieldValue.OBJECT;
import static stepfunction.validation.FieldValue.PATH_OR_NULL;
import static stepfunction.validation.FieldValue.SOME_TEXTS;
import static stepfunction.validation.FieldValue.TEXT;
import static stepfunction.validation.FieldValue.TIMEOUT;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/** Checks Retry and Catch: https://states-language.net/spec.html#errors. */
final class ErrorHandlingCheck {

    private static final String ALL = "States.ALL";

    /**
     * The errors that Step Functions itself reports: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html. Those
     * of HTTP Tasks end in a status.
     */
    private static final Set<String> RESERVED = Set.of(
            ALL,
            "States.BranchFailed",
            "States.DataLimitExceeded",
            "States.ExceedToleratedFailureThreshold",
            "States.HeartbeatTimeout",
            "States.Http.Socket",
            "States.IntrinsicFailure",
            "States.ItemReaderFailed",
            "States.NoChoiceMatched",
            "States.ParameterPathFailure",
            "States.Permissions",
            "States.QueryEvaluationError",
            "States.ReferencePathConflict",
            "States.ResultPathMatchFailure",
            "States.ResultWriterFailed",
            "States.Runtime",
            "States.TaskFailed",
            "States.Timeout");

    private static final Pattern LIKE_RESERVED = Pattern.compile("states?\\..*", Pattern.CASE_INSENSITIVE);

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
            ERRORS_AND_NEXT,
            ErrorHandlingCheck::misplacedInJsonPath);

    private static final FieldTable JSONATA_CATCHER = new FieldTable(
            Map.of(
                    "ErrorEquals", SOME_TEXTS,
                    "Next", TEXT,
                    "Output", ANYTHING,
                    "Assign", OBJECT,
                    "Comment", ANYTHING),
            ERRORS_AND_NEXT,
            ErrorHandlingCheck::misplacedInJsonata);

    private final Definition definition;
    private final StateNames names;
    private final Findings findings = new Findings();

    private ErrorHandlingCheck(Definition definition, StateNames names) {
        this.definition = definition;
        this.names = names;
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, StateNames names) {
        var check = new ErrorHandlingCheck(definition, names);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var state : definition.states()) {
            if (state.is(StateType.TASK) || state.is(StateType.PARALLEL) || state.is(StateType.MAP)) {
                retriersAreRight(state);
                catchersAreRight(state);
            }
        }
    }

    private void retriersAreRight(State state) {
        for (var retrier : handlers(state, "Retry")) {
            findings.addAll(ObjectCheck.check(CheckedObject.of(retrier.name(), state, retrier.json()), RETRIER));
            errorsAreRight(retrier);
            delayGrows(retrier);
        }
    }

    private void catchersAreRight(State state) {
        var table = state.queryLanguage() == QueryLanguage.JSONATA ? JSONATA_CATCHER : JSONPATH_CATCHER;
        for (var catcher : handlers(state, "Catch")) {
            findings.addAll(ObjectCheck.check(CheckedObject.of(catcher.name(), state, catcher.json()), table));
            errorsAreRight(catcher);
        }
    }

    private static Optional<String> misplacedInJsonata(String name, String field) {
        return field.equals("ResultPath")
                ? Optional.of(
                        "%s has ResultPath, a field of JSONPath, but the state is in JSONata; use Output or Assign"
                                .formatted(name))
                : Optional.empty();
    }

    private static Optional<String> misplacedInJsonPath(String name, String field) {
        return field.equals("Output")
                ? Optional.of("%s has Output, a field of JSONata, but the state is in JSONPath; use ResultPath"
                        .formatted(name))
                : Optional.empty();
    }

    private void errorsAreRight(ErrorHandler handler) {
        allStandsAlone(handler);
        allIsLast(handler);
        for (var error : handler.errors()) {
            reservedNameIsKnown(handler, error);
        }
    }

    private void allStandsAlone(ErrorHandler handler) {
        if (handler.errors().contains(ALL) && handler.errors().size() > 1) {
            findings.error("ErrorEquals of %s has States.ALL beside other errors; States.ALL stands alone"
                    .formatted(handler.name()));
        }
    }

    private void allIsLast(ErrorHandler handler) {
        if (handler.errors().equals(List.of(ALL)) && !handler.isLast()) {
            findings.error(
                    "%s has States.ALL, after which no other is reached; move it to the end".formatted(handler.name()));
        }
    }

    /** AWS takes any name. One that is like none of the reserved names may be newer than they are here. */
    private void reservedNameIsKnown(ErrorHandler handler, String error) {
        if (!LIKE_RESERVED.matcher(error).matches() || RESERVED.contains(error)) {
            return;
        }
        var meant = Spelling.nearest(error, RESERVED);
        if (meant.isPresent()) {
            findings.warning(
                    Code.UNKNOWN_ERROR,
                    handler.state(),
                    "ErrorEquals of %s has %s, which Step Functions never reports; did you mean %s?"
                            .formatted(handler.name(), error, meant.get()));
        }
    }

    /** IntervalSeconds is 1 where it is absent. */
    private void delayGrows(ErrorHandler retrier) {
        var fields = new Fields(retrier.json());
        long interval = fields.integer("IntervalSeconds").orElse(1L);
        var maxDelay = fields.integer("MaxDelaySeconds");
        if (maxDelay.isPresent() && maxDelay.get() > 0 && maxDelay.get() <= interval) {
            findings.error("MaxDelaySeconds of %s must be above its IntervalSeconds, %d, was %d"
                    .formatted(retrier.name(), interval, maxDelay.get()));
        }
    }

    private List<ErrorHandler> handlers(State state, String field) {
        var handlers = new ArrayList<ErrorHandler>();
        var elements = state.fields().elements(field);
        for (int index = 0; index < elements.size(); index++) {
            var element = elements.get(index);
            if (element.value() instanceof JsonObject json) {
                var name = element.field() + " of " + names.of(state);
                handlers.add(new ErrorHandler(state.name(), name, json, index == elements.size() - 1));
            }
        }
        return handlers;
    }

    /** A retrier or a catcher. */
    private record ErrorHandler(String state, String name, JsonObject json, boolean isLast) {

        List<String> errors() {
            return new Fields(json).texts("ErrorEquals");
        }
    }
}
