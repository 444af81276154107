package stepfunction.expressions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The references of a JSONata expression to values outside of it.
 *
 * @param references in the order of the expression
 * @param calls of functions by their names, in the order of the expression
 */
public record JsonataUses(List<Reference> references, List<FunctionCall> calls) {

    public JsonataUses {
        references = List.copyOf(references);
        calls = List.copyOf(calls);
    }

    /** The kind of value that a reference names. */
    public enum Kind {
        /** A field of the context, where there is none: the first step of a path outside of predicates, steps and functions. */
        FIELD,
        /** {@code $}, where there is no context. */
        CONTEXT,
        /** {@code $$}, where there is no context. */
        ROOT,
        /** {@code $$} where there is a context: nothing in Step Functions. */
        ROOT_WITHIN,
        /** A variable that the expression does not bind, {@code $states}, or a function by its name. */
        VARIABLE
    }

    /**
     * One reference.
     *
     * @param name of the field or the variable, without {@code $}
     * @param steps the fields (String) and the indexes of elements (Integer) that certainly follow it, as in {@code $states.result[0].order}
     * @param column its end, counted from 1
     */
    public record Reference(Kind kind, String name, List<Object> steps, Use use, int column) {
        public Reference {
            steps = List.copyOf(steps);
        }
    }

    /** The use that the expression makes of the referenced value. */
    public enum Use {
        READ,
        /** {@code $f(...)}. */
        CALLED,
        /** {@code $exists($a)}. */
        TESTED
    }

    /**
     * One call.
     *
     * @param function without {@code $}
     * @param arguments how many it has, the one before {@code ~>} included
     */
    public record FunctionCall(String function, int arguments, int column) {}

    /** The uses of an expression. */
    public static JsonataUses of(JsonataExpression expression) {
        var walk = new Walk();
        walk.visit(expression.root(), new Surroundings(false, Use.READ, Set.of()));
        return new JsonataUses(walk.references, walk.calls);
    }

    /**
     * Where a node stands.
     *
     * @param hasContext whether bare names are fields of an element
     * @param use of what is read
     * @param bound the variables that the expression itself binds
     */
    private record Surroundings(boolean hasContext, Use use, Set<String> bound) {

        Surroundings withContext() {
            return new Surroundings(true, use, bound);
        }

        Surroundings with(Use use) {
            return new Surroundings(hasContext, use, bound);
        }

        Surroundings binding(List<String> names) {
            var more = new HashSet<>(bound);
            more.addAll(names);
            return new Surroundings(hasContext, use, more);
        }
    }

    private static final class Walk {

        private final List<Reference> references = new ArrayList<>();
        private final List<FunctionCall> calls = new ArrayList<>();

        private void visit(List<JsonataNode> nodes, Surroundings around) {
            nodes.forEach(node -> visit(node, around));
        }

        void visit(JsonataNode node, Surroundings around) {
            if (node instanceof JsonataNode.Field field) {
                field(field, around);
            } else if (node instanceof JsonataNode.Variable variable) {
                variable(variable, List.of(), around);
            } else if (node instanceof JsonataNode.Path path) {
                path(path, around);
            } else if (node instanceof JsonataNode.Filtered filtered) {
                visit(filtered.target(), around);
                visit(filtered.predicates(), around.withContext());
            } else if (node instanceof JsonataNode.Grouped grouped) {
                visit(grouped.target(), around);
                pairs(grouped.pairs(), around.withContext());
            } else if (node instanceof JsonataNode.Sort sort) {
                visit(sort.terms(), around.withContext());
            } else if (node instanceof JsonataNode.ObjectOf object) {
                pairs(object.pairs(), around);
            } else if (node instanceof JsonataNode.ArrayOf array) {
                visit(array.elements(), around);
            } else if (node instanceof JsonataNode.FunctionCall call) {
                call(call, 0, around);
            } else if (node instanceof JsonataNode.Applied applied) {
                applied(applied, around);
            } else if (node instanceof JsonataNode.Lambda lambda) {
                visit(lambda.body(), around.withContext().binding(lambda.parameters()));
            } else if (node instanceof JsonataNode.Block block) {
                visit(block.expressions(), around.binding(boundIn(block)));
            } else if (node instanceof JsonataNode.Binding binding) {
                visit(binding.value(), around.binding(List.of(binding.variable())));
            } else if (node instanceof JsonataNode.Condition condition) {
                visit(condition.test(), around);
                visit(condition.then(), around);
                condition.otherwise().ifPresent(otherwise -> visit(otherwise, around));
            } else if (node instanceof JsonataNode.Transform transform) {
                visit(transform.pattern(), around.withContext());
                visit(transform.update(), around.withContext());
                transform.delete().ifPresent(delete -> visit(delete, around.withContext()));
            } else if (node instanceof JsonataNode.Operation operation) {
                visit(operation.operands(), around);
            }
        }

