package stepfunction.lambda;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Python process that forks one of its own for each invocation of a handler; {@code invoke.py} describes it. It serves one
 * invocation at a time, and is not trusted: a handler may stop it, kill it, or write where it writes.
 */
public final class PythonProcess implements AutoCloseable {

    private static final int MAJOR = 3;
    private static final int LEAST_MINOR = 9;
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int SECONDS_TO_END = 5;
    private static final int SECONDS_TO_KILL = 1;

    /** How much later than its limit an invocation may be reported as timed out. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** More than the longest response, each of its bytes escaped. */
    private static final int MAX_LINE_LENGTH = 32 * 1024 * 1024;

    private static final int MAX_LINES_AHEAD = 1000;

    /** More than invoke.py, which limits the log, writes for one invocation. */
    private static final int MAX_LINES = 21_000;

    /** As {@link #MAX_LINES}, with each byte of the log escaped. */
    private static final long MAX_LENGTH = 2L * MAX_LINE_LENGTH;

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    /** Variable of the process that /proc shows of its forks, too, whatever their environment has become. */
    private static final String MARK = "LOCAL_RUN_MARK";

    private final String mark;
    private final Process process;
    private final Writer stdin;

    /** The lines of its stdout; empty at their end. */
    private final BlockingQueue<Optional<String>> lines;

    private final Thread reader;

    /** Its executable, as Python itself names it. */
    private final String executable;

    private final String version;

    private PythonProcess(Start start, JsonObject greeting) {
        this.mark = start.mark;
        this.process = start.process.join();
        this.stdin = process.outputWriter(StandardCharsets.UTF_8);
        this.lines = start.lines;
        this.reader = start.reader;
        this.executable = text(greeting, "executable");
        this.version = text(greeting, "version");
    }

    /** A process that has not yet written its first line. */
    private static final class Start {

        private final String mark = UUID.randomUUID().toString().replace("-", "");
        private final CompletableFuture<Process> process = new CompletableFuture<>();
        private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(MAX_LINES_AHEAD);
        private final Thread reader;

        Start(List<String> command) {
            // Linux tells a process of the end of the thread that has started it: this one lives as long as the
            // process.
            reader = new Thread(() -> run(command), "python");
            reader.setDaemon(true);
            reader.start();
        }

        private void run(List<String> command) {
            try {
                process.complete(ChildProcess.of(command, Map.of(MARK, mark))
                        .redirectError(Redirect.INHERIT)
                        .start());
            } catch (IOException e) {
                process.completeExceptionally(e);
                return;
            }
            try (var stdout = process.join().inputReader(StandardCharsets.UTF_8)) {
                readLines(stdout);
            } catch (IOException e) {
                // As the end.
            } catch (InterruptedException e) {
                // Closed.
                return;
            }
            // Where nobody takes the lines any more, nobody needs to know the end.
            lines.offer(Optional.empty());
        }

        private void readLines(BufferedReader stdout) throws IOException, InterruptedException {
            for (var line = boundedLine(stdout); line != null; line = boundedLine(stdout)) {
                lines.put(Optional.of(line));
            }
        }
    }

    /** A line without its end; null at the end of the stream, or where the line is longer than any that invoke.py writes. */
    private static @Nullable String boundedLine(BufferedReader stdout) throws IOException {
        var line = new StringBuilder();
        for (var each = stdout.read(); each != '\n'; each = stdout.read()) {
            if (each < 0 || line.length() >= MAX_LINE_LENGTH) {
                return null;
            }
            line.append((char) each);
        }
        return line.toString();
    }

    /**
     * Starts it, isolated from the developer's variables and packages.
     *
     * @param debug whether a handler needs the terminal
     * @throws CannotRunException where Python does not start or is older than 3.9, or there is no terminal
     */
    public static PythonProcess start(PythonExecutable python, boolean debug) {
        // -I: neither the current folder nor the user's packages and PYTHON variables; -S: no installed packages, for a
        // handler has its own and those of Lambda's runtime; -B: no bytecode beside the handler.
        var command = new ArrayList<>(List.of(python.path().toString(), "-I", "-S", "-B", "-X", "utf8"));
        command.add(ChildProcess.program("invoke.py"));
        if (debug) {
            command.add("debug");
        }
        var start = new Start(command);
        try {
            start.process.join();
            var greeting = greeting(start, python.path());
            if (debug && !isTrue(greeting, "terminal")) {
                throw new CannotRunException(
                        "-Ddebug gives the handler the terminal, but there is none; run it in a terminal");
            }
            return new PythonProcess(start, greeting);
        } catch (CompletionException e) {
            throw doesNotStart(python.path(), e.getCause());
        } catch (CannotRunException e) {
            ChildProcess.kill(start.process.join());
            throw e;
        }
    }

    public static CannotRunException doesNotStart(Path executable, @Nullable Throwable cause) {
        return new CannotRunException(
                "Python must be installed, but %s does not start (%s); install it and put it on the PATH"
                        .formatted(executable, cause == null ? "" : cause.getMessage()));
    }

