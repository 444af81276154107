package stepfunction.expressions;

import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import java.util.Optional;

/**
 * A path into the input ({@code $.a}), the context object ({@code $$.a}) or a variable ({@code $name.a}):
 * https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html.
 *
 * @param variable its name; empty in a path into the input or the context object
 * @param path from the root on, beginning with {@code $}
 * @param compiled absent in a path to the root as a whole
 */
public record PathExpression(Root root, String variable, String path, Optional<JsonPath> compiled)
        implements Expression {

    /** Where a path begins. */
    public enum Root {
        /** The state's input, its result or an error. */
        INPUT,
        CONTEXT,
        VARIABLE
    }

    /**
     * Reads a path.
     *
     * @throws InvalidExpressionException whose message says why it is no path
     */
    public static PathExpression parse(String text) {
        if (!text.startsWith("$")) {
            throw new InvalidExpressionException("a path must begin with $", 1);
        }
        if (text.startsWith("$$")) {
            return of(Root.CONTEXT, "", text.substring(1));
        }
        int end = 1;
        while (end < text.length() && Character.isUnicodeIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end == 1
                ? of(Root.INPUT, "", text)
                : of(Root.VARIABLE, text.substring(1, end), "$" + text.substring(end));
    }

    private static PathExpression of(Root root, String variable, String path) {
        var compiled = path.equals("$") ? Optional.<JsonPath>empty() : Optional.of(compile(path));
        return new PathExpression(root, variable, path, compiled);
    }

    private static JsonPath compile(String path) {
        try {
            return JsonPath.compile(FilterLiterals.quoted(backslashesAreLiteral(path)));
        } catch (JsonPathException | IllegalArgumentException e) {
            throw new InvalidExpressionException(String.valueOf(e.getMessage()).strip(), 0);
        } catch (RuntimeException | Error e) {
            // The library lets these out at paths that end too soon, or are nested too deep.
            throw new InvalidExpressionException("it is not a path", 0);
        }
    }

    /** In Step Functions a backslash before a double quote stands for itself; Jayway would drop it. */
    private static String backslashesAreLiteral(String path) {
        return path.replace("\\\"", "\\\\\"");
    }

    /** Whether it is the whole input, context object or variable. */
    public boolean isWhole() {
        return compiled.isEmpty();
    }
}
