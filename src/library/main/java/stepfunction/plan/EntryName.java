package stepfunction.plan;

import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a function or a target in the plan, such as {@code orderItems}, and the names that follow from it. */
public record EntryName(String text) {

    private static final Pattern FORM = Pattern.compile("[a-z][A-Za-z0-9]*");

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
        return capitalized() + value;
    }

    /** Such as {@code ORDER_ITEMS_ARN}. */
    String environmentVariable(String value) {
        return screamingSnakeCase(text) + "_" + screamingSnakeCase(value);
    }

    private static String screamingSnakeCase(String camelCase) {
        var snake = new StringBuilder();
        for (var index = 0; index < camelCase.length(); index++) {
            var letter = camelCase.charAt(index);
            var beginsWord = Character.isUpperCase(letter) && index > 0;
            snake.append(beginsWord ? "_" : "").append(Character.toUpperCase(letter));
        }
        return snake.toString();
    }
}
