package stepfunction.asl;

import static stepfunction.asl.FieldValue.ANYTHING;
import static stepfunction.asl.FieldValue.COUNT;
import static stepfunction.asl.FieldValue.MODE;
import static stepfunction.asl.FieldValue.OBJECT;
import static stepfunction.asl.FieldValue.PATH;
import static stepfunction.asl.FieldValue.STATES;
import static stepfunction.asl.FieldValue.TEXT;
import static stepfunction.asl.FieldValue.TIMEOUT;
import static stepfunction.asl.QueryLanguage.JSONATA;
import static stepfunction.asl.QueryLanguage.JSONPATH;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What must hold of the fields of the machine, its scopes and its states. */
record FieldCheck(Definition definition, StateNames names) {

    private static final List<List<String>> STATES_AND_START = List.of(List.of("StartAt"), List.of("States"));

    private static final FieldTable MACHINE = new FieldTable(
            Map.of(
                    "Comment", ANYTHING,
                    "StartAt", TEXT,
                    "States", STATES,
                    "QueryLanguage", ANYTHING,
                    "TimeoutSeconds", TIMEOUT,
                    "Version", TEXT),
            STATES_AND_START);

    private static final FieldTable BRANCH =
            new FieldTable(Map.of("Comment", ANYTHING, "StartAt", TEXT, "States", STATES), STATES_AND_START);

    private static final FieldTable PROCESSOR = new FieldTable(
            Map.of("Comment", ANYTHING, "StartAt", TEXT, "States", STATES, "ProcessorConfig", OBJECT),
            STATES_AND_START);

    private static final FieldTable PROCESSOR_CONFIG =
            new FieldTable(Map.of("Mode", MODE, "ExecutionType", TEXT), List.of());

    /** The objects of a Map, by the field that holds them. */
    private static final Map<String, FieldTable> PARTS_OF_A_MAP = Map.of(
            "ItemReader",
                    new FieldTable(
                            Map.of(
                                    "Resource", TEXT,
                                    "Parameters", ANYTHING,
                                    "Arguments", ANYTHING,
                                    "ReaderConfig", ANYTHING),
                            List.of(List.of("Resource"))),
            "ItemBatcher",
                    new FieldTable(
                            Map.of(
                                    "MaxItemsPerBatch", COUNT,
                                    "MaxItemsPerBatchPath", PATH,
                                    "MaxInputBytesPerBatch", COUNT,
                                    "MaxInputBytesPerBatchPath", PATH,
                                    "BatchInput", ANYTHING),
                            List.of()),
            "ResultWriter",
                    new FieldTable(
                            Map.of(
                                    "Resource", TEXT,
                                    "Parameters", ANYTHING,
                                    "Arguments", ANYTHING,
                                    "WriterConfig", ANYTHING),
                            List.of()));

    Stream<Finding> findings() {
        return Stream.of(
                        definition.scopes().stream().flatMap(this::fieldsOfScope),
                        definition.states().stream().flatMap(this::typeIsKnown),
                        definition.states().stream().flatMap(this::fieldsOfState),
                        definition.states().stream().flatMap(this::partsOfMap),
                        queryLanguageOfMachine(),
                        definition.states().stream().flatMap(this::queryLanguageOfState))
                .flatMap(Function.identity());
    }

    private Stream<Finding> fieldsOfScope(Scope scope) {
        var name = names.of(scope);
        var check = new ObjectCheck(
                name, scope.json(), tableOf(scope), JSONPATH, field -> strangerInScope(name, field, scope));
        var config = scope.fields().object("ProcessorConfig").stream()
                .flatMap(json ->
                        new ObjectCheck("ProcessorConfig of " + name, json, PROCESSOR_CONFIG, JSONPATH).findings());
        return Stream.concat(check.findings(), config);
    }

    private static FieldTable tableOf(Scope scope) {
        if (scope.owner().isEmpty()) {
            return MACHINE;
        }
        return scope.owner().get().is(StateType.MAP) ? PROCESSOR : BRANCH;
    }

