package stepfunction.asl;

import com.google.gson.JsonElement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A state that is to run alone.
 *
 * @param state of the interpreter's definition
 * @param variables that earlier states would have assigned, by name
 */
public record StateEntry(State state, Map<String, JsonElement> variables) {

    public StateEntry {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
