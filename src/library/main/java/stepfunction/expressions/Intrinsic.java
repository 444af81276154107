package stepfunction.expressions;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call of an intrinsic function, or an argument of one:
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html.
 */
public sealed interface Intrinsic {

    /**
     * A call such as {@code States.Format('{}', $.a)}.
     *
     * @param function such as {@code States.Format}
     * @param text the call as it is written
     */
    record FunctionCall(String function, List<Intrinsic> arguments, String text) implements Intrinsic, Expression {

        public FunctionCall {
            arguments = List.copyOf(arguments);
        }

        /** The paths among the arguments, at any depth. */
        public List<String> paths() {
            return arguments.stream().flatMap(Intrinsic::pathsIn).toList();
        }
    }

    /** A path into the input, the context object or a variable. */
    record Path(String path) implements Intrinsic {}

    /** A number, a boolean or null. */
    record Constant(@Nullable Object value) implements Intrinsic {}

    /**
     * A text between single quotes.
     *
     * @param raw with its escapes, which States.Format distinguishes from its braces
     */
    record Quoted(String raw) implements Intrinsic {

        /** The text that it stands for. */
        public String value() {
            var value = new StringBuilder();
            for (int at = 0; at < raw.length(); at++) {
                if (raw.charAt(at) == '\\') {
                    at++;
                }
                value.append(raw.charAt(at));
            }
            return value.toString();
        }
    }

    /** Whether a text begins as a call does. */
    static boolean isCall(String text) {
        return text.startsWith("States.");
    }

    /**
     * Reads a call.
     *
     * @throws InvalidExpressionException if it is none, a function is unknown or takes another number of arguments, or a path is none
     */
    static FunctionCall parse(String text) {
        return new IntrinsicParser(text).parse();
    }

    private static Stream<String> pathsIn(Intrinsic intrinsic) {
        if (intrinsic instanceof Path path) {
            return Stream.of(path.path());
        }
        return intrinsic instanceof FunctionCall call ? call.paths().stream() : Stream.empty();
    }
}
