package stepfunction.dataflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The known structure of a value. A part that is present on any path counts as present. */
public sealed interface Shape {

    /** Larger values are only partly known, so that checking many states stays cheap. */
    int MAX_PARTS = 150;

    /** More deeply nested values are only partly known, so that the analysis of a loop that nests its data terminates. */
    int MAX_DEPTH = 10;

    /** An unknown value, such as the result of most Tasks. */
    enum Anything implements Shape {
        /** There is no difference between two of them. */
        ONE
    }

    /** An unknown value. */
    static Shape anything() {
        return Anything.ONE;
    }

    /**
     * A text, a number or a boolean.
     *
     * @param kind with its article
     */
    record Scalar(String kind, Origins origins) implements Shape {

        static final String TEXT = "a text";
        static final String NUMBER = "a number";
        static final String BOOLEAN = "a boolean";

        /** Whether it can be text that contains JSON. */
        public boolean isText() {
            return kind.equals(TEXT);
        }
    }

    /**
     * An object.
     *
     * @param fields in the order in which they were made
     * @param isOpen whether it may have other fields
     */
    record Composite(Map<String, Shape> fields, boolean isOpen, Origins origins) implements Shape {

        public Composite {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** Absent where it certainly has no such field. */
        Optional<Shape> field(String name) {
            return Optional.ofNullable(fields.get(name)).or(() -> isOpen ? Optional.of(anything()) : Optional.empty());
        }

        Composite with(String name, Shape value) {
            var more = new LinkedHashMap<>(fields);
            more.put(name, value);
            return new Composite(more, isOpen, origins);
        }

        Composite by(Origins more) {
            return new Composite(fields, isOpen, origins.and(more));
        }

        /** The result of {@code $merge} for this object and a later value. */
        Composite overwrittenBy(Shape later) {
            if (!(later instanceof Composite other)) {
                return new Composite(Map.of(), true, origins);
            }
            var merged = new LinkedHashMap<String, Shape>();
            fields.forEach((name, field) -> merged.put(name, other.isOpen ? anything() : field));
            other.fields.forEach((name, field) -> merged.merge(name, field, Shape::join));
            return new Composite(merged, isOpen || other.isOpen, origins.and(other.origins));
        }

        private Composite or(Composite other) {
            var names = new LinkedHashSet<>(fields.keySet());
            names.addAll(other.fields.keySet());
            var union = new LinkedHashMap<String, Shape>();
            for (var name : names) {
                var both = Stream.of(field(name), other.field(name)).flatMap(Optional::stream);
                union.put(name, both.reduce(Shape::join).orElse(anything()));
            }
            return new Composite(union, isOpen || other.isOpen, origins.and(other.origins));
        }
    }

    /** An array of a known length. */
    record Tuple(List<Shape> elements, Origins origins) implements Shape {

        public Tuple {
            elements = List.copyOf(elements);
        }

        private Tuple with(int index, Shape element) {
            var replaced = new ArrayList<>(elements);
            replaced.set(index, element);
            return new Tuple(replaced, origins);
        }

        private Tuple or(Tuple other) {
            var joined = new ArrayList<Shape>();
            for (int index = 0; index < elements.size(); index++) {
                joined.add(join(elements.get(index), other.elements.get(index)));
            }
            return new Tuple(joined, origins.and(other.origins));
        }
    }

    /** An array of any length, whose elements are alike. */
    record Many(Shape element, Origins origins) implements Shape {}

    /** The shape of a value that has one shape or the other. */
    static Shape join(Shape one, Shape other) {
        if (one.equals(other)) {
            return one;
        }
        if (one instanceof Composite first && other instanceof Composite second) {
            return first.or(second);
        }
        if (one instanceof Scalar first && other instanceof Scalar second && first.kind.equals(second.kind)) {
            return new Scalar(first.kind, first.origins.and(second.origins));
        }
        if (one instanceof Tuple first
                && other instanceof Tuple second
                && first.elements.size() == second.elements.size()) {
            return first.or(second);
        }
        if (one.isArray() && other.isArray()) {
            return joinOfArrays(one, other);
        }
        return anything();
    }

    private static Shape joinOfArrays(Shape one, Shape other) {
        var element = Stream.of(one, other)
                .flatMap(each -> each.anyElement().stream())
                .reduce(Shape::join);
        return element.<Shape>map(each -> new Many(each, one.arrayOrigins().and(other.arrayOrigins())))
                .orElse(anything());
    }