    public static CannotRunException noVersion(Path executable) {
        return new CannotRunException(
                "Python must be %d.%d or newer, but %s ended before it reported its version; install another one and put it first on the PATH"
                        .formatted(MAJOR, LEAST_MINOR, executable));
    }

    /** Its first line, from a Python that is new enough. */
    private static JsonObject greeting(Start start, Path executable) {
        var greeting =
                object(next(start.lines, Optional.of(deadline(START_LIMIT))).flatMap(line -> line));
        var numbers = text(greeting, "version").split("\\.", -1);
        if (numbers.length < 2 || !numbers[0].matches("\\d{1,3}") || !numbers[1].matches("\\d{1,3}")) {
            throw noVersion(executable);
        }
        var major = Integer.parseInt(numbers[0]);
        var minor = Integer.parseInt(numbers[1]);
        if (major < MAJOR || (major == MAJOR && minor < LEAST_MINOR)) {
            throw new CannotRunException(
                    "Python must be %d.%d or newer, was %s (%s); install a newer one and put it first on the PATH"
                            .formatted(MAJOR, LEAST_MINOR, text(greeting, "version"), text(greeting, "executable")));
        }
        return greeting;
    }

    private static long deadline(Duration limit) {
        return System.nanoTime() + limit.toNanos();
    }

    /**
     * The next line; the inner value is empty at their end.
     *
     * @param deadline as {@link System#nanoTime} counts
     * @return empty where none comes by then
     */
    private static Optional<Optional<String>> next(BlockingQueue<Optional<String>> lines, Optional<Long> deadline) {
        try {
            return deadline.isEmpty()
                    ? Optional.of(lines.take())
                    : Optional.ofNullable(lines.poll(deadline.get() - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Optional.empty());
        }
    }

    /** Empty where the line is no object, or there is none. */
    private static JsonObject object(Optional<String> line) {
        try {
            return line.isPresent() && JsonParser.parseString(line.get()) instanceof JsonObject object
                    ? object
                    : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }

    private static String text(JsonObject object, String name) {
        return Answer.text(object, name).orElse("");
    }

    private static boolean isTrue(JsonObject object, String name) {
        return new JsonPrimitive(true).equals(object.get(name));
    }

    /**
     * Invokes a handler.
     *
     * @param request as {@code invoke.py} describes it
     * @param limit of the invocation; the time of an installation does not count
     * @param log receives what the handler prints, line by line
     * @param installation installs the packages of Lambda's runtime; whether they are there then
     * @throws IOException where this process has ended, ends during the invocation, or writes other than it should
     * @throws TimeoutException where the invocation has not ended at its limit, and a moment later this process has not said so
     */
    public Answer invoke(
            JsonObject request, Optional<Duration> limit, Consumer<String> log, BooleanSupplier installation)
            throws IOException, TimeoutException {
        var nonce = UUID.randomUUID().toString();
        request.addProperty("nonce", nonce);
        request.addProperty("limitMs", limit.map(Duration::toMillis).orElse(null));
        send(request);
        var deadline = limit.map(each -> deadline(each.plus(GRACE)));
        var length = 0L;
        var mayInstall = true;
        for (var count = 1; count <= MAX_LINES && length <= MAX_LENGTH; count++) {
            var line = next(lines, deadline)
                    .orElseThrow(TimeoutException::new)
                    .orElseThrow(() -> new IOException("the process has ended, or has written too long a line"));
            length += line.length();
            var message = object(Optional.of(line));
            if (message.has("log")) {
                log.accept(text(message, "log"));
            } else if (message.has("install") && mayInstall) {
                mayInstall = false;
                var begin = System.nanoTime();
                var answer = new JsonObject();
                answer.addProperty("installed", installation.getAsBoolean());
                send(answer);
                deadline = deadline.map(before -> before + System.nanoTime() - begin);
            } else {
                return Answer.of(message, nonce);
            }
        }
        throw new IOException("the process writes more than a log and an answer");
    }

    /** Without waiting: a process that is stopped does not read. */
    private void send(JsonObject message) {
        var sender = new Thread(
                () -> {
                    try {
                        stdin.write(GSON.toJson(message) + "\n");
                        stdin.flush();
                    } catch (IOException e) {
                        // It has ended, which its stdout shows.
                    }
                },
                "python-stdin");
        sender.setDaemon(true);
        sender.start();
    }

    /** Such as 3.11.7. */
    public String version() {
        return version;
    }

    /** Such as /usr/bin/python3. */
    public String executable() {
        return executable;
    }

    public Process process() {
        return process;
    }

    /** In the environment of this process and of those that it has started, but for one that a handler has started without its own. */
    public String mark() {
        return mark;
    }

    /** Kills it and all that it has started, even those that a handler has stopped, or that have left their parents. */
    public void kill() {
        try {
            // It does that itself, unless a handler has stopped or killed it, too.
            process.destroy();
            process.waitFor(SECONDS_TO_KILL, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ChildProcess.kill(process);
        MarkedProcesses.kill(mark);
        close();
    }

    /** Ends it, and with it the invocation that it serves. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                ChildProcess.kill(process);
                MarkedProcesses.kill(mark);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ChildProcess.kill(process);
        }
        reader.interrupt();
    }
}
