package stepfunction.lambda;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import stepfunction.config.LambdaRuntime.Language;

/** Lambda on this machine: each version of a function runs in an environment of its own, which serves its invocations one by one. */
public final class LocalLambda implements AutoCloseable {

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    /** The timeout of a handler that is debugged. */
    private static final Duration TIMEOUT_OF_DEBUGGING = Duration.ofDays(1);

    /** As {@code client.py} and {@code client.mjs} report a file without tests. */
    private static final JsonElement NO_TESTS = JsonParser.parseString("{\"ran\": 0, \"passed\": true}");

    private final LambdaSettings settings;
    private final Python python;
    private final PackageInstaller installer;
    private final RuntimeClients clients = new RuntimeClients();
    private final Map<String, ExecutionEnvironment> environments = new ConcurrentHashMap<>();

    private LocalLambda(LambdaSettings settings, Python python) {
        this.settings = settings;
        this.python = python;
        this.installer = new PackageInstaller(python.executable().toString(), settings.packages(), runtimeDir());
    }

    /**
     * Starts with the Python of the settings.
     *
     * @throws CannotRunException where Python is missing or too old, or the settings ask for a debugger and there is no terminal
     */
    public static LocalLambda start(LambdaSettings settings) {
        return start(settings, Python.find(settings.python(), System.getenv().getOrDefault("PATH", "")));
    }

    /**
     * Starts with a Python.
     *
     * @throws CannotRunException if the settings ask for a debugger and there is no terminal
     */
    public static LocalLambda start(LambdaSettings settings, Python python) {
        if (settings.debug() && !python.hasTerminal()) {
            throw new CannotRunException(
                    "-Ddebug gives the handler the terminal, but there is none; run it in a terminal");
        }
        return new LocalLambda(settings, python);
    }

    /**
     * Invokes a function once.
     *
     * @param log receives what the handler prints, line by line
     * @throws CannotRunException where the function's runtime is not on this machine
     */
    public synchronized Invocation invoke(InvokeRequest invoked, Consumer<String> log) {
        var requestId = UUID.randomUUID().toString();
        var function = invoked.function();
        var environment = environment(function, function.invokedVersion(invoked.arn()));
        var timeout = settings.debug() ? TIMEOUT_OF_DEBUGGING : function.timeout();
        var request = new ExecutionEnvironment.Request(requestId, invoked.arn(), GSON.toJson(invoked.event()), timeout);
        var limit = settings.debug() ? Optional.<Duration>empty() : Optional.of(longest(function, invoked.limit()));
        var answer = invoke(environment, request, limit, log);
        return Invocation.answered(answer, function, requestId, took(answer));
    }

    /** Where the caller waits shorter than the function may take, a moment longer, so that it is the caller who gives up. */
    private static Duration longest(LambdaFunction function, Optional<Duration> limit) {
        return limit.filter(each -> each.compareTo(function.timeout()) < 0)
                .map(each -> each.plusMillis(1))
                .orElse(function.timeout());
    }

    /** Zero while a handler is debugged, which takes longer than a Task may. */
    private Duration took(Answer answer) {
        return settings.debug() ? Duration.ZERO : answer.took();
    }

    private Answer invoke(
            ExecutionEnvironment environment,
            ExecutionEnvironment.Request request,
            Optional<Duration> limit,
            Consumer<String> log) {
        var answer = environment.invoke(request, limit, new InvocationLog(log), () -> installer.install(log));
        if (environment.hasEnded()) {
            environment.close();
        }
        return answer;
    }

    /** The one that lives, if it is of this very deployment: another one may have put other files into the same folder. */
    @SuppressWarnings("ReferenceEquality")
    private ExecutionEnvironment environment(LambdaFunction function, String version) {
        var key = function.arn() + ":" + version;
        var living = environments.get(key);
        if (living != null && living.function() == function && !living.hasEnded()) {
            return living;
        }
        if (living != null) {
            living.close();
        }
        var started = start(function, version, List.of());
        environments.put(key, started);
        return started;
    }

