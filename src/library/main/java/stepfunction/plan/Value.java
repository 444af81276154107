package stepfunction.plan;

import java.util.Map;
import java.util.Optional;

/** A value that the plan or the definition gives: a text, or one that is known only when its resource is declared. */
public sealed interface Value {

    /** As it is written. */
    record Text(String text) implements Value {

        public Text {
            if (text == null) {
                throw new IllegalArgumentException("a value must be set, was null");
            }
        }

        @Override
        public String in(Map<String, String> values) {
            return text;
        }

        @Override
        public Optional<String> placeholder() {
            return Optional.empty();
        }
    }

    /** What stands for a placeholder, such as {@code OrdersArn}. */
    record Placeholder(String name) implements Value {

        @Override
        public String in(Map<String, String> values) {
            return Optional.ofNullable(values.get(name))
                    .orElseThrow(() -> new IllegalArgumentException("nothing defines ${%s}".formatted(name)));
        }

        @Override
        public Optional<String> placeholder() {
            return Optional.of(name);
        }
    }

    /**
     * Its text.
     *
     * @param values by the name of the placeholder
     */
    String in(Map<String, String> values);

    /** The name of the placeholder, if it is one. */
    Optional<String> placeholder();

    /** A text of the definition. */
    static Value parse(String text) {
        return stepfunction.asl.Placeholder.parse(text)
                .<Value>map(found -> new Placeholder(found.name()))
                .orElse(new Text(text));
    }
}
