package stepfunction.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A handler, and what AWS's own client has answered and printed when it ran it; {@code data/runtimes/README.md} says how that was recorded.
 *
 * @param row of the table
 */
public record ComparedHandler(JsonObject row) {

    /** As {@code record.py} has it. */
    private static final int MAX_FRAMES = 5;

    private static final Pattern FRAME =
            Pattern.compile("(    |\t)at .*|\t\\.\\.\\. \\d+ more|[\\w.$/@]+\\([\\w. ]+(:\\d+)?\\)");

    /** The handlers of a table. */
    public static Stream<ComparedHandler> all(String table) throws IOException {
        try (var stream = Objects.requireNonNull(ComparedHandler.class.getResourceAsStream(table), table);
                var reader = new InputStreamReader(stream, UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonArray().asList().stream()
                    .map(row -> new ComparedHandler(row.getAsJsonObject()));
        }
    }

    @Override
    public String toString() {
        return row.get("name").getAsString();
    }

    public String handler() {
        return row.get("handler").getAsString();
    }

    public List<JsonElement> events() {
        return row.getAsJsonArray("events").asList();
    }

    public List<JsonElement> answers() {
        return row.getAsJsonArray("answers").asList();
    }

    /** Of AWS's client, behind the advice that only ours gives; empty where the two differ, for the reason that the row names. */
    public Optional<List<String>> log() {
        if (row.has("differs")) {
            return Optional.empty();
        }
        var advice = row.has("advice") ? Stream.of(row.get("advice").getAsString()) : Stream.<String>of();
        return Optional.of(Stream.concat(
                        advice,
                        row.getAsJsonArray("log").asList().stream()
                                .map(JsonElement::getAsString)
                                .map(ComparedHandler::parsed))
                .toList());
    }

    /** Absent where the process goes on. */
    public Optional<Integer> status() {
        return Optional.ofNullable(row.get("status")).map(JsonElement::getAsInt);
    }

    /** Whether it needs a process of its own. */
    public boolean needsProcess() {
        return row.has("process");
    }

    /** Writes the handler's files. */
    public List<Path> write(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        for (var file : row.getAsJsonObject("files").entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            files.add(Files.writeString(path, file.getValue().getAsString()));
        }
        return files;
    }

    /** Of the classes that the handler was compiled with, those that it runs without. */
    public void removeMissing(Path folder) throws IOException {
        if (row.has("removed")) {
            for (var each : row.getAsJsonArray("removed")) {
                Files.delete(folder.resolve(each.getAsString()));
            }
        }
    }

    /** As Lambda sets it. */
    public Map<String, String> environment(Path taskRoot, String runtimeApi) {
        return new TreeMap<>(Map.of(
                "AWS_LAMBDA_RUNTIME_API", runtimeApi,
                "AWS_LAMBDA_FUNCTION_NAME", "price",
                "AWS_LAMBDA_FUNCTION_VERSION", "7",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256",
                "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/price",
                "AWS_LAMBDA_LOG_STREAM_NAME", "2026/12/01/[7]0123456789abcdef",
                "LAMBDA_TASK_ROOT", taskRoot.toString(),
                "TZ", ":UTC",
                "_HANDLER", handler()));
    }

    /** In the form of the recorded answers: Lambda's paths, and the first frames of the handler's own. */
    public static List<JsonElement> normal(List<JsonElement> answers, Path taskRoot) {
        return answers.stream().map(answer -> normal(answer, taskRoot)).toList();
    }

    private static JsonElement normal(JsonElement value, Path taskRoot) {
        if (value instanceof JsonObject object) {
            var normal = new JsonObject();
            object.entrySet().forEach(member -> normal.add(member.getKey(), normal(member.getValue(), taskRoot)));
            return normal;
        }
        if (value instanceof JsonArray array) {
            var normal = new JsonArray();
            withOwnFrames(
                            array.asList(),
                            each -> each instanceof JsonPrimitive text && text.isString() ? text.getAsString() : "")
                    .forEach(each -> normal.add(normal(each, taskRoot)));
            return normal;
        }
        return value instanceof JsonPrimitive text && text.isString()
                ? new JsonPrimitive(text.getAsString().replace(taskRoot.toString(), "/var/task"))
                : value;
    }

    /** In the form of the recorded log. */
    public static List<String> normalLog(String log, Path taskRoot) {
        var text = log.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "TIME")
                .replaceAll("\\(node:\\d+\\)", "(node:PID)")
                .replace(taskRoot.toString(), "/var/task");
        return withOwnFrames(text.lines().filter(line -> !line.isEmpty()).toList(), line -> line).stream()
                .map(line -> parsed(line, taskRoot))
                .toList();
    }

    private static String parsed(String line) {
        return parsed(line, Path.of("/var/task"));
    }

    /** With the JSON at its end written by Gson. */
    private static String parsed(String line, Path taskRoot) {
        var tab = line.lastIndexOf('\t');
        return line.startsWith("{", tab + 1)
                ? line.substring(0, tab + 1) + normal(JsonParser.parseString(line.substring(tab + 1)), taskRoot)
                : line;
    }

    private static <T> List<T> withOwnFrames(List<T> lines, Function<T, String> text) {
        var kept = new ArrayList<T>();
        var frames = 0;
        for (var line : lines) {
            var shown = text.apply(line);
            if (!FRAME.matcher(shown).matches()) {
                frames = 0;
                kept.add(line);
            } else if ((shown.contains("/var/task/") || shown.contains("shop.")) && frames < MAX_FRAMES) {
                frames++;
                kept.add(line);
            }
        }
        return kept;
    }
}
