package stepfunction.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.Placeholder;

/** A value that the plan or the definition gives: a text, or one that is known only when its resource is declared. */
public sealed interface Value {

    /** As it is written. */
    record LiteralValue(String text) implements Value {

        public LiteralValue {
            if (text == null) {
                throw new IllegalArgumentException("a value must be set, was null");
            }
        }

        @Override
        public String in(Map<String, String> values) {
            return text;
        }

        @Override
        public List<String> placeholders() {
            return List.of();
        }
    }

    /** A text with placeholders, such as <code>arn:aws:sns:${Region}:${AccountId}:news</code>. One without a value stays. */
    record TemplateValue(String text) implements Value {

        @Override
        public String in(Map<String, String> values) {
            return Placeholder.replaceIn(text, found -> Optional.ofNullable(values.get(found.name())));
        }

        @Override
        public List<String> placeholders() {
            return Placeholder.in(text).stream().map(Placeholder::name).toList();
        }
    }

    /** The value of a placeholder, such as {@code OrdersArn}. */
    record PlaceholderValue(String name) implements Value {

        /** As the definition writes it. */
        @Override
        public String text() {
            return "${%s}".formatted(name);
        }

        @Override
        public String in(Map<String, String> values) {
            return Optional.ofNullable(values.get(name))
                    .orElseThrow(() -> new IllegalArgumentException("nothing defines ${%s}".formatted(name)));
        }

        @Override
        public List<String> placeholders() {
            return List.of(name);
        }
    }

    /** As it is written, with its placeholders. */
    String text();

    /**
     * The text with its placeholders replaced.
     *
     * @param values by the name of the placeholder
     */
    String in(Map<String, String> values);

    /** The names of the placeholders that it is or has. */
    List<String> placeholders();

    /** The name of the placeholder, if it is one. */
    default Optional<String> placeholder() {
        return this instanceof PlaceholderValue placeholder ? Optional.of(placeholder.name()) : Optional.empty();
    }

    /** A text of the definition. */
    static Value parse(String text) {
        var whole = Placeholder.parse(text);
        if (whole.isPresent()) {
            return new PlaceholderValue(whole.get().name());
        }
        return Placeholder.in(text).isEmpty() ? new LiteralValue(text) : new TemplateValue(text);
    }
}
