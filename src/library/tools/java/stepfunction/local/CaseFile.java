package stepfunction.local;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import stepfunction.asl.StrictJson;
import stepfunction.declared.AtomicFile;

/** The file of a case that a program writes. */
record CaseFile(Path path) {

    private static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    boolean exists() {
        return Files.exists(path);
    }

    JsonObject read() throws IOException {
        return StrictJson.parse(Files.readString(path)).getAsJsonObject();
    }

    /** JSON text with a line for each field. */
    static String text(JsonObject caseJson) {
        return JSON.toJson(caseJson) + "\n";
    }

    void write(JsonObject caseJson) throws IOException {
        Files.createDirectories(path.getParent());
        AtomicFile.write(path, text(caseJson).getBytes(StandardCharsets.UTF_8));
    }
}