    /** AWS was seen to refuse it in the processor of a Map; of branches nothing is known. */
    private static Optional<String> strangerInScope(String name, String field, Scope scope) {
        var isRefused = field.equals("QueryLanguage")
                && scope.owner().filter(owner -> owner.is(StateType.MAP)).isPresent();
        return isRefused
                ? Optional.of("%s has QueryLanguage, which only the state machine and states have; move it there"
                        .formatted(name))
                : Optional.empty();
    }

    private Stream<Finding> typeIsKnown(State state) {
        if (state.type().isPresent()) {
            return Stream.empty();
        }
        var types = Arrays.stream(StateType.values()).map(StateType::text).toList();
        var type = state.fields().get("Type");
        if (type.isEmpty()) {
            return Stream.of(Finding.error(
                    "%s has no Type; add one of %s".formatted(names.of(state), String.join(", ", types))));
        }
        var written = state.fields().text("Type").orElse(type.get().toString());
        return Stream.of(Finding.error(Spelling.nearest(written, types)
                .map(meant -> "Type of %s is %s; did you mean %s?".formatted(names.of(state), written, meant))
                .orElse("Type of %s must be one of %s, was %s"
                        .formatted(names.of(state), String.join(", ", types), written))));
    }

    private Stream<Finding> fieldsOfState(State state) {
        return state.type().stream()
                .map(type -> StateFields.of(type, state.queryLanguage()))
                .map(table -> new ObjectCheck(
                        names.of(state),
                        state.json(),
                        table,
                        state.queryLanguage(),
                        field -> strangerInState(field, state)))
                .flatMap(ObjectCheck::findings);
    }

    private Optional<String> strangerInState(String field, State state) {
        var type = state.type().orElseThrow();
        var language = state.queryLanguage();
        var other = language == JSONATA ? JSONPATH : JSONATA;
        if (StateFields.of(type, other).fields().containsKey(field)) {
            var mend = StateFields.counterpart(field, type, language)
                    .map("use "::concat)
                    .orElse("remove it");
            return Optional.of("%s has %s, a field of %s, but is in %s; %s"
                    .formatted(names.of(state), field, other.text(), language.text(), mend));
        }
        var types = StateFields.typesWith(field).stream().map(StateType::text).toList();
        return types.isEmpty()
                ? Optional.empty()
                : Optional.of("%s has %s, which a %s does not have, only %s; remove it"
                        .formatted(names.of(state), field, type.text(), String.join(", ", types)));
    }

    private Stream<Finding> partsOfMap(State state) {
        if (!state.is(StateType.MAP)) {
            return Stream.empty();
        }
        return PARTS_OF_A_MAP.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(part -> state.fields().object(part.getKey()).stream()
                        .map(json -> new ObjectCheck(
                                part.getKey() + " of " + names.of(state),
                                json,
                                part.getValue(),
                                state.queryLanguage())))
                .flatMap(ObjectCheck::findings);
    }

    private Stream<Finding> queryLanguageOfMachine() {
        return definition.fields().get("QueryLanguage").stream()
                .flatMap(value -> languageIsKnown("the state machine", value));
    }

    private Stream<Finding> queryLanguageOfState(State state) {
        var language = state.fields().get("QueryLanguage");
        var machine = definition.fields().text("QueryLanguage");
        var isTurnedBack =
                language.filter(new JsonPrimitive(JSONPATH.text())::equals).isPresent()
                        && machine.filter(JSONATA.text()::equals).isPresent();
        return isTurnedBack
                ? Stream.of(Finding.error(
                        "QueryLanguage of %s must not be JSONPath, as the state machine's is JSONata; remove one of them"
                                .formatted(names.of(state))))
                : language.stream().flatMap(value -> languageIsKnown(names.of(state), value));
    }

    private static Stream<Finding> languageIsKnown(String owner, JsonElement value) {
        var isKnown = Arrays.stream(QueryLanguage.values())
                .map(language -> new JsonPrimitive(language.text()))
                .anyMatch(value::equals);
        return isKnown
                ? Stream.empty()
                : Stream.of(Finding.error(
                        "QueryLanguage of %s must be JSONPath or JSONata, was %s".formatted(owner, value)));
    }
}
