package stepfunction.expressions;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a call of an intrinsic function. */
final class IntrinsicParser {

    private static final String ESCAPABLE = "'{}\\";

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    /** A call and ten calls within it: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html. */
    private static final int MAX_DEPTH = 11;

    private final String text;
    private int at;
    private int depth;

    IntrinsicParser(String text) {
        this.text = text;
    }

    /** @throws InvalidExpressionException with the place */
    Intrinsic.FunctionCall parse() {
        var call = call();
        skipSpaces();
        if (at < text.length()) {
            throw invalid("expected its end");
        }
        return call;
    }

    private Intrinsic.FunctionCall call() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw invalid("more than %d functions are nested".formatted(MAX_DEPTH - 1));
        }
        int start = at;
        var function = function();
        expect('(');
        var arguments = arguments();
        var arity = IntrinsicSignatures.arity(function);
        if (!arity.accepts(arguments.size())) {
            throw new InvalidExpressionException(
                    "%s takes %s, not %d".formatted(function, arity.text(), arguments.size()), start + 1);
        }
        depth--;
        return new Intrinsic.FunctionCall(function, arguments, text.substring(start, at));
    }

    private String function() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        var function = text.substring(start, at);
        if (!IntrinsicSignatures.exists(function)) {
            throw new UnknownFunctionException(function, start + 1);
        }
        return function;
    }

    private List<Intrinsic> arguments() {
        var arguments = new ArrayList<Intrinsic>();
        skipSpaces();
        if (isAt(')')) {
            at++;
            return arguments;
        }
        while (true) {
            skipSpaces();
            arguments.add(argument());
            skipSpaces();
            if (isAt(')')) {
                at++;
                return List.copyOf(arguments);
            }
            if (!isAt(',')) {
                throw invalid("expected , or )");
            }
            at++;
        }
    }

    private Intrinsic argument() {
        if (isAt('\'')) {
            return quoted();
        }
        if (isAt('$')) {
            return path();
        }
        if (text.startsWith("States.", at)) {
            return call();
        }
        return constant();
    }

    private Intrinsic quoted() {
        int start = ++at;
        while (at < text.length() && !isAt('\'')) {
            if (isAt('\\')) {
                at++;
                if (at == text.length() || ESCAPABLE.indexOf(text.charAt(at)) < 0) {
                    throw invalid("a backslash may stand before ', {, } and \\ only");
                }
            }
            at++;
        }
        expect('\'');
        return new Intrinsic.Quoted(text.substring(start, at - 1));
    }

    /** Up to the comma or the parenthesis that is in no bracket and no quotes of the path's own. */
    private Intrinsic.Path path() {
        int start = at;
        int brackets = 0;
        while (at < text.length() && (brackets > 0 || (!isAt(',') && !isAt(')')))) {
            switch (text.charAt(at)) {
                case '[', '(' -> brackets++;
                case ']', ')' -> brackets--;
                case '\'', '"' -> skipQuoted(text.charAt(at));
                default -> {}
            }
            at++;
        }
        var path = text.substring(start, at).strip();
        try {
            PathExpression.parse(path);
        } catch (InvalidExpressionException e) {
            throw new InvalidExpressionException("%s is not a path: %s".formatted(path, e.getMessage()), start + 1);
        }
        return new Intrinsic.Path(path);
    }

    private void skipQuoted(char quote) {
        do {
            at += at < text.length() && text.charAt(at) == '\\' ? 2 : 1;
        } while (at < text.length() && text.charAt(at) != quote);
        if (at >= text.length()) {
            throw invalid("a quote is not closed");
        }
    }

    private Intrinsic constant() {
        int start = at;
        while (at < text.length() && !isAt(',') && !isAt(')') && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        var constant = text.substring(start, at);
        if (NUMBER.matcher(constant).matches()) {
            var number = number(constant);
            if (number instanceof Double value && value.isInfinite()) {
                throw new InvalidExpressionException("the number %s is out of range".formatted(constant), start + 1);
            }
            return new Intrinsic.Constant(number);
        }
        switch (constant) {
            case "true", "false" -> {
                return new Intrinsic.Constant(Boolean.valueOf(constant));
            }
            case "null" -> {
                return new Intrinsic.Constant(null);
            }
            default -> {
                at = start;
                throw invalid("expected a path, a number, a text in single quotes, true, false, null or a call");
            }
        }
    }

    /** A whole number is exact, so that 1 and 1.0 stay apart. */
    private static Number number(String text) {
        var isWhole = text.chars().allMatch(each -> Character.isDigit(each) || each == '-');
        if (!isWhole) {
            return Double.valueOf(text);
        }
        var number = new BigInteger(text);
        return number.bitLength() < Long.SIZE ? (Number) number.longValueExact() : number;
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean isAt(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    private void expect(char wanted) {
        if (!isAt(wanted)) {
            throw invalid("expected " + wanted);
        }
        at++;
    }

    private InvalidExpressionException invalid(String reason) {
        return new InvalidExpressionException(reason, at + 1);
    }
}
