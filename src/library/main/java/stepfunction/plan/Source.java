package stepfunction.plan;

import com.google.gson.JsonElement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A state machine's definition, as it is written.
 *
 * @param file as messages name it
 * @param definition its text
 * @param values of placeholders of its own, by their names
 */
public record Source(String file, String definition, Map<String, JsonElement> values) {

    public Source {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
