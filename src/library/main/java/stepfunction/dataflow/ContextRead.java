package stepfunction.dataflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.asl.QueryLanguage;
import stepfunction.expressions.Expression;
import stepfunction.expressions.Intrinsic;
import stepfunction.expressions.JsonataExpression;
import stepfunction.expressions.JsonataUses;
import stepfunction.expressions.PathExpression;

/**
 * A read of the context object by an expression.
 *
 * @param steps names of fields, as far as they are certain
 */
public record ContextRead(List<String> steps, QueryLanguage language) {

    public ContextRead {
        steps = List.copyOf(steps);
    }

    /** Those of an expression, but not what it only asks for. */
    public static List<ContextRead> in(Expression expression) {
        if (expression instanceof JsonataExpression jsonata) {
            return JsonataUses.of(jsonata).references().stream()
                    .filter(reference -> reference.kind() == JsonataUses.Kind.VARIABLE)
                    .filter(reference -> reference.name().equals("states"))
                    .filter(reference -> reference.use() != JsonataUses.Use.TESTED)
                    .filter(reference -> reference.steps().stream().limit(1).allMatch("context"::equals))
                    .map(reference -> of(reference.steps().stream().skip(1).toList(), QueryLanguage.JSONATA))
                    .toList();
        }
        var reads = new ArrayList<ContextRead>();
        if (expression instanceof PathExpression path) {
            of(path).ifPresent(reads::add);
        } else if (expression instanceof Intrinsic.FunctionCall call) {
            call.paths().forEach(path -> of(PathExpression.parse(path)).ifPresent(reads::add));
        }
        return List.copyOf(reads);
    }

    private static Optional<ContextRead> of(PathExpression path) {
        return path.root() == PathExpression.Root.CONTEXT
                ? Optional.of(of(DataRead.certainSteps(path), QueryLanguage.JSONPATH))
                : Optional.empty();
    }

    /** The fields up to an index. */
    private static ContextRead of(List<Object> steps, QueryLanguage language) {
        var names = steps.stream()
                .takeWhile(String.class::isInstance)
                .map(String.class::cast)
                .toList();
        return new ContextRead(names, language);
    }

    /** Whether it begins with these fields. */
    public boolean isWithin(String... fields) {
        return steps.size() >= fields.length && steps.subList(0, fields.length).equals(List.of(fields));
    }

    /** How fields of the context object are written. */
    public String place(List<String> fields) {
        var root = language == QueryLanguage.JSONATA ? "$states.context" : "$$";
        return fields.isEmpty() ? root : root + "." + String.join(".", fields);
    }
}
