package stepfunction.asl;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import com.dashjoin.jsonata.Utils;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches the evaluation of an expression: one that does not end, or recurses without end, fails; and the operands of
 * {@code and} and {@code or} must be booleans, as in Step Functions.
 */
final class JsonataBounds {

    /** As the library words it, which Step Functions uses. */
    static final String TOO_DEEP =
            "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as"
                    + " tail-recursive. Depth=101 max=100";

    private static final String TOO_LONG = "Expression evaluation timeout: Check for infinite loop";

    private static final Duration TIME = Duration.ofSeconds(1);
    /** The ceiling of Step Functions. */
    private static final int DEPTH = 100;

    private final Deque<Parser.Symbol> open = new ArrayDeque<>();
    private long start;

    void bind(Jsonata.Frame frame) {
        frame.setEvaluateEntryCallback((expression, input, environment) -> enter(expression));
        frame.setEvaluateExitCallback((expression, input, environment, result) -> exit(result));
    }

    private void enter(Parser.Symbol expression) {
        if (open.isEmpty()) {
            start = System.nanoTime(); // Only now, when the library is loaded.
        }
        if (System.nanoTime() - start > TIME.toNanos()) {
            throw new JException(TOO_LONG, -1);
        }
        if (open.size() == DEPTH) {
            throw new JException(TOO_DEEP, -1);
        }
        open.push(expression);
    }

    private void exit(@Nullable Object result) {
        open.pop();
        var parent = open.peek();
        var operand = alone(result);
        if (parent != null && operand != null && !(operand instanceof Boolean)) {
            throwIfLogical(parent);
        }
    }

    /** The value that a sequence of one stands for; of none, undefined. */
    private static @Nullable Object alone(@Nullable Object result) {
        if (result instanceof List<?> sequence && Utils.isSequence(sequence) && sequence.size() < 2) {
            return sequence.isEmpty() ? null : sequence.get(0);
        }
        return result;
    }

    /** The library keeps the fields of a symbol to itself, but tells an operator when it is written as a text. */
    private static void throwIfLogical(Parser.Symbol parent) {
        for (var operator : List.of("and", "or")) {
            if (parent.toString().equals("Infix null value=" + operator)) {
                throw new JException("T0410", -1, 1, operator);
            }
        }
    }
}
