package com.jayway.jsonpath.internal.filter;

import com.jayway.jsonpath.Predicate.PredicateContext;
import java.util.Map;
import java.util.stream.StreamSupport;
import stepfunction.expressions.TimedText;

/**
 * The operator {@code =~} of a filter, whose regular expression checks the time as it matches. In the library's package, because the
 * library shows its regular expressions there only.
 */
public final class TimedMatching implements Evaluator {

    private final Runnable check;

    private TimedMatching(Runnable check) {
        this.check = check;
    }

    /**
     * Puts it in place of the library's own, in all paths.
     *
     * @param check throws if the time of the path that is read on this thread is over
     */
    public static void install(Runnable check) {
        try {
            var evaluators = EvaluatorFactory.class.getDeclaredField("evaluators");
            evaluators.setAccessible(true);
            @SuppressWarnings("unchecked") // As the library declares it.
            var byOperator = (Map<RelationalOperator, Evaluator>) evaluators.get(null);
            byOperator.put(RelationalOperator.REGEX, new TimedMatching(check));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The library has changed", e);
        }
    }

    @Override
    public boolean evaluate(ValueNode left, ValueNode right, PredicateContext context) {
        if (left.isPatternNode() == right.isPatternNode()) {
            return false;
        }
        return left.isPatternNode()
                ? matches(left.asPatternNode(), right, context)
                : matches(right.asPatternNode(), left, context);
    }

    private boolean matches(ValueNodes.PatternNode regex, ValueNode value, PredicateContext context) {
        if (value.isJsonNode() && value.asJsonNode().isArray(context)) {
            return matchesAny(regex, value.asJsonNode().asValueListNode(context));
        }
        return value.isValueListNode() ? matchesAny(regex, value) : matches(regex, text(value));
    }

    private boolean matchesAny(ValueNodes.PatternNode regex, ValueNode values) {
        return values.isValueListNode()
                && StreamSupport.stream(values.asValueListNode().spliterator(), false)
                        .anyMatch(value -> matches(regex, text(value)));
    }

    private boolean matches(ValueNodes.PatternNode regex, String text) {
        return regex.getCompiledPattern().matcher(new TimedText(text, check)).matches();
    }

    /** Any other value is empty. */
    private static String text(ValueNode value) {
        if (value.isStringNode() || value.isNumberNode()) {
            return value.asStringNode().getString();
        }
        return value.isBooleanNode() ? value.asBooleanNode().toString() : "";
    }
}
