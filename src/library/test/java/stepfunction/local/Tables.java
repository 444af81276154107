package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What tests of other packages need of this one: its tables of examples, and the rule that they are for. */
public final class Tables {

    private Tables() {}

    /** The rows of a table in the resources of this package, with the start of a function's ARN for $FUNCTION. */
    public static List<JsonObject> objects(String file) throws IOException {
        try (var stream = Objects.requireNonNull(Tables.class.getResourceAsStream(file), file)) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return JsonParser.parseString(text.replace("$FUNCTION:", LocalProject.FUNCTION_ARN))
                    .getAsJsonArray()
                    .asList()
                    .stream()
                    .map(JsonElement::getAsJsonObject)
                    .toList();
        }
    }

    /** The differences between the expected and the actual value, one sentence each. */
    public static List<String> differences(String path, JsonElement expected, JsonElement actual, boolean isExact) {
        return new JsonComparison(isExact)
                .differences(path, expected, actual).stream()
                        .map(JsonComparison.Difference::toString)
                        .toList();
    }
}
