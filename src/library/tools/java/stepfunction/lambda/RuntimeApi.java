package stepfunction.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lambda's Runtime API for one process: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. The process asks for an event,
 * answers it, and asks for the next. Anything else is refused as Lambda refuses it.
 */
final class RuntimeApi implements AutoCloseable {

    /** Lambda's limit of a response; that of Step Functions is far lower. */
    private static final int MAX_RESPONSE_BYTES = 6_291_556;

    private static final String VERSION = "/2018-06-01/runtime/";
    private static final int BACKLOG = 16;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int INVALID_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int FAILED_DEPENDENCY = 424;

    static {
        // Otherwise a second call waits for the acknowledgement of the first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String token;
    private final Signals signals;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(RuntimeApi::thread);
    private final Queue<Event> events = new ArrayDeque<>();
    private Optional<String> invocation = Optional.empty();
    private boolean hasStarted;

    /**
     * An event for the process.
     *
     * @param deadlineMs since 1970
     */
    record Event(String requestId, String invokedArn, long deadlineMs, String json) {}

    private RuntimeApi(String token, Signals signals, HttpServer server) {
        this.token = token;
        this.signals = signals;
        this.server = server;
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "runtime-api");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins to serve, at a port of its own.
     *
     * @param token that the process must have in its paths; empty where its client is not this library's
     */
    static RuntimeApi start(String token, Signals signals) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            var api = new RuntimeApi(token, signals, server);
            server.setExecutor(api.threads);
            server.createContext("/", api::handle);
            server.start();
            return api;
        } catch (IOException e) {
            throw new CannotRunException(
                    "the local run cannot listen on the loopback interface (%s); allow that, or mock the states that call functions"
                            .formatted(e.getMessage()));
        }
    }

    /** The value of AWS_LAMBDA_RUNTIME_API. */
    String address() {
        return "127.0.0.1:%d%s".formatted(server.getAddress().getPort(), token.isEmpty() ? "" : "/" + token);
    }

    /** Hands an event to the process, now or when it asks for one. */
    synchronized void send(Event event) {
        events.add(event);
        notifyAll();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var prefix = (token.isEmpty() ? "" : "/" + token) + VERSION;
            var path = exchange.getRequestURI().getPath();
            if (!path.startsWith(prefix)) {
                refuse(exchange, FORBIDDEN, "Forbidden", "the path must begin with AWS_LAMBDA_RUNTIME_API's");
                return;
            }
            var call = exchange.getRequestMethod() + " " + path.substring(prefix.length());
            switch (call) {
                case "GET invocation/next" -> next(exchange);
                case "POST init/error" -> initError(exchange);
                case "GET runtime-packages" -> runtimePackages(exchange);
                default -> answer(exchange, call.split("/", -1));
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        if (isStart()) {
            signals.add(new Signal.Ready());
        }
        var event = take();
        if (event.isEmpty()) {
            refuse(exchange, FORBIDDEN, "InvalidStateTransition", "the last invocation has not been answered");
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", event.get().requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", String.valueOf(event.get().deadlineMs()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", event.get().invokedArn());
        send(exchange, OK, event.get().json());
    }

    private synchronized boolean isStart() {
        var isStart = !hasStarted;
        hasStarted = true;
        return isStart;
    }

    /** Waits for an event; empty while the last one has no answer. */
    private synchronized Optional<Event> take() throws InterruptedException {
        if (invocation.isPresent()) {
            return Optional.empty();
        }
        while (events.isEmpty()) {
            wait();
        }
        var event = events.remove();
        invocation = Optional.of(event.requestId());
        return Optional.of(event);
    }

    private void initError(HttpExchange exchange) throws IOException, InterruptedException {
        var error = exchange.getRequestBody().readNBytes(MAX_RESPONSE_BYTES);
        if (isStart()) {
            signals.add(new Signal.Answered(Answer.Kind.ERROR, new String(error, UTF_8)));
            send(exchange, ACCEPTED, "{\"status\":\"OK\"}");
        } else {
            refuse(exchange, FORBIDDEN, "InvalidStateTransition", "the handler has been loaded");
        }
    }

    /** Not Lambda's: there the packages are always present. */
    private void runtimePackages(HttpExchange exchange) throws IOException, InterruptedException {
        if (token.isEmpty()) {
            refuse(exchange, NOT_FOUND, "NotFound", "no such path");
            return;
        }
        var arePresent = new CompletableFuture<Boolean>();
        signals.add(new Signal.PackagesWanted(arePresent));
        send(exchange, arePresent.join() ? OK : FAILED_DEPENDENCY, "{}");
    }

    /** @param parts of {@code POST invocation/ID/response} or {@code POST invocation/ID/error} */
    private void answer(HttpExchange exchange, String[] parts) throws IOException, InterruptedException {
        var isAnswer = parts.length == 3
                && parts[0].equals("POST invocation")
                && (parts[2].equals("response") || parts[2].equals("error"));
        if (!isAnswer) {
            refuse(exchange, NOT_FOUND, "NotFound", "no such path");
            return;
        }
        var body = exchange.getRequestBody().readNBytes(MAX_RESPONSE_BYTES + 1);
        if (!hasBegun(parts[1])) {
            refuse(exchange, INVALID_REQUEST, "InvalidRequestID", "no such invocation, or it has been answered");
        } else if (body.length > MAX_RESPONSE_BYTES) {
            var message = "Exceeded maximum allowed payload size (%d bytes).".formatted(MAX_RESPONSE_BYTES);
            signals.add(new Signal.Answered(
                    Answer.Kind.ERROR,
                    error("Function.ResponseSizeTooLarge", message).toString()));
            refuse(exchange, TOO_LARGE, "RequestEntityTooLarge", message);
        } else {
            var kind = parts[2].equals("response") ? Answer.Kind.PAYLOAD : Answer.Kind.ERROR;
            signals.add(new Signal.Answered(kind, new String(body, UTF_8)));
            send(exchange, ACCEPTED, "{\"status\":\"OK\"}");
        }
    }

    /** Whether this is the invocation without an answer; afterwards it has one. */
    private synchronized boolean hasBegun(String requestId) {
        var hasBegun = invocation.equals(Optional.of(requestId));
        if (hasBegun) {
            invocation = Optional.empty();
        }
        return hasBegun;
    }

    private static void refuse(HttpExchange exchange, int status, String type, String message) throws IOException {
        send(exchange, status, error(type, message).toString());
    }

    private static JsonObject error(String type, String message) {
        var error = new JsonObject();
        error.addProperty("errorMessage", message);
        error.addProperty("errorType", type);
        return error;
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