    /** Whether it certainly is an array. */
    default boolean isArray() {
        return this instanceof Tuple || this instanceof Many;
    }

    /** An element of an array, whichever it is; absent where there is certainly none. */
    default Optional<Shape> anyElement() {
        if (this instanceof Tuple tuple) {
            return tuple.elements.stream().reduce(Shape::join);
        }
        return Optional.of(this instanceof Many many ? many.element : anything());
    }

    /** The same with another value at a place; objects that are missing on the way are made. */
    default Shape put(List<Object> steps, Shape value, Origins maker) {
        if (steps.isEmpty()) {
            return value;
        }
        var rest = steps.subList(1, steps.size());
        if (steps.get(0) instanceof String name) {
            if (this instanceof Composite composite) {
                var inner = composite.field(name).orElseGet(() -> new Composite(Map.of(), false, maker));
                return composite.with(name, inner.put(rest, value, maker)).by(maker);
            }
            return this instanceof Anything
                    ? new Composite(Map.of(name, put(rest, value, maker)), true, maker)
                    : anything();
        }
        return this instanceof Tuple tuple && steps.get(0) instanceof Integer index && index < tuple.elements.size()
                ? tuple.with(index, tuple.elements.get(index).put(rest, value, maker))
                : anything();
    }

    /** The same, where a place is taken to be there. */
    default Shape assuming(List<Object> steps) {
        if (steps.isEmpty()) {
            return this;
        }
        var rest = steps.subList(1, steps.size());
        if (this instanceof Composite composite && steps.get(0) instanceof String name) {
            return composite.with(name, composite.field(name).orElse(anything()).assuming(rest));
        }
        return this instanceof Tuple tuple && steps.get(0) instanceof Integer index && index < tuple.elements.size()
                ? tuple.with(index, tuple.elements.get(index).assuming(rest))
                : anything();
    }

    /** A field of an object, if it may be there. */
    default Optional<Shape> fieldAt(String name) {
        return this instanceof Composite composite ? composite.field(name) : Optional.of(anything());
    }

    /** The fields that are known, and those within them, such as {@code order.id}. */
    default Stream<String> fieldPaths() {
        return this instanceof Composite composite
                ? composite.fields.entrySet().stream()
                        .flatMap(field -> Stream.concat(
                                Stream.of(field.getKey()),
                                field.getValue().fieldPaths().map(inner -> field.getKey() + "." + inner)))
                : Stream.empty();
    }

    /** Whether the last field of a path is certainly missing, but none before it. */
    default boolean certainlyLacks(String path) {
        if (!(this instanceof Composite composite)) {
            return false;
        }
        var dot = path.indexOf('.');
        return dot < 0
                ? composite.field(path).isEmpty()
                : composite
                        .field(path.substring(0, dot))
                        .filter(inner -> inner.certainlyLacks(path.substring(dot + 1)))
                        .isPresent();
    }

    private Origins arrayOrigins() {
        return this instanceof Tuple tuple ? tuple.origins : ((Many) this).origins;
    }

    /** The same, or less of it where it is large or deep. */
    default Shape bounded() {
        if (depth() <= MAX_DEPTH && parts(MAX_PARTS) <= MAX_PARTS) {
            return this;
        }
        if (this instanceof Composite composite && composite.fields.size() < MAX_PARTS) {
            var fields = new LinkedHashMap<>(composite.fields);
            fields.replaceAll((name, field) -> field instanceof Scalar ? field : anything());
            return new Composite(fields, composite.isOpen, composite.origins);
        }
        return isArray() ? new Many(anything(), arrayOrigins()) : anything();
    }

    private Stream<Shape> children() {
        if (this instanceof Composite composite) {
            return composite.fields.values().stream();
        }
        if (this instanceof Tuple tuple) {
            return tuple.elements.stream();
        }
        return this instanceof Many many ? Stream.of(many.element) : Stream.empty();
    }

    /** Counted up to one more than a limit. */
    private int parts(int limit) {
        int parts = 1;
        for (var child : (Iterable<Shape>) children()::iterator) {
            parts += child.parts(limit - parts);
            if (parts > limit) {
                return limit + 1;
            }
        }
        return parts;
    }

    private int depth() {
        return 1 + children().mapToInt(Shape::depth).max().orElse(0);
    }
}
