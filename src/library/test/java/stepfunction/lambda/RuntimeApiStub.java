package stepfunction.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's Runtime API for the clients: hands out some events, and keeps what comes back. It closes the connection of a client that asks for
 * more events.
 */
public final class RuntimeApiStub implements AutoCloseable {

    public static final String PATH = "/token";

    private static final String PREFIX = PATH + "/2018-06-01/runtime/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<JsonElement> events;
    private final List<JsonElement> answers = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    public RuntimeApiStub(List<JsonElement> events) throws IOException {
        this.events = new ArrayDeque<>(events);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** With a path, which our clients take. */
    public String address() {
        return "127.0.0.1:%d%s".formatted(server.getAddress().getPort(), PATH);
    }

    /** Each as an object with one member: {@code response}, {@code error} or {@code initError}. */
    public synchronized List<JsonElement> answers() {
        return List.copyOf(answers);
    }

    /** Waits until a client has asked for one event too many. */
    public boolean awaitEnd(long seconds) throws InterruptedException {
        return end.await(seconds, TimeUnit.SECONDS);
    }

    boolean hasEnded() {
        return end.getCount() == 0;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var resource = exchange.getRequestURI().getPath();
            if (resource.equals(PREFIX + "invocation/next")) {
                next(exchange);
            } else if (resource.startsWith(PREFIX)) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                keep(resource.substring(PREFIX.length()), JsonParser.parseString(body));
                exchange.sendResponseHeaders(202, -1);
            }
        }
    }

    private synchronized void keep(String resource, JsonElement body) {
        var answer = new JsonObject();
        answer.add(resource.equals("init/error") ? "initError" : resource.replaceFirst(".*/", ""), body);
        answers.add(answer);
    }

    private synchronized void next(HttpExchange exchange) throws IOException {
        var event = events.poll();
        if (event == null) {
            end.countDown();
            return;
        }
        var body = event.toString().getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", "00000000-0000-4000-8000-00000000000" + answers.size());
        headers.set("Lambda-Runtime-Deadline-Ms", String.valueOf(System.currentTimeMillis() + 3000));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:123456789012:function:price");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