        private void pairs(List<JsonataNode.Pair> pairs, Surroundings around) {
            for (var pair : pairs) {
                visit(pair.key(), around);
                visit(pair.value(), around);
            }
        }

        /** The first step sees what the path sees, the others the results of the one before. */
        private void path(JsonataNode.Path path, Surroundings around) {
            var first = path.steps().get(0);
            var inner = around;
            if (first.node() instanceof JsonataNode.Variable variable) {
                variable(variable, path.certainSteps(), around);
            } else {
                visit(first.node(), around);
            }
            for (int index = 0; index < path.steps().size(); index++) {
                var step = path.steps().get(index);
                if (index > 0) {
                    visit(step.node(), inner.withContext());
                }
                inner = inner.binding(step.bound());
                visit(step.predicates(), inner.withContext());
            }
        }

        private void field(JsonataNode.Field field, Surroundings around) {
            if (!around.hasContext()) {
                references.add(new Reference(Kind.FIELD, field.name(), List.of(), around.use(), field.column()));
            }
        }

        private void variable(JsonataNode.Variable variable, List<Object> steps, Surroundings around) {
            var kind = kind(variable.name(), around);
            var isBound = kind == Kind.VARIABLE && around.bound().contains(variable.name());
            var isElement = kind == Kind.CONTEXT && around.hasContext();
            if (!isBound && !isElement) {
                references.add(new Reference(kind, variable.name(), steps, around.use(), variable.column()));
            }
        }

        private static Kind kind(String name, Surroundings around) {
            if (name.equals("$")) {
                return around.hasContext() ? Kind.ROOT_WITHIN : Kind.ROOT;
            }
            return name.isEmpty() ? Kind.CONTEXT : Kind.VARIABLE;
        }

        /** @param before arguments that stand before the call */
        private void call(JsonataNode.FunctionCall call, int before, Surroundings around) {
            var name = call.function() instanceof JsonataNode.Variable function ? function.name() : "";
            if (!name.isEmpty() && !call.isPartial() && !around.bound().contains(name)) {
                calls.add(new FunctionCall(name, before + call.arguments().size(), call.column()));
            }
            visit(call.function(), around.with(Use.CALLED));
            visit(call.arguments(), around.with(name.equals("exists") ? Use.TESTED : Use.READ));
        }

        private void applied(JsonataNode.Applied applied, Surroundings around) {
            visit(applied.value(), around);
            if (applied.function() instanceof JsonataNode.FunctionCall call) {
                call(call, 1, around);
            } else {
                visit(applied.function(), around);
            }
        }

        /** A function may use a name that is bound after it, so all names of a block count everywhere in it. */
        private static List<String> boundIn(JsonataNode.Block block) {
            var names = new ArrayList<String>();
            for (var expression : block.expressions()) {
                var inner = expression;
                while (inner instanceof JsonataNode.Binding binding) {
                    names.add(binding.variable());
                    inner = binding.value();
                }
            }
            return names;
        }
    }
}
