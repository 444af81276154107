package stepfunction.asl;

import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stepfunction.expressions.PathExpression;

/**
 * Reads paths into the input ({@code $.a}), the context object ({@code $$.a}) and variables ({@code $name.a}):
 * https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html.
 */
final class JsonPathEvaluator {

    /** A path leads nowhere; the message is Jayway's, which Step Functions shows. */
    static final class MissingPathException extends Exception {
        private static final long serialVersionUID = 1;

        /** The document in which the path was read. */
        private final transient @Nullable Object document;

        MissingPathException(String message, @Nullable Object document) {
            super(message, null, false, false);
            this.document = document;
        }

        @Nullable
        Object document() {
            return document;
        }
    }

    private final Map<String, PathExpression> parsed = new HashMap<>();

    @Nullable
    Object read(String path, Bindings bindings) throws MissingPathException {
        var expression = parsed.computeIfAbsent(path, PathExpression::parse);
        var document = switch (expression.root()) {
            case INPUT -> bindings.root();
            case CONTEXT -> bindings.context();
            case VARIABLE -> variable(expression.variable(), bindings);
        };
        return expression.compiled().isEmpty()
                ? document
                : read(expression.compiled().get(), document);
    }

    /** As {@link #read}, but an index beyond the end of an array gives null. */
    @Nullable
    Object readLeniently(String path, Bindings bindings) throws MissingPathException {
        try {
            return read(path, bindings);
        } catch (MissingPathException e) {
            if (isBeyondEnd(path, bindings)) {
                return null;
            }
            throw e;
        }
    }

    /** The path from the input, the context object or the variable on, whichever it begins with: {@code $.a}. */
    static String withoutSource(String path) {
        return PathExpression.parse(path).path();
    }

    private boolean isBeyondEnd(String path, Bindings bindings) throws MissingPathException {
        int bracket = path.lastIndexOf('[');
        if (bracket < 0 || !path.endsWith("]")) {
            return false;
        }
        var index = path.substring(bracket + 1, path.length() - 1);
        var isIndex = !index.isEmpty() && index.chars().allMatch(Character::isDigit);
        return isIndex && read(path.substring(0, bracket), bindings) instanceof List;
    }

    private static @Nullable Object variable(String name, Bindings bindings) throws MissingPathException {
        if (!bindings.variables().has(name)) {
            throw new MissingPathException(
                    "There is no variable $" + name, bindings.variables().all());
        }
        return bindings.variables().get(name);
    }

    private static @Nullable Object read(JsonPath path, @Nullable Object document) throws MissingPathException {
        if (document == null) {
            throw new MissingPathException("Missing property in path " + path.getPath(), null);
        }
        try {
            return plain(PathReading.read(path, document));
        } catch (JsonPathException e) {
            if (e instanceof PathNotFoundException && !path.isDefinite()) {
                return new ArrayList<>();
            }
            throw new MissingPathException(String.valueOf(e.getMessage()), document);
        }
    }

    /** Jayway's own lists print themselves as JSON, its lengths are no Long. */
    private static @Nullable Object plain(@Nullable Object found) {
        if (found instanceof List<?> list && !found.getClass().equals(ArrayList.class)) {
            return new ArrayList<>(list);
        }
        return found instanceof Integer integer ? (Object) integer.longValue() : found;
    }
}
