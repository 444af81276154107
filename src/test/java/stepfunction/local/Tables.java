package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What tests of other packages need of this one: its tables of examples, and the rule that they are for. */
public final class Tables {

    private Tables() {}

    /** The rows of a table in the resources of this package. */
    public static List<JsonObject> objects(String file) throws IOException {
        try (var stream = Objects.requireNonNull(Tables.class.getResourceAsStream(file), file);
                var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsJsonObject)
                    .toList();
        }
    }

    /** What the rule of cases finds, a sentence each. */
    public static List<String> differences(String path, JsonElement expected, JsonElement actual, boolean isExact) {
        return new Comparison(isExact)
                .differences(path, expected, actual).stream()
                        .map(Comparison.Difference::toString)
                        .toList();
    }
}
