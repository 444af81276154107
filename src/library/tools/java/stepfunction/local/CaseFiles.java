package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.StrictJson;

/** The files that cases name in their mocks, with the items of a distributed Map. */
final class CaseFiles {

    private static final String FIELD = "File";

    private CaseFiles() {}

    /** All that some cases name, whether or not they exist. */
    static Set<Path> namedIn(Collection<Path> cases) {
        return cases.stream().flatMap(CaseFiles::namedIn).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Path> namedIn(Path file) {
        try {
            var text = Files.readString(file);
            // Most cases name none, and need not be parsed for that.
            if (!text.contains(FIELD) || !(StrictJson.parse(text) instanceof JsonObject json)) {
                return Stream.empty();
            }
            return responses(json.get("mocks"))
                    .flatMap(response -> CaseFields.text(response.get(FIELD)).stream())
                    .map(name -> file.resolveSibling(name).normalize());
        } catch (IOException | InvalidJsonException e) {
            // It is reported when the case is read.
            return Stream.empty();
        }
    }

    /** Those of each state, and those by the number of the call. */
    private static Stream<JsonObject> responses(JsonElement mocks) {
        return objects(mocks).flatMap(mock -> Stream.concat(Stream.of(mock), objects(mock)));
    }

    private static Stream<JsonObject> objects(JsonElement owner) {
        return owner instanceof JsonObject object
                ? object.asMap().values().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                : Stream.empty();
    }
}
