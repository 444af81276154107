package com.dashjoin.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The bounds of one evaluation: its time, its depth, the length of its texts and sequences, and all that it makes together. An
 * expression that exceeds one fails, as it does in Step Functions. In the library's package, because its syntax tree is visible there only.
 *
 * <p>The evaluation runs on the caller's thread, and none is ever abandoned. Instead, time and sizes are checked wherever the library
 * calls back: around each node of the syntax tree, and around each call of a function ({@link BoundedFunctions}). The functions whose single
 * call could exceed a bound are replaced there, and regular expressions match a text that checks the time itself ({@link BoundedRegex}).
 */
public final class Bounds {

    private static final String TOO_DEEP =
            "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as"
                    + " tail-recursive. Depth=101 max=100";

    private static final String TOO_LONG = "Expression evaluation timeout: Check for infinite loop";

    private static final String TOO_LARGE =
            "Expression evaluation memory limit exceeded: Check for excessive memory usage";

    /** The most elements of a sequence in Step Functions. */
    public static final int MAX_ELEMENTS = 360_145;

    static final int MAX_CHARACTERS = 10_000_000;

    /** Of JSON that a state could pass on. */
    private static final int MAX_NESTING = 250;

    /** The most bytes of one value, whose parts count as often as they occur in it. */
    private static final long MAX_SIZE = 10_000_000;

    /** The most bytes that one evaluation makes, whether or not it keeps them. */
    private static final long MAX_MADE = 150_000_000;

    private static final int BYTES_OF_REFERENCE = 8;

    /** The library copies what it has found so far for each array that it flattens. */
    static final int MAX_FLATTENED = 10_000;

    /** Long enough for a busy machine to reach the other bounds first. */
    private static final Duration TIME = Duration.ofSeconds(3);

    private static final int DEPTH = 100;

    private static final Set<String> NOTHING_NEW = Set.of("name", "variable", "string", "number", "value", "regex");

    private static final ThreadLocal<Bounds> CURRENT = new ThreadLocal<>();

    private final Deque<Symbol> open = new ArrayDeque<>();
    private boolean hasStarted;
    private long start;
    private long made;
    private Object lastMeasured;

    private Bounds() {}

    /**
     * Evaluates an expression.
     *
     * @param frame its variables and functions
     * @throws JException whatever goes wrong, be it the library itself that fails
     */
    public static Object evaluate(Jsonata expression, Jsonata.Frame frame) {
        var outer = CURRENT.get();
        var bounds = new Bounds();
        CURRENT.set(bounds);
        try {
            BoundedFunctions.install();
            frame.setEvaluateEntryCallback((symbol, input, environment) -> bounds.enter(symbol, input));
            frame.setEvaluateExitCallback((symbol, input, environment, result) -> bounds.exit(symbol, result));
            return expression.evaluate(null, frame);
        } catch (RuntimeException | Error e) {
            throw failure(e);
        } finally {
            CURRENT.set(outer);
        }
    }

    /** The library wraps errors in others, and lets some out that are not its own where an argument is not what a function expects. */
    private static JException failure(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JException found) {
                return found;
            }
            if (cause instanceof StackOverflowError) {
                return new JException(TOO_DEEP, -1);
            }
            if (cause instanceof OutOfMemoryError) {
                return tooLarge();
            }
            if (cause.getCause() == null) {
                return new JException(String.valueOf(cause.getMessage()), -1);
            }
        }
        throw new IllegalStateException("The loop ends at the last cause", thrown);
    }

    /** Fails if the time of the evaluation on this thread is over. */
    static void checkTime() {
        var bounds = CURRENT.get();
        if (bounds != null) {
            bounds.throwIfOver();
        }
    }

    /** Fails if what the evaluation on this thread has made exceeds a bound. */
    static void check(Object result) {
        var bounds = CURRENT.get();
        if (bounds != null) {
            bounds.measure(result);
        }
    }

    static JException tooLong() {
        return new JException(TOO_LONG, -1);
    }

    /** Fails if a value is larger than an argument of a function may be. */
    static void throwIfLarger(Object value, long size) {
        if (size(value, 0, 0) > size) {
            throw tooLarge();
        }
    }

    /** The failure of an expression that makes too much. */
    public static JException tooLarge() {
        return new JException(TOO_LARGE, -1);
    }

    private void enter(Symbol symbol, Object input) {
        if (!hasStarted) {
            hasStarted = true;
            start = System.nanoTime(); // Only now, when the library is loaded.
        }
        throwIfOver();
        if (open.size() == DEPTH) {
            throw new JException(TOO_DEEP, -1);
        }
        open.push(symbol);
        switch (symbol.type) {
            case "regex" -> {
                if (symbol.value instanceof Pattern pattern) {
                    symbol.value = new BoundedRegex(pattern);
                }
            }
            case "descendant" -> measure(input);
            case "wildcard" -> throwIfManyArrays(input);
            default -> {}
        }
    }

    private void exit(Symbol symbol, Object result) {
        open.pop();
        if (isStep() && result instanceof List<?> list) {
            make((long) list.size() * BYTES_OF_REFERENCE); // The path copies it.
        }
        if (open.isEmpty() || !NOTHING_NEW.contains(symbol.type)) {
            measure(result);
        }
    }

    private boolean isStep() {
        var parent = open.peek();
        return parent != null && parent.type.equals("path");
    }

    private void throwIfOver() {
        if (hasStarted && System.nanoTime() - start > TIME.toNanos()) {
            throw tooLong();
        }
    }

    private static void throwIfManyArrays(Object input) {
        var values = input instanceof Map<?, ?> map ? map.values() : input;
        if (values instanceof Collection<?> collection
                && collection.size() > MAX_FLATTENED
                && collection.stream().filter(List.class::isInstance).count() > MAX_FLATTENED) {
            throw tooLong();
        }
    }

    private void measure(Object value) {
        if (value == lastMeasured) {
            return;
        }
        if (value instanceof String text) {
            make(text.length());
        } else if (value instanceof Collection<?> collection) {
            make((long) collection.size() * BYTES_OF_REFERENCE);
        }
        throwIfLarger(value, MAX_SIZE);
        lastMeasured = value;
    }

    private void make(long bytes) {
        made += bytes;
        if (made > MAX_MADE) {
            throw tooLarge();
        }
    }

    /** @param sum of what has been counted before */
    private static long size(Object value, long sum, int nesting) {
        if (sum > MAX_SIZE) {
            return sum;
        }
        if (value instanceof String text) {
            return textSize(text, sum);
        }
        if (value instanceof Utils.RangeList range) {
            return listSize(range, sum);
        }
        if (value instanceof List<?> list) {
            long total = listSize(list, sum);
            for (var each : list) {
                total = size(each, total, nested(nesting));
            }
            return total;
        }
        if (value instanceof Map<?, ?> map) {
            long total = sum + BYTES_OF_REFERENCE;
            for (var entry : map.entrySet()) {
                total = size(entry.getValue(), textSize(String.valueOf(entry.getKey()), total), nested(nesting));
            }
            return total;
        }
        return sum + BYTES_OF_REFERENCE;
    }

    private static long textSize(String text, long sum) {
        if (text.length() > MAX_CHARACTERS) {
            throw tooLarge();
        }
        return sum + text.length();
    }

    private static long listSize(List<?> list, long sum) {
        if (list.size() > MAX_ELEMENTS) {
            throw tooLarge();
        }
        return sum + list.size();
    }

    private static int nested(int nesting) {
        if (nesting == MAX_NESTING) {
            throw tooLarge();
        }
        return nesting + 1;
    }
}
