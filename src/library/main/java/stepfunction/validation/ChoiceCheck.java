package stepfunction.validation;

import static stepfunction.validation.FieldValue.ANYTHING;
import static stepfunction.validation.FieldValue.CONDITION;
import static stepfunction.validation.FieldValue.FLAG;
import static stepfunction.validation.FieldValue.NUMBER;
import static stepfunction.validation.FieldValue.OBJECT;
import static stepfunction.validation.FieldValue.PATH;
import static stepfunction.validation.FieldValue.SOME_OBJECTS;
import static stepfunction.validation.FieldValue.TEXT;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.Definition;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/** Checks the rules of a Choice: https://states-language.net/spec.html#choice-state. */
public final class ChoiceCheck {

    private static final Set<String> COMBINING = Set.of("And", "Or", "Not");

    private static final Map<String, FieldValue> OPERATORS = operators();

    private static final FieldTable JSONATA = new FieldTable(
            Map.of("Condition", CONDITION, "Next", TEXT, "Assign", OBJECT, "Output", ANYTHING, "Comment", ANYTHING),
            List.of(List.of("Condition", "Variable", "And", "Or", "Not"), List.of("Next")),
            ChoiceCheck::misplacedInJsonata);

    private static final FieldTable OUTERMOST = new FieldTable(
            with(Map.of("Variable", PATH, "Next", TEXT, "Assign", OBJECT, "Comment", ANYTHING)),
            List.of(List.of("Next")),
            ChoiceCheck::misplacedInJsonPath);

    private static final FieldTable INNER = new FieldTable(
            with(Map.of("Variable", PATH, "Assign", OBJECT, "Comment", ANYTHING)),
            List.of(),
            ChoiceCheck::misplacedInJsonPath);

    private final Definition definition;
    private final StateNames names;
    private final Findings findings = new Findings();

    private ChoiceCheck(Definition definition, StateNames names) {
        this.definition = definition;
        this.names = names;
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, StateNames names) {
        var check = new ChoiceCheck(definition, names);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var state : definition.states()) {
            if (state.is(StateType.CHOICE)) {
                rulesAreRight(state);
            }
        }
    }

    private void rulesAreRight(State state) {
        for (var rule : rulesIn(state.fields(), "Choices")) {
            var name = rule.field() + " of " + names.of(state);
            if (state.queryLanguage() == QueryLanguage.JSONATA) {
                findings.addAll(ObjectCheck.check(CheckedObject.of(name, state, rule.json()), JSONATA));
            } else {
                comparisonIsRight(CheckedObject.of(name, state, rule.json()), OUTERMOST);
            }
        }
    }

    private static Optional<String> misplacedInJsonata(String name, String field) {
        return OUTERMOST.has(field)
                ? Optional.of("%s compares as in JSONPath, but the state is in JSONata; use Condition".formatted(name))
                : Optional.empty();
    }

    private void comparisonIsRight(CheckedObject rule, FieldTable table) {
        findings.addAll(ObjectCheck.check(rule, table));
        hasOneOperator(rule.name(), rule.json());
        comparesAVariable(rule.name(), rule.json());
        for (var inner : innerRules(rule.json())) {
            comparisonIsRight(rule.inner(inner.field(), inner.json()), INNER);
        }
    }

    private static Optional<String> misplacedInJsonPath(String name, String field) {
        if (field.equals("Next")) {
            return Optional.of("%s has Next, which only the outermost rule has; remove it".formatted(name));
        }
        return JSONATA.has(field)
                ? Optional.of(
                        "%s has %s, a field of JSONata, but the state is in JSONPath; use Variable and an operator"
                                .formatted(name, field))
                : Optional.empty();
    }

    private void hasOneOperator(String name, JsonObject rule) {
        var operators = operatorsOf(rule);
        if (operators.isEmpty() && areAllFieldsKnown(rule)) {
            findings.error("%s has no operator; add one, such as StringEquals or IsPresent".formatted(name));
        }
        if (operators.size() > 1) {
            findings.error(
                    "%s has %s; keep one, or join two rules by And".formatted(name, String.join(" and ", operators)));
        }
    }

    private void comparesAVariable(String name, JsonObject rule) {
        var comparing = operatorsOf(rule);
        comparing.removeAll(COMBINING);
        if (!comparing.isEmpty() && !rule.has("Variable") && !hasMisspelledVariable(rule)) {
            findings.error("%s has no Variable; add it".formatted(name));
        }
    }

    /** It has already been reported. */
    private static boolean hasMisspelledVariable(JsonObject rule) {
        return rule.keySet().stream()
                .filter(field -> !OUTERMOST.has(field))
                .anyMatch(field -> Spelling.nearest(field, OUTERMOST.fields().keySet())
                        .filter("Variable"::equals)
                        .isPresent());
    }

    /** Whether a field of a rule in JSONPath compares or combines. */
    public static boolean isOperator(String field) {
        return OPERATORS.containsKey(field);
    }

    private static List<String> operatorsOf(JsonObject rule) {
        var operators = new ArrayList<>(rule.keySet());
        operators.retainAll(OPERATORS.keySet());
        return operators;
    }

    private static boolean areAllFieldsKnown(JsonObject rule) {
        return OUTERMOST.fields().keySet().containsAll(rule.keySet());
    }

    private static List<Rule> innerRules(JsonObject rule) {
        var fields = new Fields(rule);
        var rules = new ArrayList<Rule>();
        rules.addAll(rulesIn(fields, "And"));
        rules.addAll(rulesIn(fields, "Or"));
        if (rule.get("Not") instanceof JsonObject negated) {
            rules.add(new Rule("Not", negated));
        }
        return rules;
    }

    private static List<Rule> rulesIn(Fields fields, String field) {
        var rules = new ArrayList<Rule>();
        for (var element : fields.elements(field)) {
            if (element.value() instanceof JsonObject json) {
                rules.add(new Rule(element.field(), json));
            }
        }
        return rules;
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
        for (var test : List.of("IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp")) {
            operators.put(test, FLAG);
        }
        for (var relation : List.of("Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals")) {
            operators.put("String" + relation, TEXT);
            operators.put("String" + relation + "Path", PATH);
            operators.put("Numeric" + relation, NUMBER);
            operators.put("Numeric" + relation + "Path", PATH);
            operators.put("Timestamp" + relation, TEXT);
            operators.put("Timestamp" + relation + "Path", PATH);
        }
        return operators;
    }

    private record Rule(String field, JsonObject json) {}
}
