package stepfunction.validation;

import static stepfunction.asl.QueryLanguage.JSONATA;
import static stepfunction.asl.QueryLanguage.JSONPATH;
import static stepfunction.asl.StateType.CHOICE;
import static stepfunction.asl.StateType.FAIL;
import static stepfunction.asl.StateType.MAP;
import static stepfunction.asl.StateType.PARALLEL;
import static stepfunction.asl.StateType.PASS;
import static stepfunction.asl.StateType.SUCCEED;
import static stepfunction.asl.StateType.TASK;
import static stepfunction.asl.StateType.WAIT;
import static stepfunction.validation.FieldValue.ANYTHING;
import static stepfunction.validation.FieldValue.COUNT;
import static stepfunction.validation.FieldValue.DELAY;
import static stepfunction.validation.FieldValue.FLAG;
import static stepfunction.validation.FieldValue.OBJECT;
import static stepfunction.validation.FieldValue.OBJECTS;
import static stepfunction.validation.FieldValue.PATH;
import static stepfunction.validation.FieldValue.PATH_OR_FUNCTION;
import static stepfunction.validation.FieldValue.PATH_OR_NULL;
import static stepfunction.validation.FieldValue.PERCENTAGE;
import static stepfunction.validation.FieldValue.SOME_OBJECTS;
import static stepfunction.validation.FieldValue.TEXT;
import static stepfunction.validation.FieldValue.TIMEOUT;
import static stepfunction.validation.FieldValue.TIMESTAMP;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.StateType;

/**
 * The fields of each type of state, in each query language:
 * https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html and the pages of the types.
 */
final class StateFields {

    private static final Set<StateType> ALL = EnumSet.allOf(StateType.class);
    private static final Set<StateType> ALL_BUT_FAIL = EnumSet.complementOf(EnumSet.of(FAIL));
    private static final Set<StateType> ASSIGNING = EnumSet.complementOf(EnumSet.of(SUCCEED, FAIL));
    private static final Set<StateType> GOING_ON = EnumSet.of(TASK, PASS, WAIT, PARALLEL, MAP);
    private static final Set<StateType> WORKING = EnumSet.of(TASK, PARALLEL, MAP);
    private static final Set<StateType> WITH_RESULT = EnumSet.of(TASK, PASS, PARALLEL, MAP);

    private static final List<FieldRule> ROWS = List.of(
            inBoth("Type", TEXT, ALL),
            inBoth("Comment", ANYTHING, ALL),
            inBoth("QueryLanguage", ANYTHING, ALL),
            inBoth("Next", TEXT, GOING_ON),
            inBoth("End", FLAG, GOING_ON),
            inBoth("Assign", OBJECT, ASSIGNING),
            inBoth("Retry", OBJECTS, WORKING),
            inBoth("Catch", OBJECTS, WORKING),
            inJsonPath("InputPath", PATH_OR_NULL, ALL_BUT_FAIL),
            inJsonPath("OutputPath", PATH_OR_NULL, ALL_BUT_FAIL),
            inJsonPath("ResultPath", PATH_OR_NULL, WITH_RESULT),
            inJsonPath("ResultSelector", ANYTHING, WORKING),
            inJsonPath("Parameters", ANYTHING, WITH_RESULT),
            inJsonata("Arguments", ANYTHING, EnumSet.of(TASK, PARALLEL)),
            inJsonata("Output", ANYTHING, ALL_BUT_FAIL),
            // Task
            inBoth("Resource", TEXT, only(TASK)),
            inBoth("Credentials", OBJECT, only(TASK)),
            inBoth("TimeoutSeconds", TIMEOUT, only(TASK)),
            inJsonPath("TimeoutSecondsPath", PATH, only(TASK)),
            inBoth("HeartbeatSeconds", TIMEOUT, only(TASK)),
            inJsonPath("HeartbeatSecondsPath", PATH, only(TASK)),
            // Pass
            inJsonPath("Result", ANYTHING, only(PASS)),
            // Choice
            inBoth("Choices", SOME_OBJECTS, only(CHOICE)),
            inBoth("Default", TEXT, only(CHOICE)),
            // Wait
            inBoth("Seconds", DELAY, only(WAIT)),
            inJsonPath("SecondsPath", PATH, only(WAIT)),
            inBoth("Timestamp", TIMESTAMP, only(WAIT)),
            inJsonPath("TimestampPath", PATH, only(WAIT)),
            // Fail
            inBoth("Error", TEXT, only(FAIL)),
            inJsonPath("ErrorPath", PATH_OR_FUNCTION, only(FAIL)),
            inBoth("Cause", TEXT, only(FAIL)),
            inJsonPath("CausePath", PATH_OR_FUNCTION, only(FAIL)),
            // Parallel
            inBoth("Branches", SOME_OBJECTS, only(PARALLEL)),
            // Map
            inBoth("ItemProcessor", OBJECT, only(MAP)),
            inBoth("Iterator", OBJECT, only(MAP)),
            inBoth("ItemSelector", ANYTHING, only(MAP)),
            inBoth("ItemReader", OBJECT, only(MAP)),
            inBoth("ItemBatcher", OBJECT, only(MAP)),
            inBoth("ResultWriter", OBJECT, only(MAP)),
            inBoth("Label", TEXT, only(MAP)),
            inJsonata("Items", ANYTHING, only(MAP)),
            inJsonPath("ItemsPath", PATH, only(MAP)),
            inBoth("MaxConcurrency", COUNT, only(MAP)),
            inJsonPath("MaxConcurrencyPath", PATH, only(MAP)),
            inBoth("ToleratedFailureCount", COUNT, only(MAP)),
            inJsonPath("ToleratedFailureCountPath", PATH, only(MAP)),
            inBoth("ToleratedFailurePercentage", PERCENTAGE, only(MAP)),
            inJsonPath("ToleratedFailurePercentagePath", PATH, only(MAP)));

