package stepfunction.asl;

import com.dashjoin.jsonata.JException;
import com.jayway.jsonpath.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Parses every expression of a definition, so that none is wrong only when its state comes. */
final class ExpressionCheck {

    private final Expressions expressions;

    ExpressionCheck(Expressions expressions) {
        this.expressions = expressions;
    }

    /** A sentence for each expression that does not parse. */
    List<String> problems(Definition definition) {
        return definition.texts().stream()
                .filter(text -> !text.isData())
                .flatMap(text -> text.state().stream().flatMap(state -> problem(state, text).stream()))
                .toList();
    }

    private Optional<String> problem(State state, Text text) {
        return reason(state, text)
                .map(reason -> "%s has no valid expression in %s: %s".formatted(state.name(), text.field(), reason));
    }

    private Optional<String> reason(State state, Text text) {
        try {
            if (state.queryLanguage() == QueryLanguage.JSONATA) {
                parseJsonata(text.value());
            } else {
                parseJsonPath(text);
            }
            return Optional.empty();
        } catch (JException | InvalidPathException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void parseJsonata(String text) {
        if (JsonataEvaluator.isExpression(text)) {
            expressions.jsonata().parse(text);
        }
    }

    private void parseJsonPath(Text text) {
        var isDynamicField = text.place() == Text.Place.PAYLOAD && text.path().endsWith(".$");
        var isPathField = text.place() == Text.Place.LANGUAGE
                && (text.path().endsWith("Path") || text.path().endsWith("/Variable"));
        if (isPathField && text.path().endsWith("/ResultPath")) {
            ReferencePath.parse(text.value());
        } else if (isDynamicField || isPathField) {
            parsePathOrCall(text.value());
        }
    }

    private void parsePathOrCall(String text) {
        if (Intrinsic.isCall(text)) {
            paths(Intrinsic.parse(text)).forEach(expressions.paths()::parse);
        } else {
            expressions.paths().parse(text);
        }
    }

    /** The paths among the arguments of a call, at any depth. */
    private static Stream<String> paths(Intrinsic intrinsic) {
        if (intrinsic instanceof Intrinsic.Path path) {
            return Stream.of(path.path());
        }
        return intrinsic instanceof Intrinsic.Call call
                ? call.arguments().stream().flatMap(ExpressionCheck::paths)
                : Stream.empty();
    }
}
