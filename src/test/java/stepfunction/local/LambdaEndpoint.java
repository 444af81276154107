package stepfunction.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke operation on a loopback port. It answers refusals too as failures of the function, for the interpreter
 * knows no other.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">AWS: Invoke</a>
 */
final class LambdaEndpoint implements AutoCloseable {

    private static final Pattern INVOCATION = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");

    private final HttpServer server;
    private final Invoker invoker;

    /** Invokes the function with an ARN. */
    interface Invoker {
        PythonFunction.Result invoke(String functionArn, String event) throws IOException, InterruptedException;
    }

    LambdaEndpoint(ExecutorService executor, Invoker invoker) throws IOException {
        this.invoker = invoker;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(executor);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = INVOCATION.matcher(exchange.getRequestURI().getRawPath());
            if (!path.matches()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var result = invoker.invoke(URLDecoder.decode(path.group(1), StandardCharsets.UTF_8), event);
            if (result.failed()) {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
            }
            var payload = result.payload().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, payload.length);
            exchange.getResponseBody().write(payload);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
