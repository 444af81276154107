package stepfunction.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.pulumi.asset.FileArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;

/** A project of the tests' own: the functions greet and, at its version 3, pinned, and a workflow that may call them. */
abstract class Fixture {

    /** Shared, so that the interpreter is installed once. */
    static final Path WORK_DIR = Path.of("target", "local").toAbsolutePath();

    static final JsonObject UNCHANGED = new JsonObject();

    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function";

    /** A Task on greet that retries Lambda's own faults. */
    private static final String TASK = """
            {"Type": "Task", "Resource": "%s:greet", "Retry": [{"MaxAttempts": 5, "ErrorEquals": [
              "Lambda.AWSLambdaException", "Lambda.ClientExecutionTimeoutException", "Lambda.SdkClientException",
              "Lambda.ServiceException", "Lambda.TooManyRequestsException"]}]}""".formatted(FUNCTION);

    private static final String CHOICE = """
            {"StartAt": "If", "States": {"If": {"Type": "Choice", "Choices": [%s], "Default": "No"},
              "Yes": {"Type": "Pass", "Result": "yes", "End": true}, "No": {"Type": "Pass", "Result": "no", "End": true}}}""";

    static Interpreter interpreter;

    @TempDir
    Path project;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start_the_tools() {
        interpreter = Interpreter.start(WORK_DIR, line -> {});
    }

    @AfterAll
    static void stop_the_tools() {
        interpreter.close();
    }

    @BeforeEach
    void make_the_project() throws IOException {
        function("greet", "def handler(event, context):\n    print('invoked')\n    return {'greeted': event}\n");
        function("pinned", "def handler(event, context):\n    return context.invoked_function_arn\n");
    }

    void function(String folder, String source) throws IOException {
        Files.createDirectories(project.resolve(folder));
        Files.writeString(project.resolve(folder).resolve("handler.py"), source);
        try (var zip = new ZipOutputStream(Files.newOutputStream(project.resolve(folder + ".zip")))) {
            zip.putNextEntry(new ZipEntry("handler.py"));
            zip.write(source.getBytes(UTF_8));
        }
    }

    static JsonObject given(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    /** Reads a table, with the start of a function's ARN for $FUNCTION. */
    static JsonArray table(String file) throws IOException {
        try (var stream = Objects.requireNonNull(Fixture.class.getResourceAsStream(file))) {
            var text = new String(stream.readAllBytes(), UTF_8);
            return JsonParser.parseString(text.replace("$FUNCTION", FUNCTION)).getAsJsonArray();
        }
    }

    /**
     * Runs a case of a table.
     *
     * @param given what differs from this project ({@code handler}, {@code definition}, or its only {@code state} or
     *     {@code choice}, {@code input}, {@code mocks}, properties of the {@code function} greet, {@code change}: resource,
     *     property, from, to; {@code faults}) and what the local run must make of it ({@code output} or {@code exit},
     *     {@code told}, {@code retries}, {@code invoked})
     */
    void check(JsonObject given) throws IOException {
        if (given.has("handler")) {
            function("greet", given.get("handler").getAsString());
        }
        if (given.has("mocks")) {
            var mocks = project.resolve(LocalRun.MOCKS);
            Files.createDirectories(mocks.getParent());
            Files.writeString(mocks, given.get("mocks").toString());
        }

        var status = run(text(given, "input", "{}"), given);

        var it = given.get("it") + ":\n" + stderr();
        assertThat(status).as(it).isEqualTo(number(given, "exit"));
        assertThat(stdout().strip()).as(it).isEqualTo(text(given, "output", ""));
        for (var told : given.has("told") ? given.getAsJsonArray("told") : new JsonArray()) {
            assertThat(stderr()).as(it).contains(told.getAsString());
        }
        assertThat(stderr().split("StateRetried", -1)).as(it).hasSize(1 + number(given, "retries"));
        if (given.has("invoked")) {
            assertThat(stderr()).as(it).doesNotContain("greet | invoked");
        }
        assertThat(interpreter.process().descendants()).isEmpty();
    }

    int run(String input, JsonObject given) throws IOException {
        var stack = stack(given);
        var simulation = new JsonObject();
        simulation.addProperty("retryDelayMs", 1);
        simulation.add("faults", given.get("faults"));
        return localRun(project, simulation).run(Optional.of(input), () -> stack);
    }

    LocalRun localRun(Path projectDir, JsonObject simulation) {
        var tools = CompletableFuture.completedFuture(interpreter);
        var stdout = new PrintStream(out, true, UTF_8);
        return new LocalRun(projectDir, WORK_DIR, tools, simulation, stdout, new PrintStream(err, true, UTF_8));
    }

    static DeclaredStack stack(JsonObject given) throws IOException {
        var resources = table("stack.json").asList().stream()
                .map(resource -> resource(resource.getAsJsonObject(), given))
                .toList();
        var stack = new DeclaredStack(resources, Map.of());
        if (!given.has("change")) {
            return stack;
        }
        var change = given.getAsJsonArray("change").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        return stack.with(change.get(0), change.get(1), text -> {
            assertThat(text).contains(change.get(2));
            return text.replace(change.get(2), change.get(3));
        });
    }

    private static DeclaredResource resource(JsonObject json, JsonObject given) {
        var type = json.remove("type").getAsString();
        var name = json.get("name").getAsString();
        if (name.equals("greet") && given.has("function")) {
            given.getAsJsonObject("function").asMap().forEach(json::add);
        }
        var properties = new HashMap<String, Object>();
        json.asMap()
                .forEach((key, value) -> properties.put(
                        key, key.endsWith("olicy") ? value.toString() : new Gson().fromJson(value, Object.class)));
        properties.put("definition", definition(given));
        properties.put("code", new FileArchive(name + ".zip"));
        return new DeclaredResource(type, name, "urn:" + name, Optional.empty(), Set.of(), false, properties);
    }

    private static String definition(JsonObject given) {
        if (given.has("choice")) {
            var rule = given.getAsJsonObject("choice").deepCopy();
            rule.addProperty("Next", "Yes");
            return CHOICE.formatted(rule);
        }
        var state = given(text(given, "state", TASK));
        state.addProperty("End", true);
        return text(given, "definition", "{\"StartAt\":\"Only\",\"States\":{\"Only\":%s}}".formatted(state));
    }

    private static String text(JsonObject given, String key, String otherwise) {
        return given.has(key) ? given.get(key).toString() : otherwise;
    }

    private static int number(JsonObject given, String key) {
        return Integer.parseInt(text(given, key, "0"));
    }

    String stdout() {
        return out.toString(UTF_8);
    }

    String stderr() {
        return err.toString(UTF_8);
    }
}