    private static final Map<StateType, List<List<String>>> REQUIRED = new EnumMap<>(Map.of(
            TASK, List.of(List.of("Resource")),
            CHOICE, List.of(List.of("Choices")),
            WAIT, List.of(List.of("Seconds", "SecondsPath", "Timestamp", "TimestampPath")),
            PARALLEL, List.of(List.of("Branches")),
            MAP, List.of(List.of("ItemProcessor", "Iterator"))));

    private static final List<List<String>> EXCLUSIVE = List.of(
            List.of("Next", "End"),
            List.of("Seconds", "SecondsPath", "Timestamp", "TimestampPath"),
            List.of("TimeoutSeconds", "TimeoutSecondsPath"),
            List.of("HeartbeatSeconds", "HeartbeatSecondsPath"),
            List.of("Error", "ErrorPath"),
            List.of("Cause", "CausePath"),
            List.of("MaxConcurrency", "MaxConcurrencyPath"),
            List.of("ToleratedFailureCount", "ToleratedFailureCountPath"),
            List.of("ToleratedFailurePercentage", "ToleratedFailurePercentagePath"));

    private static final Map<StateType, FieldTable> OF_JSONPATH = tables(JSONPATH);
    private static final Map<StateType, FieldTable> OF_JSONATA = tables(JSONATA);

    private StateFields() {}

    static FieldTable of(StateType type, QueryLanguage language) {
        return Objects.requireNonNull((language == JSONATA ? OF_JSONATA : OF_JSONPATH).get(type));
    }

    private static Map<StateType, FieldTable> tables(QueryLanguage language) {
        var tables = new EnumMap<StateType, FieldTable>(StateType.class);
        for (var type : ALL) {
            tables.put(type, table(type, language));
        }
        return tables;
    }

    private static FieldTable table(StateType type, QueryLanguage language) {
        var fields = new LinkedHashMap<String, FieldValue>();
        for (var row : ROWS) {
            if (row.types.contains(type) && row.languages.contains(language)) {
                fields.put(row.name, row.value);
            }
        }
        return new FieldTable(
                fields, required(type), exclusive(fields.keySet()), new MisplacedStateFields(type, language), true);
    }

    private static List<List<String>> required(StateType type) {
        var required = new ArrayList<>(REQUIRED.getOrDefault(type, List.of()));
        if (GOING_ON.contains(type)) {
            required.add(List.of("Next", "End"));
        }
        return required;
    }

    /** Those that occur more than once. */
    private static List<List<String>> exclusive(Set<String> fields) {
        var exclusive = new ArrayList<List<String>>();
        for (var names : EXCLUSIVE) {
            var known = new ArrayList<>(names);
            known.retainAll(fields);
            if (known.size() > 1) {
                exclusive.add(names);
            }
        }
        return exclusive;
    }

    /** The types that have a field, whatever the query language. */
    static Set<StateType> typesWith(String field) {
        return ROWS.stream()
                .filter(row -> row.name.equals(field))
                .findFirst()
                .map(FieldRule::types)
                .orElse(Set.of());
    }

    private static Set<StateType> only(StateType type) {
        return EnumSet.of(type);
    }

    private static FieldRule inBoth(String name, FieldValue value, Set<StateType> types) {
        return new FieldRule(name, value, EnumSet.allOf(QueryLanguage.class), types);
    }

    private static FieldRule inJsonPath(String name, FieldValue value, Set<StateType> types) {
        return new FieldRule(name, value, EnumSet.of(JSONPATH), types);
    }

    private static FieldRule inJsonata(String name, FieldValue value, Set<StateType> types) {
        return new FieldRule(name, value, EnumSet.of(JSONATA), types);
    }

    /** One field. */
    private record FieldRule(String name, FieldValue value, Set<QueryLanguage> languages, Set<StateType> types) {}
}
