package stepfunction.asl;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Returns where a Map's results would be; nothing is written here: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html. */
final class ResultWriter {

    private final Payload payload;
    private final Fields fields;

    ResultWriter(Payload payload, JsonObject json) {
        this.payload = payload;
        this.fields = new Fields(json);
    }

    /** The state's result. */
    Map<String, @Nullable Object> result(String mapRunArn) {
        var parameters = parameters();
        var folder = parameters.get("Prefix") == null ? "" : parameters.get("Prefix") + "/";
        var details = new LinkedHashMap<String, @Nullable Object>();
        details.put("Bucket", parameters.get("Bucket"));
        details.put("Key", "%s%s/manifest.json".formatted(folder, UUID.randomUUID()));
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put("MapRunArn", mapRunArn);
        result.put("ResultWriterDetails", details);
        return result;
    }

    private Map<?, ?> parameters() {
        var field = payload.argumentsField();
        var parameters = fields.get(field).map(template -> payload.composed(template, "ResultWriter/" + field));
        return parameters.orElse(Map.of()) instanceof Map<?, ?> map ? map : Map.of();
    }
}
