package stepfunction.recording;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Optional;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.State;

/**
 * The result of a distributed Map, derived from its state's output, as the history does not record the result.
 *
 * @param output of the state
 */
record ResultOfMap(State map, JsonElement output) {

    private static final String ALL = "$";

    /** @throws HistoryException where the state's fields have changed it beyond recognition */
    JsonElement result() {
        return map.queryLanguage() == QueryLanguage.JSONATA ? ofJsonata() : ofJsonPath();
    }

    private JsonElement ofJsonata() {
        if (map.fields().has("Output")) {
            throw unknown("Output");
        }
        return output;
    }

    private JsonElement ofJsonPath() {
        var resultPath = map.fields().get("ResultPath").orElse(null);
        if (resultPath instanceof JsonNull) {
            return JsonNull.INSTANCE;
        }
        if (map.fields().has("ResultSelector")) {
            throw unknown("ResultSelector");
        }
        if (map.fields().has("OutputPath") && !map.fields().text("OutputPath").equals(Optional.of(ALL))) {
            throw unknown("OutputPath");
        }
        return at(map.fields().text("ResultPath").orElse(ALL));
    }

    /** @param path a reference path, such as {@code $.orders.paid} */
    private JsonElement at(String path) {
        var value = output;
        for (var name : path.substring(ALL.length()).split("\\.", -1)) {
            if (!name.isEmpty()) {
                if (!(value instanceof JsonObject object) || !object.has(name)) {
                    throw unknown("ResultPath");
                }
                value = object.get(name);
            }
        }
        return value;
    }

    private HistoryException unknown(String field) {
        return new HistoryException(
                "does not have the result of the distributed Map %s, because its %s changes it; record an execution without this state, or write the case by hand"
                        .formatted(map.name(), field));
    }
}
