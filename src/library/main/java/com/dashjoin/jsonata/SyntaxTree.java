package com.dashjoin.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import stepfunction.expressions.JsonataNode;

/** The syntax tree of an expression as the library has parsed it. In the library's package, because its own tree is visible there only. */
public final class SyntaxTree {

    private SyntaxTree() {}

    /** The root. */
    public static JsonataNode of(Jsonata expression) {
        return node(expression.ast);
    }

    private static JsonataNode node(Symbol symbol) {
        var node = ungrouped(symbol);
        return symbol.group == null ? node : new JsonataNode.Grouped(node, pairs(symbol.group.lhsObject));
    }

    private static JsonataNode ungrouped(Symbol symbol) {
        var node = unfiltered(symbol);
        return symbol.predicate == null ? node : new JsonataNode.Filtered(node, predicates(symbol.predicate));
    }

    private static JsonataNode unfiltered(Symbol symbol) {
        return switch (symbol.type) {
            case "path" ->
                new JsonataNode.Path(symbol.steps.stream().map(SyntaxTree::step).toList());
            case "name" -> new JsonataNode.Field(String.valueOf(symbol.value), symbol.position);
            case "wildcard" -> new JsonataNode.Field("*", symbol.position);
            case "descendant" -> new JsonataNode.Field("**", symbol.position);
            case "parent" -> new JsonataNode.Field("%", symbol.position);
            case "variable" -> new JsonataNode.Variable(String.valueOf(symbol.value), symbol.position);
            case "function", "partial" -> call(symbol);
            case "lambda" -> new JsonataNode.Lambda(parameters(symbol), node(symbol.body));
            case "block" -> new JsonataNode.Block(nodes(symbol.expressions));
            case "bind" -> new JsonataNode.Binding(String.valueOf(symbol.lhs.value), node(symbol.rhs));
            case "condition" ->
                new JsonataNode.Condition(node(symbol.condition), node(symbol.then), optional(symbol._else));
            case "transform" ->
                new JsonataNode.Transform(node(symbol.pattern), node(symbol.update), optional(symbol.delete));
            case "apply" -> new JsonataNode.Applied(node(symbol.lhs), node(symbol.rhs));
            case "sort" ->
                new JsonataNode.Sort(
                        symbol.terms.stream().map(term -> node(term.expression)).toList());
            case "unary" -> unary(symbol);
            case "binary" ->
                new JsonataNode.Operation(String.valueOf(symbol.value), nodes(List.of(symbol.lhs, symbol.rhs)));
            default -> new JsonataNode.Literal(literal(symbol.value));
        };
    }

    /** Null is an object of the library's own. */
    private static Object literal(Object value) {
        if (value instanceof Pattern pattern) {
            return pattern.pattern();
        }
        return value == Jsonata.NULL_VALUE ? null : value;
    }

    private static JsonataNode unary(Symbol symbol) {
        return switch (String.valueOf(symbol.value)) {
            case "[" -> new JsonataNode.ArrayOf(nodes(symbol.expressions));
            case "{" -> new JsonataNode.ObjectOf(pairs(symbol.lhsObject));
            default -> new JsonataNode.Operation(String.valueOf(symbol.value), List.of(node(symbol.expression)));
        };
    }

    private static JsonataNode call(Symbol symbol) {
        return new JsonataNode.FunctionCall(
                node(symbol.procedure),
                nodes(symbol.arguments),
                symbol.type.equals("partial"),
                symbol.procedure.position);
    }

    /** A body that is a call in tail position is wrapped in a function without parameters. */
    private static List<String> parameters(Symbol lambda) {
        return lambda.arguments == null
                ? List.of()
                : lambda.arguments.stream()
                        .map(parameter -> String.valueOf(parameter.value))
                        .toList();
    }

    private static JsonataNode.Step step(Symbol symbol) {
        var bound = new ArrayList<String>();
        if (symbol.focus != null) {
            bound.add(String.valueOf(symbol.focus));
        }
        if (symbol.index != null && symbol.tuple != null) {
            bound.add(String.valueOf(symbol.index));
        }
        var predicates = new ArrayList<JsonataNode>();
        for (var stage : symbol.stages == null ? List.<Symbol>of() : symbol.stages) {
            if (stage.type.equals("index")) {
                bound.add(String.valueOf(stage.value));
            } else {
                predicates.add(node((Symbol) stage.expr));
            }
        }
        return new JsonataNode.Step(node(symbol), predicates, bound);
    }

    private static List<JsonataNode> predicates(List<Symbol> filters) {
        return filters.stream().map(filter -> node((Symbol) filter.expr)).toList();
    }

    private static List<JsonataNode.Pair> pairs(List<Symbol[]> pairs) {
        return pairs.stream()
                .map(pair -> new JsonataNode.Pair(node(pair[0]), node(pair[1])))
                .toList();
    }

    private static List<JsonataNode> nodes(List<Symbol> symbols) {
        return symbols.stream().map(SyntaxTree::node).toList();
    }

    private static Optional<JsonataNode> optional(Symbol symbol) {
        return Optional.ofNullable(symbol).map(SyntaxTree::node);
    }
}
