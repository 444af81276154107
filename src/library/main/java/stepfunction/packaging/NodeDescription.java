package stepfunction.packaging;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import stepfunction.asl.Spelling;

/**
 * The package.json of a folder: https://docs.npmjs.com/cli/configuring-npm/package-json.
 *
 * @param object that it is
 */
record NodeDescription(JsonObject object) {

    static final String FILE = "package.json";

    static final String MODULE = "module";
    static final String COMMON_JS = "commonjs";

    private static final List<String> TYPES = List.of(MODULE, COMMON_JS);

    /** Absent where there is none, or none that can be read. */
    static Optional<NodeDescription> of(FunctionFolder folder) {
        try {
            return Files.isRegularFile(folder.resolve(FILE)) ? Optional.of(read(folder)) : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** @throws IllegalStateException where it is no object */
    static NodeDescription read(FunctionFolder folder) throws IOException {
        return new NodeDescription(
                JsonParser.parseString(Files.readString(folder.resolve(FILE))).getAsJsonObject());
    }

    /** Whether its functions need packages when they run. */
    boolean needsPackages() {
        return !members("dependencies").isEmpty();
    }

    /** Whether a build makes what is deployed. */
    boolean isBuilt() {
        return members("scripts").has("build");
    }

    /** The kind of its modules: https://nodejs.org/api/packages.html#type. */
    String type() {
        return new JsonPrimitive(MODULE).equals(object.get("type")) ? MODULE : COMMON_JS;
    }

    /** The type that a misspelled one, which Node.js ignores, was meant to be. */
    Optional<String> meantType() {
        return object.get("type") instanceof JsonPrimitive type && !TYPES.contains(type.getAsString())
                ? Spelling.nearest(type.getAsString(), TYPES)
                : Optional.empty();
    }

    private JsonObject members(String name) {
        return object.get(name) instanceof JsonObject members ? members : new JsonObject();
    }
}
