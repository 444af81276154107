package stepfunction.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stepfunction.asl.State;
import stepfunction.expressions.Expression;
import stepfunction.expressions.Intrinsic;
import stepfunction.expressions.JsonataExpression;
import stepfunction.expressions.JsonataUses;
import stepfunction.expressions.JsonataUses.Use;
import stepfunction.expressions.PathExpression;

/**
 * A variable that an expression reads, or a function by its name: a variable may have the name of one.
 *
 * @param name without {@code $}
 */
record VariableRead(ExpressionField field, String name, Use use) {

    private static final String STATES = "states";

    /** Those of all expressions, by the state that has them. */
    static Map<State, List<VariableRead>> byState(ExpressionFields fields) {
        var byState = new LinkedHashMap<State, List<VariableRead>>();
        for (var field : fields.all()) {
            byState.computeIfAbsent(field.state(), state -> new ArrayList<>()).addAll(in(field));
        }
        return byState;
    }

    private static List<VariableRead> in(ExpressionField field) {
        return field.expression() instanceof JsonataExpression jsonata
                ? inJsonata(field, jsonata)
                : inPaths(field, field.expression());
    }

    private static List<VariableRead> inJsonata(ExpressionField field, JsonataExpression expression) {
        return JsonataUses.of(expression).references().stream()
                .filter(reference -> reference.kind() == JsonataUses.Kind.VARIABLE)
                .filter(reference -> !reference.name().equals(STATES))
                .map(reference -> new VariableRead(field, reference.name(), reference.use()))
                .toList();
    }

    private static List<VariableRead> inPaths(ExpressionField field, Expression expression) {
        var paths = new ArrayList<PathExpression>();
        if (expression instanceof PathExpression path) {
            paths.add(path);
        } else if (expression instanceof Intrinsic.FunctionCall call) {
            call.paths().forEach(path -> paths.add(PathExpression.parse(path)));
        }
        return paths.stream()
                .filter(path -> path.root() == PathExpression.Root.VARIABLE)
                .map(path -> new VariableRead(field, path.variable(), field.isPresenceTested() ? Use.TESTED : Use.READ))
                .toList();
    }
}
