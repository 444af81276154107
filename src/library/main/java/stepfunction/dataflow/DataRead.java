package stepfunction.dataflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.asl.QueryLanguage;
import stepfunction.expressions.Expression;
import stepfunction.expressions.Intrinsic;
import stepfunction.expressions.InvalidExpressionException;
import stepfunction.expressions.JsonataExpression;
import stepfunction.expressions.JsonataUses;
import stepfunction.expressions.PathExpression;
import stepfunction.expressions.ReferencePath;

/**
 * A read of the state's data or of a variable by an expression.
 *
 * @param variable its name; empty for {@code $} in JSONPath and {@code $states} in JSONata
 * @param steps names of fields (String) and indexes of elements (Integer), as far as they are certain
 * @param isTested whether the expression only asks if it is there
 * @param text as it is written; in JSONata up to the last certain step
 */
public record DataRead(String variable, List<Object> steps, boolean isTested, String text, QueryLanguage language) {

    private static final String STATES = "states";

    public DataRead {
        steps = List.copyOf(steps);
    }

    /** Those of an expression; none of the context object. */
    public static List<DataRead> in(Expression expression) {
        if (expression instanceof JsonataExpression jsonata) {
            return inJsonata(jsonata);
        }
        var reads = new ArrayList<DataRead>();
        if (expression instanceof PathExpression path) {
            of(path).ifPresent(reads::add);
        } else if (expression instanceof Intrinsic.FunctionCall call) {
            call.paths().forEach(path -> of(PathExpression.parse(path)).ifPresent(reads::add));
        }
        return List.copyOf(reads);
    }

    /** That of a path; absent where it begins in the context object. */
    private static Optional<DataRead> of(PathExpression path) {
        if (path.root() == PathExpression.Root.CONTEXT) {
            return Optional.empty();
        }
        var steps = certainSteps(path);
        var text = "$" + path.variable() + path.path().substring(1);
        return Optional.of(new DataRead(path.variable(), steps, false, text, QueryLanguage.JSONPATH));
    }

    /** Up to a function of JSONPath such as {@code length()}, an escaped character or a placeholder. */
    static List<Object> certainSteps(PathExpression path) {
        var certain = new ArrayList<>();
        for (var step : ReferencePath.beginningOf(path.path()).steps()) {
            if (step instanceof String name && !isPlain(name)) {
                break;
            }
            certain.add(step);
        }
        return certain;
    }

    private static boolean isPlain(String name) {
        return !name.contains("(") && !name.contains("\\") && !name.contains("${");
    }

    /** Whether those are all of its steps. */
    static boolean isCertain(PathExpression path) {
        try {
            return ReferencePath.parse(path.path()).steps().equals(certainSteps(path));
        } catch (InvalidExpressionException e) {
            return false; // It may name several places.
        }
    }

    private static List<DataRead> inJsonata(JsonataExpression expression) {
        var reads = new ArrayList<DataRead>();
        for (var reference : JsonataUses.of(expression).references()) {
            if (reference.kind() == JsonataUses.Kind.VARIABLE) {
                var variable = reference.name().equals(STATES) ? "" : reference.name();
                var isTested = reference.use() == JsonataUses.Use.TESTED;
                var text = place(QueryLanguage.JSONATA, variable, reference.steps());
                reads.add(new DataRead(variable, reference.steps(), isTested, text, QueryLanguage.JSONATA));
            }
        }
        return List.copyOf(reads);
    }

    /** How its first steps are written. */
    public String place(int numberOfSteps) {
        return place(language, variable, steps.subList(0, numberOfSteps));
    }

    /** How it would be written with another field as its last step. */
    public String place(int numberOfSteps, String field) {
        var meant = new ArrayList<>(steps.subList(0, numberOfSteps));
        meant.add(field);
        return place(language, variable, meant);
    }

    private static String place(QueryLanguage language, String variable, List<Object> path) {
        var isJsonata = language == QueryLanguage.JSONATA;
        var place = new StringBuilder("$").append(isJsonata && variable.isEmpty() ? STATES : variable);
        for (var step : path) {
            if (step instanceof Integer index) {
                place.append("[%d]".formatted(index));
            } else if (step.toString().chars().allMatch(Character::isUnicodeIdentifierPart)) {
                place.append(".%s".formatted(step));
            } else {
                place.append((isJsonata ? ".`%s`" : "['%s']").formatted(step));
            }
        }
        return place.toString();
    }
}
