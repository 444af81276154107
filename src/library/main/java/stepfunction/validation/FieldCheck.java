package stepfunction.validation;

import static stepfunction.asl.QueryLanguage.JSONATA;
import static stepfunction.asl.QueryLanguage.JSONPATH;
import static stepfunction.validation.FieldValue.ANYTHING;
import static stepfunction.validation.FieldValue.COUNT;
import static stepfunction.validation.FieldValue.MODE;
import static stepfunction.validation.FieldValue.OBJECT;
import static stepfunction.validation.FieldValue.PATH;
import static stepfunction.validation.FieldValue.STATES;
import static stepfunction.validation.FieldValue.TEXT;
import static stepfunction.validation.FieldValue.TIMEOUT;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Scope;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/** Checks the fields of the machine, its scopes and its states. */
final class FieldCheck {

    private static final List<List<String>> STATES_AND_START = List.of(List.of("StartAt"), List.of("States"));

    private static final FieldTable MACHINE = new FieldTable(
                    Map.of(
                            "Comment", ANYTHING,
                            "StartAt", TEXT,
                            "States", STATES,
                            "QueryLanguage", ANYTHING,
                            "TimeoutSeconds", TIMEOUT,
                            "Version", TEXT),
                    STATES_AND_START)
            .closed();

    private static final FieldTable BRANCH =
            new FieldTable(Map.of("Comment", ANYTHING, "StartAt", TEXT, "States", STATES), STATES_AND_START);

    private static final FieldTable PROCESSOR = new FieldTable(
            Map.of("Comment", ANYTHING, "StartAt", TEXT, "States", STATES, "ProcessorConfig", OBJECT),
            STATES_AND_START,
            FieldCheck::misplacedInProcessor);

    private static final FieldTable PROCESSOR_CONFIG =
            new FieldTable(Map.of("Mode", MODE, "ExecutionType", TEXT), List.of());

    private static final FieldTable ITEM_READER = new FieldTable(
            Map.of("Resource", TEXT, "Parameters", ANYTHING, "Arguments", ANYTHING, "ReaderConfig", ANYTHING),
            List.of(List.of("Resource")));

    private static final FieldTable ITEM_BATCHER = new FieldTable(
            Map.of(
                    "MaxItemsPerBatch", COUNT,
                    "MaxItemsPerBatchPath", PATH,
                    "MaxInputBytesPerBatch", COUNT,
                    "MaxInputBytesPerBatchPath", PATH,
                    "BatchInput", ANYTHING),
            List.of());

    private static final FieldTable RESULT_WRITER = new FieldTable(
            Map.of("Resource", TEXT, "Parameters", ANYTHING, "Arguments", ANYTHING, "WriterConfig", ANYTHING),
            List.of());

    private final Definition definition;
    private final StateNames names;
    private final Findings findings = new Findings();

    private FieldCheck(Definition definition, StateNames names) {
        this.definition = definition;
        this.names = names;
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, StateNames names) {
        var check = new FieldCheck(definition, names);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var scope : definition.scopes()) {
            fieldsOfScope(scope);
            fieldsOfProcessorConfig(scope);
        }
        for (var state : definition.states()) {
            typeIsKnown(state);
            fieldsOfState(state);
            partsOfMap(state);
        }
        queryLanguageIsKnown("the state machine", definition.fields());
        for (var state : definition.states()) {
            queryLanguageIsKnown(names.of(state), state.fields());
            queryLanguageIsNotTurnedBack(state);
        }
    }

    private void fieldsOfScope(Scope scope) {
        findings.addAll(ObjectCheck.check(CheckedObject.ofScope(names.of(scope), scope.json()), tableOf(scope)));
    }

    private static FieldTable tableOf(Scope scope) {
        if (scope.owner().isEmpty()) {
            return MACHINE;
        }
        return scope.owner().get().is(StateType.MAP) ? PROCESSOR : BRANCH;
    }

    /** AWS was seen to refuse it in the processor of a Map; of branches nothing is known. */
    private static Optional<String> misplacedInProcessor(String name, String field) {
        return field.equals("QueryLanguage")
                ? Optional.of("%s has QueryLanguage, which only the state machine and states have; move it there"
                        .formatted(name))
                : Optional.empty();
    }

    private void fieldsOfProcessorConfig(Scope scope) {
        var config = scope.fields().object("ProcessorConfig");
        if (config.isPresent()) {
            var name = "ProcessorConfig of " + names.of(scope);
            findings.addAll(ObjectCheck.check(CheckedObject.ofScope(name, config.get()), PROCESSOR_CONFIG));
        }
    }

    private void typeIsKnown(State state) {
        if (state.type().isPresent()) {
            return;
        }
        var name = names.of(state);
        var types = Stream.of(StateType.values()).map(StateType::text).toList();
        var type = state.fields().get("Type");
        if (type.isEmpty()) {
            findings.error("%s has no Type; add one of %s".formatted(name, String.join(", ", types)));
            return;
        }
        var written = state.fields().text("Type").orElse(type.get().toString());
        var meant = Spelling.nearest(written, types);
        if (meant.isPresent()) {
            findings.error("Type of %s is %s; did you mean %s?".formatted(name, written, meant.get()));
        } else {
            findings.error("Type of %s must be one of %s, was %s".formatted(name, String.join(", ", types), written));
        }
    }

    private void fieldsOfState(State state) {
        if (state.type().isPresent()) {
            var table = StateFields.of(state.type().get(), state.queryLanguage());
            findings.addAll(ObjectCheck.check(CheckedObject.of(names.of(state), state, state.json()), table));
        }
    }

    private void partsOfMap(State state) {
        if (state.is(StateType.MAP)) {
            fieldsOfPart("ItemBatcher", ITEM_BATCHER, state);
            fieldsOfPart("ItemReader", ITEM_READER, state);
            fieldsOfPart("ResultWriter", RESULT_WRITER, state);
        }
    }

    private void fieldsOfPart(String field, FieldTable table, State map) {
        var part = map.fields().object(field);
        if (part.isPresent()) {
            var name = field + " of " + names.of(map);
            findings.addAll(ObjectCheck.check(CheckedObject.of(name, map, part.get()), table));
        }
    }

    private void queryLanguageIsKnown(String owner, Fields fields) {
        var language = fields.get("QueryLanguage");
        if (language.isPresent() && QueryLanguage.of(fields).isEmpty()) {
            findings.error("QueryLanguage of %s must be JSONPath or JSONata, was %s".formatted(owner, language.get()));
        }
    }

    private void queryLanguageIsNotTurnedBack(State state) {
        if (state.queryLanguage() == JSONPATH && state.scope().machineLanguage() == JSONATA) {
            findings.error(
                    "QueryLanguage of %s must not be JSONPath, as the state machine's is JSONata; remove one of them"
                            .formatted(names.of(state)));
        }
    }
}
