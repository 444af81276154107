package stepfunction.local;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Python process that forks one of its own for each invocation of a handler; {@code invoke.py} tells more. It serves one
 * invocation at a time.
 *
 * @param version of Python, such as 3.11.7
 */
record PythonProcess(String version, Process process, Writer stdin, BufferedReader stdout) implements AutoCloseable {

    private static final String PROGRAM = "invoke.py";
    private static final int MAJOR = 3;
    private static final int LEAST_MINOR = 9;
    private static final int SECONDS_TO_END = 5;
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    /**
     * Starts it, isolated from the developer's variables and packages.
     *
     * @param executable such as {@code python3}
     * @param debug whether a handler needs the terminal
     * @throws CannotRunException where Python is missing or older than 3.9, or there is no terminal
     */
    static PythonProcess start(String executable, boolean debug) {
        // No bytecode beside the handler, and UTF-8 whatever the machine's locale.
        var command = List.of(executable, "-I", "-S", "-B", "-X", "utf8", program());
        try {
            var process =
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            var stdout = process.inputReader(StandardCharsets.UTF_8);
            var told = stdout.readLine();
            var version = version(executable, told);
            if (debug && !object(told).get("terminal").getAsBoolean()) {
                throw new CannotRunException(
                        "-Ddebug gives the handler the terminal, but there is none; run it in a terminal");
            }
            return new PythonProcess(version, process, process.outputWriter(StandardCharsets.UTF_8), stdout);
        } catch (IOException e) {
            throw new CannotRunException(
                    "Python must be installed, but %s does not start (%s); install it and put it on the PATH"
                            .formatted(executable, e.getMessage()));
        }
    }

    /** A file: the tools are never packaged. */
    private static String program() {
        try {
            var program = Objects.requireNonNull(PythonProcess.class.getResource(PROGRAM), PROGRAM);
            return Path.of(program.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The version that it tells, if it is new enough. */
    private static String version(String executable, @Nullable String told) {
        var python = object(told);
        if (!python.has("version")) {
            throw new CannotRunException(
                    "Python must be %d.%d or newer, but %s ended before it reported its version; install another one, first on the PATH"
                            .formatted(MAJOR, LEAST_MINOR, executable));
        }
        var version = python.get("version").getAsString();
        var numbers = List.of(version.split("\\.", -1));
        var major = Integer.parseInt(numbers.get(0));
        var minor = Integer.parseInt(numbers.get(1));
        if (major < MAJOR || (major == MAJOR && minor < LEAST_MINOR)) {
            throw new CannotRunException(
                    "Python must be %d.%d or newer, was %s (%s); install a newer one, first on the PATH"
                            .formatted(
                                    MAJOR,
                                    LEAST_MINOR,
                                    version,
                                    python.get("executable").getAsString()));
        }
        return version;
    }

    /** Empty where the line is no object, or there is none. */
    private static JsonObject object(@Nullable String line) {
        try {
            return line != null && JsonParser.parseString(line) instanceof JsonObject object
                    ? object
                    : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }

    /**
     * Invokes a handler.
     *
     * @param request as {@code invoke.py} describes it
     * @param log receives what the handler prints, line by line
     * @return what the invocation came to, as {@code invoke.py} describes it
     * @throws IOException where this process has ended, or ends during the invocation
     */
    JsonObject invoke(JsonObject request, Consumer<String> log) throws IOException {
        stdin.write(GSON.toJson(request) + "\n");
        stdin.flush();
        for (var line = stdout.readLine(); line != null; line = stdout.readLine()) {
            var message = JsonParser.parseString(line).getAsJsonObject();
            if (!message.has("log")) {
                return message;
            }
            log.accept(message.get("log").getAsString());
        }
        throw new IOException("the Python process has ended");
    }

    /** Ends it, and with it the invocation that it serves. */
    @Override
    public void close() {
        try {
            stdin.close();
        } catch (IOException e) {
            // It has ended already.
        }
        process.onExit()
                .completeOnTimeout(process, SECONDS_TO_END, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