    /** @param tests arguments of the client; empty for the handler, whose folder is read-only and whose memory is bounded */
    private ExecutionEnvironment start(LambdaFunction function, String version, List<String> tests) {
        var client = clients.of(function, tests);
        var launcher = new ArrayList<>(python.command("launcher.py"));
        if (settings.debug()) {
            launcher.add("debug");
        }
        if (tests.isEmpty()) {
            launcher.add("read-only");
        }
        launcher.addAll(client.start());
        var instance = UUID.randomUUID().toString().replace("-", "");
        var environment = new HandlerEnvironment(function, version, instance, runtimeDir(), settings.endpoint());
        var memoryMb = tests.isEmpty() ? Optional.of(function.memoryMb()) : Optional.<Integer>empty();
        return ExecutionEnvironment.start(
                new ExecutionEnvironment.Start(launcher, client, environment, function.taskRoot(), memoryMb));
    }

    /**
     * Runs a file of a function's unit tests as its handler is run.
     *
     * @param function whose task root is the folder of its sources
     * @param file in the task root, such as {@code tests/test_handler.py}
     * @param limit beyond which they are killed
     * @param log receives what the tests print, line by line
     * @return why they have not passed; empty where they have
     */
    public synchronized Optional<String> test(
            LambdaFunction function, String file, Duration limit, Consumer<String> log) {
        return test(function, List.of("tests", file), limit, log);
    }

    /** Likewise a file of tests that pytest runs, which may import all that is installed beside pytest. */
    public synchronized Optional<String> pytest(
            LambdaFunction function, String file, Duration limit, Consumer<String> log) {
        var path = python.pytestPath();
        if (path.isEmpty()) {
            return Optional.of("needs pytest, which is not installed; run: %s -m pip install pytest"
                    .formatted(python.executable()));
        }
        return test(
                function,
                Stream.concat(Stream.of("pytest", file), path.stream()).toList(),
                limit,
                log);
    }

    private Optional<String> test(
            LambdaFunction function, List<String> arguments, Duration limit, Consumer<String> log) {
        var environment = start(function, LambdaFunction.LATEST, arguments);
        try {
            var requestId = UUID.randomUUID().toString();
            var request = new ExecutionEnvironment.Request(requestId, function.arn(), "{}", limit);
            return failureOfTests(function, invoke(environment, request, Optional.of(limit), log), limit);
        } finally {
            environment.close();
        }
    }

    private static Optional<String> failureOfTests(LambdaFunction function, Answer answer, Duration limit) {
        return switch (answer.kind()) {
            case TIMED_OUT -> Optional.of("must end within %d s, did not".formatted(limit.toSeconds()));
            case ERROR, EXITED -> Optional.of("must run, ended with " + answer.text());
            case PAYLOAD -> failureOfTests(function, answer.json().orElse(JsonNull.INSTANCE));
        };
    }

    private static Optional<String> failureOfTests(LambdaFunction function, JsonElement result) {
        if (NO_TESTS.equals(result)) {
            return Optional.of(
                    "must have a test, has none: "
                            + (function.language() == Language.NODEJS
                                    ? "test(\"...\", () => { ... }) of node:test"
                                    : "a method test_... of a class that extends unittest.TestCase, or a function test_... for pytest"));
        }
        var hasPassed = result instanceof JsonObject object && new JsonPrimitive(true).equals(object.get("passed"));
        return hasPassed ? Optional.empty() : Optional.of("must pass, failed");
    }

    /** Where the packages that Lambda's runtime brings are, once a handler has imported one. */
    public Path runtimeDir() {
        return settings.packages().directory(pythonVersion());
    }

    /** Such as 3.11.7. */
    public String pythonVersion() {
        return python.version();
    }

    /** The processes that live: those above the functions'. */
    public Stream<ProcessHandle> processes() {
        return environments.values().stream()
                .filter(environment -> !environment.hasEnded())
                .map(ExecutionEnvironment::launcher);
    }

    /** Ends all environments, and with them the invocation that one of them serves. */
    @Override
    public void close() {
        environments.values().forEach(ExecutionEnvironment::end);
        environments.values().forEach(ExecutionEnvironment::close);
        clients.close();
    }
}
