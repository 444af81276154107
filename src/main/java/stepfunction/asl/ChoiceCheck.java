package stepfunction.asl;

import static stepfunction.asl.FieldValue.ANYTHING;
import static stepfunction.asl.FieldValue.CONDITION;
import static stepfunction.asl.FieldValue.FLAG;
import static stepfunction.asl.FieldValue.NUMBER;
import static stepfunction.asl.FieldValue.OBJECT;
import static stepfunction.asl.FieldValue.PATH;
import static stepfunction.asl.FieldValue.SOME_OBJECTS;
import static stepfunction.asl.FieldValue.TEXT;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What must hold of the rules of a Choice: https://states-language.net/spec.html#choice-state. */
record ChoiceCheck(Definition definition, StateNames names) {

    private static final Set<String> COMBINING = Set.of("And", "Or", "Not");

    private static final Map<String, FieldValue> OPERATORS = operators();

    private static final FieldTable JSONATA = new FieldTable(
            Map.of("Condition", CONDITION, "Next", TEXT, "Assign", OBJECT, "Output", ANYTHING, "Comment", ANYTHING),
            List.of(List.of("Condition", "Variable", "And", "Or", "Not"), List.of("Next")));

    private static final FieldTable OUTERMOST = new FieldTable(
            with(Map.of("Variable", PATH, "Next", TEXT, "Assign", OBJECT, "Comment", ANYTHING)),
            List.of(List.of("Next")));

    private static final FieldTable INNER =
            new FieldTable(with(Map.of("Variable", PATH, "Assign", OBJECT, "Comment", ANYTHING)), List.of());

    Stream<Finding> findings() {
        return definition.states().stream()
                .filter(state -> state.is(StateType.CHOICE))
                .flatMap(this::rules);
    }

    private Stream<Finding> rules(State state) {
        return rulesIn(state.fields(), "Choices").flatMap(rule -> {
            var name = rule.field() + " of " + names.of(state);
            return state.queryLanguage() == QueryLanguage.JSONATA
                    ? conditionIsRight(name, rule.json())
                    : comparisonIsRight(name, rule.json(), OUTERMOST);
        });
    }

    private static Stream<Finding> conditionIsRight(String name, JsonObject rule) {
        return new ObjectCheck(
                        name,
                        rule,
                        JSONATA,
                        QueryLanguage.JSONATA,
                        field -> isOf(field, OUTERMOST)
                                ? Optional.of("%s compares as in JSONPath, but the state is in JSONata; use Condition"
                                        .formatted(name))
                                : Optional.empty())
                .findings();
    }

    private static Stream<Finding> comparisonIsRight(String name, JsonObject rule, FieldTable table) {
        var fields = new ObjectCheck(name, rule, table, QueryLanguage.JSONPATH, field -> stranger(name, field));
        var inner = Stream.concat(rulesIn(new Fields(rule), "And"), rulesIn(new Fields(rule), "Or"));
        var negated = new Fields(rule).object("Not").stream().map(json -> new Rule("Not", json));
        return Stream.of(
                        fields.findings(),
                        hasOneOperator(name, rule),
                        comparesAVariable(name, rule),
                        Stream.concat(inner, negated)
                                .flatMap(each -> comparisonIsRight(each.field() + " in " + name, each.json(), INNER)))
                .flatMap(Function.identity());
    }

    private static Optional<String> stranger(String name, String field) {
        if (field.equals("Next")) {
            return Optional.of("%s has Next, which only the outermost rule has; remove it".formatted(name));
        }
        return isOf(field, JSONATA)
                ? Optional.of(
                        "%s has %s, a field of JSONata, but the state is in JSONPath; use Variable and an operator"
                                .formatted(name, field))
                : Optional.empty();
    }

    private static Stream<Finding> hasOneOperator(String name, JsonObject rule) {
        var operators = rule.keySet().stream().filter(OPERATORS::containsKey).toList();
        var areAllKnown = rule.keySet().stream().allMatch(OUTERMOST.fields()::containsKey);
        if (operators.isEmpty() && areAllKnown) {
            return Stream.of(
                    Finding.error("%s has no operator; add one, such as StringEquals or IsPresent".formatted(name)));
        }
        return operators.size() > 1
                ? Stream.of(Finding.error("%s has %s; keep one, or join two rules by And"
                        .formatted(name, String.join(" and ", operators))))
                : Stream.empty();
    }

    private static Stream<Finding> comparesAVariable(String name, JsonObject rule) {
        var compares =
                rule.keySet().stream().anyMatch(field -> OPERATORS.containsKey(field) && !COMBINING.contains(field));
        var areAllKnown = rule.keySet().stream().allMatch(OUTERMOST.fields()::containsKey);
        return compares && areAllKnown && !rule.has("Variable")
                ? Stream.of(Finding.error("%s has no Variable; add it".formatted(name)))
                : Stream.empty();
    }

    private static boolean isOf(String field, FieldTable table) {
        return table.fields().containsKey(field);
    }

    private static Stream<Rule> rulesIn(Fields fields, String field) {
        return fields.elements(field).stream()
                .flatMap(element -> element.object().stream().map(json -> new Rule(element.field(), json)));
    }

    private static Map<String, FieldValue> with(Map<String, FieldValue> fields) {
        var all = new LinkedHashMap<>(OPERATORS);
        all.putAll(fields);
        return all;
    }

    private static Map<String, FieldValue> operators() {
        var operators = new LinkedHashMap<String, FieldValue>();
        operators.put("And", SOME_OBJECTS);
        operators.put("Or", SOME_OBJECTS);
        operators.put("Not", OBJECT);
        operators.put("BooleanEquals", FLAG);
        operators.put("BooleanEqualsPath", PATH);
        operators.put("StringMatches", TEXT);
        Stream.of("IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp")
                .forEach(test -> operators.put(test, FLAG));
        Map.of("String", TEXT, "Numeric", NUMBER, "Timestamp", TEXT)
                .forEach((type, operand) -> Stream.of(
                                "Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals")
                        .forEach(relation -> {
                            operators.put(type + relation, operand);
                            operators.put(type + relation + "Path", PATH);
                        }));
        return operators;
    }

    private record Rule(String field, JsonObject json) {}
}
