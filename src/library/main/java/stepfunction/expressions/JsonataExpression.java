package stepfunction.expressions;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.SyntaxTree;

/**
 * An expression in JSONata: https://docs.jsonata.org.
 *
 * @param text without <code>{%</code> and <code>%}</code>
 * @param root of its syntax tree
 * @param library which evaluates it
 */
public record JsonataExpression(String text, JsonataNode root, Jsonata library) implements Expression {

    private static final String OPEN = "{%";
    private static final String CLOSE = "%}";

    /**
     * Reads the text of a field.
     *
     * @param field between <code>{%</code> and <code>%}</code>
     * @throws InvalidExpressionException whose message says why it does not parse
     */
    public static JsonataExpression parse(String field) {
        var text = textIn(field);
        try {
            var library = Jsonata.jsonata(text);
            library.setOutputConvertNulls(false); // Otherwise null and undefined look alike.
            return new JsonataExpression(text, SyntaxTree.of(library), library);
        } catch (JException e) {
            var column = e.getLocation() <= 0 ? 0 : field.indexOf(text, OPEN.length()) + e.getLocation();
            throw new InvalidExpressionException(String.valueOf(e.getMessage()), column);
        } catch (RuntimeException | Error e) {
            // The library lets these out at expressions that end too soon, or are nested too deep.
            throw new InvalidExpressionException("it ends too soon, or is nested too deep", 0);
        }
    }

    /** The expression of a field's text. */
    public static String textIn(String field) {
        return field.substring(OPEN.length(), field.length() - CLOSE.length()).strip();
    }
}
