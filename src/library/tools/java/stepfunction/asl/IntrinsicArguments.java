package stepfunction.asl;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stepfunction.expressions.Intrinsic;

/**
 * The arguments of a call, by the type that the function wants.
 *
 * @param call as it is written
 * @param values of its arguments, in their order
 */
record IntrinsicArguments(Intrinsic.FunctionCall call, List<@Nullable Object> values) {

    private static final int MAX_CHARACTERS = 10_000;

    @Nullable
    Object any(int index) {
        return values.get(index);
    }

    String text(int index) {
        if (values.get(index) instanceof String text) {
            return text;
        }
        throw wrong(index, "a string");
    }

    String shortText(int index) {
        if (text(index).length() > MAX_CHARACTERS) {
            throw wrong(index, "a string of at most %d characters".formatted(MAX_CHARACTERS));
        }
        return text(index);
    }

    /** A text with its escapes, where it is written in the call itself. */
    String rawText(int index) {
        return call.arguments().get(index) instanceof Intrinsic.Quoted quoted ? quoted.raw() : text(index);
    }

    List<?> list(int index) {
        if (values.get(index) instanceof List<?> list) {
            return list;
        }
        throw wrong(index, "an array");
    }

    Map<?, ?> map(int index) {
        if (values.get(index) instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(index, "an object");
    }

    long rounded(int index) {
        if (values.get(index) instanceof Number number) {
            return number instanceof Long exact ? exact : Math.round(number.doubleValue());
        }
        throw wrong(index, "a number");
    }

    private static IllegalArgumentException wrong(int index, String type) {
        return new IllegalArgumentException("The argument %d must be %s".formatted(index + 1, type));
    }
}
