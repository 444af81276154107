package stepfunction.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node of the syntax tree of an expression in JSONata. */
public sealed interface JsonataNode {

    /**
     * A text, a number, a boolean, null or a regular expression.
     *
     * @param value as Java has it; of a regular expression its pattern
     */
    record Literal(@Nullable Object value) implements JsonataNode {}

    /**
     * A field of the context: its name, {@code *}, {@code **} or {@code %}.
     *
     * @param column its end, counted from 1
     */
    record Field(String name, int column) implements JsonataNode {

        private static final Set<String> WILDCARDS = Set.of("*", "**", "%");

        boolean isWildcard() {
            return WILDCARDS.contains(name);
        }
    }

    /**
     * A variable, or a function by its name.
     *
     * @param name without {@code $}: empty for the context itself, {@code $} for the root
     * @param column its end, counted from 1
     */
    record Variable(String name, int column) implements JsonataNode {}

    /** {@code a.b[c]}: each step sees the results of the one before as its context, the first one that around the path. */
    record Path(List<Step> steps) implements JsonataNode {
        public Path {
            steps = List.copyOf(steps);
        }

        /**
         * What follows the first step, up to the first step that is no plain name or selects elements by anything but an index from the start: names of
         * fields (String) and indexes of elements (Integer).
         */
        public List<Object> certainSteps() {
            var certain = new ArrayList<>();
            for (int index = 0; index < steps.size(); index++) {
                var step = steps.get(index);
                if (index > 0) {
                    if (!(step.node() instanceof Field field) || field.isWildcard()) {
                        break;
                    }
                    certain.add(field.name());
                }
                for (var predicate : step.predicates()) {
                    if (!(predicate instanceof Literal literal)
                            || !(literal.value() instanceof Integer element)
                            || element < 0) {
                        return certain;
                    }
                    certain.add(element);
                }
            }
            return certain;
        }

        /** Whether those are all of its steps. */
        public boolean isCertain() {
            var all = steps.size() - 1;
            for (var step : steps) {
                all += step.predicates().size();
                if (!step.bound().isEmpty()) {
                    return false;
                }
            }
            return certainSteps().size() == all;
        }
    }

    /**
     * A step of a path.
     *
     * @param predicates which see its results
     * @param bound the variables that it binds for the steps after it, by {@code @} and {@code #}
     */
    record Step(JsonataNode node, List<JsonataNode> predicates, List<String> bound) {
        public Step {
            predicates = List.copyOf(predicates);
            bound = List.copyOf(bound);
        }
    }

    /** {@code a^(b)}: the terms see the elements. As the node of a step alone. */
    record Sort(List<JsonataNode> terms) implements JsonataNode {
        public Sort {
            terms = List.copyOf(terms);
        }
    }

    /** {@code $a[b]}: the predicates see the elements. */
    record Filtered(JsonataNode target, List<JsonataNode> predicates) implements JsonataNode {
        public Filtered {
            predicates = List.copyOf(predicates);
        }
    }

    /** <code>a{b: c}</code>: keys and values see the elements. */
    record Grouped(JsonataNode target, List<Pair> pairs) implements JsonataNode {
        public Grouped {
            pairs = List.copyOf(pairs);
        }
    }

    /** A key and a value of an object. */
    record Pair(JsonataNode key, JsonataNode value) {}

    /** <code>{"a": b}</code>. */
    record ObjectOf(List<Pair> pairs) implements JsonataNode {
        public ObjectOf {
            pairs = List.copyOf(pairs);
        }
    }

    /** {@code [a, b]}. */
    record ArrayOf(List<JsonataNode> elements) implements JsonataNode {
        public ArrayOf {
            elements = List.copyOf(elements);
        }
    }

    /**
     * {@code $f(a, b)}.
     *
     * @param isPartial with {@code ?} in place of arguments, which gives a function
     * @param column the end of what is called, counted from 1
     */
    record FunctionCall(JsonataNode function, List<JsonataNode> arguments, boolean isPartial, int column)
            implements JsonataNode {
        public FunctionCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** <code>function($a) { b }</code>. */
    record Lambda(List<String> parameters, JsonataNode body) implements JsonataNode {
        public Lambda {
            parameters = List.copyOf(parameters);
        }
    }

    /** {@code (a; b)}: the value of the last one, in a scope of its own. */
    record Block(List<JsonataNode> expressions) implements JsonataNode {
        public Block {
            expressions = List.copyOf(expressions);
        }
    }

    /** {@code $a := b}. */
    record Binding(String variable, JsonataNode value) implements JsonataNode {}

    /** {@code a ? b : c}. */
    record Condition(JsonataNode test, JsonataNode then, Optional<JsonataNode> otherwise) implements JsonataNode {}

    /** <code>|a|b, c|</code>: the update and what it deletes see the elements that the pattern finds. */
    record Transform(JsonataNode pattern, JsonataNode update, Optional<JsonataNode> delete) implements JsonataNode {}

    /** {@code a ~> b}: the function applied to the value. */
    record Applied(JsonataNode value, JsonataNode function) implements JsonataNode {}

    /** Another operator, such as {@code +}, {@code and} or {@code ..}, with one operand or two. */
    record Operation(String operator, List<JsonataNode> operands) implements JsonataNode {
        public Operation {
            operands = List.copyOf(operands);
        }
    }
}
