package stepfunction.dataflow;

import java.util.List;
import java.util.Optional;
import stepfunction.asl.QueryLanguage;

/**
 * The result of looking up a path in a shape.
 *
 * @param found {@link Shape.Anything} where the path finds nothing
 * @param miss where the path ends, if it certainly finds nothing
 */
public record Lookup(Shape found, Optional<Miss> miss) {

    /**
     * Where a path ends.
     *
     * @param step the index of the one that finds nothing
     * @param container in which it looks
     */
    public record Miss(int step, Shape container) {}

    /**
     * Follows a path.
     *
     * @param steps names of fields (String) and indexes of elements (Integer)
     */
    public static Lookup of(Shape root, List<Object> steps, QueryLanguage language) {
        var at = root;
        var isEachElement = false;
        for (int index = 0; index < steps.size(); index++) {
            var step = steps.get(index);
            // In JSONata a field of an array is that of each element.
            while (language == QueryLanguage.JSONATA && step instanceof String && at.isArray()) {
                at = at.anyElement().orElse(Shape.anything());
                isEachElement = true;
            }
            var next = next(at, step, language);
            if (next.isEmpty()) {
                return new Lookup(Shape.anything(), Optional.of(new Miss(index, at)));
            }
            at = next.get();
        }
        return new Lookup(isEachElement ? Shape.anything() : at, Optional.empty());
    }

    private static Optional<Shape> next(Shape shape, Object step, QueryLanguage language) {
        if (shape instanceof Shape.Anything) {
            return Optional.of(shape);
        }
        return step instanceof String name ? field(shape, name) : element(shape, (Integer) step, language);
    }

    private static Optional<Shape> field(Shape shape, String name) {
        return shape instanceof Shape.Composite composite ? composite.field(name) : Optional.empty();
    }

    private static Optional<Shape> element(Shape shape, int index, QueryLanguage language) {
        if (shape instanceof Shape.Tuple tuple) {
            var size = tuple.elements().size();
            var fromStart = index < 0 ? size + index : index; // JSONata counts a negative one from the end.
            return 0 <= fromStart && fromStart < size
                    ? Optional.of(tuple.elements().get(fromStart))
                    : Optional.empty();
        }
        if (shape instanceof Shape.Many many) {
            return Optional.of(many.element());
        }
        // In JSONata anything else is its own first element.
        return language == QueryLanguage.JSONATA
                ? Optional.of(index == 0 ? shape : Shape.anything())
                : Optional.empty();
    }
}
