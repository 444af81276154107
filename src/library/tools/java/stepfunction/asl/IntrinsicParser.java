package stepfunction.asl;

import java.util.ArrayList;
import java.util.List;

/** Reads a call of an intrinsic function. */
final class IntrinsicParser {

    private static final String ESCAPABLE = "'{}\\";

    private final String text;
    private int at;

    IntrinsicParser(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException with the place */
    Intrinsic.Call parse() {
        var call = call();
        skipSpaces();
        if (at < text.length()) {
            throw invalid("expected its end");
        }
        return call;
    }

    private Intrinsic.Call call() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        var function = text.substring(start, at);
        if (!IntrinsicFunctions.exists(function)) {
            throw invalid("there is no intrinsic function '%s'".formatted(function));
        }
        expect('(');
        var arguments = arguments();
        var call = new Intrinsic.Call(function, arguments, text.substring(start, at));
        if (!IntrinsicFunctions.takes(function, arguments.size())) {
            throw invalid("%s does not take %d arguments".formatted(function, arguments.size()));
        }
        return call;
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
            expect(',');
        }
    }

    private Intrinsic argument() {
        if (isAt('\'')) {
            return quoted();
        }
        if (isAt('$')) {
            return new Intrinsic.Path(path());
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
    private String path() {
        int start = at;
        int depth = 0;
        while (at < text.length() && (depth > 0 || (!isAt(',') && !isAt(')')))) {
            switch (text.charAt(at)) {
                case '[', '(' -> depth++;
                case ']', ')' -> depth--;
                case '\'', '"' -> skipQuoted(text.charAt(at));
                default -> {}
            }
            at++;
        }
        return text.substring(start, at).strip();
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
        try {
            var value = JsonValues.parse(text.substring(start, at));
            if (value instanceof Number || value instanceof Boolean || (value == null && at > start)) {
                return new Intrinsic.Constant(value);
            }
        } catch (InvalidJsonException e) {
            // Told below, with the place.
        }
        at = start;
        throw invalid("expected a path, a number, a text in single quotes, true, false, null or a call");
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

    private IllegalArgumentException invalid(String reason) {
        return new IllegalArgumentException("%s at character %d of %s".formatted(reason, at + 1, text));
    }
}
