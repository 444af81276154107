package stepfunction.local;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.pulumi.asset.FileArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import stepfunction.DeclaredStack;
import stepfunction.DeclaredStack.DeclaredResource;

/** A project of the tests' own: the functions greet and, at its version 3, pinned, and a workflow that may call them. */
record Fixture(Path project, ByteArrayOutputStream out, ByteArrayOutputStream err) {

    /** Shared, so that the interpreter is installed once. */
    static final Path WORK_DIR = Path.of("target", "local").toAbsolutePath();

    static final String GREET = "arn:aws:lambda:eu-west-1:123456789012:function:greet";
    static final String PINNED = "arn:aws:lambda:eu-west-1:123456789012:function:pinned";
    static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:news";

    Fixture(Path project) throws IOException {
        this(project, new ByteArrayOutputStream(), new ByteArrayOutputStream());
        function("greet", "def handler(event, context):\n    return {'greeted': event}\n");
        function("pinned", "def handler(event, context):\n    return context.invoked_function_arn\n");
    }

    void function(String folder, String source) throws IOException {
        write(folder + "/handler.py", source);
        try (var zip = new ZipOutputStream(Files.newOutputStream(project.resolve(folder + ".zip")))) {
            zip.putNextEntry(new ZipEntry("handler.py"));
            zip.write(source.getBytes(StandardCharsets.UTF_8));
        }
    }

    void write(String file, String text) throws IOException {
        Files.createDirectories(project.resolve(file).getParent());
        Files.writeString(project.resolve(file), text);
    }

    /** A definition of one state, from its fields. */
    static String oneState(String fields) {
        return "{\"StartAt\":\"Only\",\"States\":{\"Only\":{%s,\"End\":true}}}".formatted(fields);
    }

    static String task(String resource, String moreFields) {
        return oneState("\"Type\":\"Task\",\"Resource\":\"%s\"%s".formatted(resource, moreFields));
    }

    static DeclaredStack stack(String definition) {
        return stack(definition, 10);
    }

    static DeclaredStack stack(String definition, double timeoutSeconds) {
        try (var json = new InputStreamReader(
                Objects.requireNonNull(Fixture.class.getResourceAsStream("stack.json")), StandardCharsets.UTF_8)) {
            return new DeclaredStack(
                    JsonParser.parseReader(json).getAsJsonArray().asList().stream()
                            .map(resource -> resource(resource.getAsJsonObject(), definition, timeoutSeconds))
                            .toList(),
                    Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DeclaredResource resource(JsonObject json, String definition, double timeoutSeconds) {
        var name = json.get("name").getAsString();
        var properties = new HashMap<String, Object>(Map.of(
                "definition",
                definition,
                "timeout",
                timeoutSeconds,
                "code",
                new FileArchive(name + ".zip"),
                "environment",
                Map.of("variables", Map.of("GREETING", "hello"))));
        json.asMap()
                .forEach((key, value) -> properties.put(
                        key,
                        key.equals("memorySize")
                                ? value.getAsDouble()
                                : value.isJsonPrimitive() ? value.getAsString() : value.toString()));
        return new DeclaredResource(
                json.get("type").getAsString(), name, "urn:" + name, Optional.empty(), Set.of(), false, properties);
    }

    int run(String input, String definition) {
        return run(input, definition, UnaryOperator.identity());
    }

    int run(String input, String definition, UnaryOperator<DeclaredStack> change) {
        return run(project).run(Optional.of(input), () -> change.apply(stack(definition)));
    }

    LocalRun run(Path projectDir) {
        return new LocalRun(projectDir, WORK_DIR, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    String stdout() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String stderr() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
