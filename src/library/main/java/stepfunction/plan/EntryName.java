package stepfunction.plan;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** The name of a function or a target in the plan, such as {@code orderItems}, and the names that follow from it. */
public record EntryName(String text) {

    private static final Pattern FORM = Pattern.compile("[a-z][A-Za-z0-9]*");

    private static final Pattern START_OF_WORD =
            Pattern.compile("(?<=[^\\p{Lu}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    public boolean isWellFormed() {
        return FORM.matcher(text).matches();
    }

    /** Such as {@code OrderItems}, in placeholders and in the Sid of a statement. */
    public String capitalized() {
        return capitalized(text);
    }

    public static String capitalized(String text) {
        return text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Such as {@code OrderItemsArn}: in the definition, <code>"${OrderItemsArn}"</code>. */
    String placeholder(String value) {
        return capitalized() + Objects.requireNonNull(value);
    }

    /** Such as {@code ORDER_ITEMS_ARN}. */
    String environmentVariable(String value) {
        return screamingSnakeCase(text) + "_" + screamingSnakeCase(value);
    }

    /** An acronym is one word. */
    private static String screamingSnakeCase(String camelCase) {
        return START_OF_WORD.matcher(camelCase).replaceAll("_").toUpperCase(Locale.ROOT);
    }
}
