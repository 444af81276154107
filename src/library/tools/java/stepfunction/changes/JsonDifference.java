package stepfunction.changes;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One place where JSON differs from what it was. One of both may be absent.
 *
 * @param path such as {@code Retry[0].MaxAttempts}; empty for the whole
 */
record JsonDifference(
        String path, @Nullable JsonElement before, @Nullable JsonElement after) {

    /** In the order of the present JSON; what is gone comes last. */
    static List<JsonDifference> between(JsonElement before, JsonElement after) {
        var differences = new ArrayList<JsonDifference>();
        addDifferences("", before, after, differences);
        return differences;
    }

    private static void addDifferences(
            String path, @Nullable JsonElement before, @Nullable JsonElement after, List<JsonDifference> differences) {
        if (before instanceof JsonObject former && after instanceof JsonObject present) {
            addOfObjects(path, former, present, differences);
        } else if (before instanceof JsonArray former && after instanceof JsonArray present) {
            addOfArrays(path, former, present, differences);
        } else if (before == null || after == null || !isEqual(before, after)) {
            differences.add(new JsonDifference(path, before, after));
        }
    }

    private static void addOfObjects(
            String path, JsonObject before, JsonObject after, List<JsonDifference> differences) {
        var names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        for (var name : names) {
            var member = path.isEmpty() ? name : "%s.%s".formatted(path, name);
            addDifferences(member, before.get(name), after.get(name), differences);
        }
    }

    /** Elements that are the same at the start and at the end stay out, so that one that is inserted stands alone. */
    private static void addOfArrays(String path, JsonArray before, JsonArray after, List<JsonDifference> differences) {
        var shorter = Math.min(before.size(), after.size());
        var start = 0;
        while (start < shorter && isEqual(before.get(start), after.get(start))) {
            start++;
        }
        var end = 0;
        while (end < shorter - start
                && isEqual(before.get(before.size() - 1 - end), after.get(after.size() - 1 - end))) {
            end++;
        }
        for (int index = start; index < Math.max(before.size(), after.size()) - end; index++) {
            addDifferences(
                    "%s[%d]".formatted(path, index),
                    index < before.size() - end ? before.get(index) : null,
                    index < after.size() - end ? after.get(index) : null,
                    differences);
        }
    }

    private static boolean isEqual(JsonElement before, JsonElement after) {
        return before.equals(after) || (isNumber(before) && isNumber(after) && isSameNumber(before, after));
    }

    private static boolean isNumber(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isNumber();
    }

    private static boolean isSameNumber(JsonElement before, JsonElement after) {
        try {
            return new BigDecimal(before.getAsString()).compareTo(new BigDecimal(after.getAsString())) == 0;
        } catch (NumberFormatException beyondAnyExponent) {
            return false;
        }
    }

    /** Such as: {@code Retry[0].MaxAttempts} is 5, was 3. */
    String sentence() {
        var place = Markdown.code(path);
        if (after == null) {
            return "%s is gone, was %s".formatted(place, Markdown.code(String.valueOf(before)));
        }
        return "%s is %s, was %s".formatted(place, Markdown.code(after.toString()), former());
    }

    /** Such as: with {@code amount} 20, was 20.5. */
    String asArgument() {
        var name = Optional.of(path).filter(each -> !each.isEmpty()).map(each -> Markdown.code(each) + " ");
        return after == null
                ? "without %s, was %s".formatted(Markdown.code(path), former())
                : "with %s%s, was %s".formatted(name.orElse(""), Markdown.code(after.toString()), former());
    }

    private String former() {
        return before == null ? "absent" : Markdown.code(before.toString());
    }
}
