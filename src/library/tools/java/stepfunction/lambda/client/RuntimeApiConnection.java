package stepfunction.lambda.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Calls Lambda's Runtime API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. HTTP is written out, because the JDK's clients
 * take longer to load than a handler runs.
 *
 * @param prefix of each path
 */
record RuntimeApiConnection(String host, int port, String prefix) {

    /** The arguments of a handler. */
    record Request(String id, InputStream event, String functionArn, long deadlineMs, Optional<String> traceId) {}

    private static final int LINE_END = 2;

    /** @param address as Lambda sets it, with a path if the server has one */
    static RuntimeApiConnection to(String address) {
        var hostEnd = address.indexOf(':');
        var slash = address.indexOf('/');
        var portEnd = slash < 0 ? address.length() : slash;
        return new RuntimeApiConnection(
                address.substring(0, hostEnd),
                Integer.parseInt(address.substring(hostEnd + 1, portEnd)),
                address.substring(portEnd) + "/2018-06-01/runtime/");
    }

    /** Waits for the next event. */
    Request next() throws IOException {
        var answer = call("GET", "invocation/next", new byte[0], Map.of());
        return new Request(
                answer.header("lambda-runtime-aws-request-id").orElseThrow(),
                answer.body(),
                answer.header("lambda-runtime-invoked-function-arn").orElse(""),
                Long.parseLong(answer.header("lambda-runtime-deadline-ms").orElse("0")),
                answer.header("lambda-runtime-trace-id"));
    }

    void respond(String requestId, byte[] response) throws IOException {
        call("POST", "invocation/" + requestId + "/response", response, Map.of());
    }

    /** @param type for Lambda's metrics; the error itself names the type that its caller sees */
    void fail(String requestId, FunctionError error, String type) throws IOException {
        call("POST", "invocation/" + requestId + "/error", error.json(), withType(type));
    }

    void failInit(FunctionError error) throws IOException {
        call("POST", "init/error", error.json(), withType("Runtime.BadFunctionCode"));
    }

    private static Map<String, String> withType(String type) {
        return Map.of("Lambda-Runtime-Function-Error-Type", type);
    }

    /** A connection for each call, because the server closes one that idles while a handler runs. */
    private Answer call(String method, String resource, byte[] body, Map<String, String> headers) throws IOException {
        var head = new StringBuilder("%s %s%s HTTP/1.1\r\n".formatted(method, prefix, resource));
        head.append("Host: %s:%d\r\nConnection: close\r\n".formatted(host, port));
        head.append("Content-Type: application/json\r\nContent-Length: %d\r\n".formatted(body.length));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        try (var socket = new Socket(host, port)) {
            socket.setTcpNoDelay(true);
            var request = socket.getOutputStream();
            request.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            request.write(body);
            return Answer.read(socket.getInputStream().readAllBytes());
        }
    }

    private record Answer(Map<String, String> headers, InputStream body) {

        static Answer read(byte[] message) throws IOException {
            var text = new String(message, StandardCharsets.ISO_8859_1);
            var headEnd = text.indexOf("\r\n\r\n");
            if (headEnd < 0) {
                throw new IOException("the server of the Runtime API has closed the connection");
            }
            var headers = new HashMap<String, String>();
            text.substring(0, headEnd).lines().skip(1).forEach(line -> {
                var colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            });
            var bodyStart = headEnd + 2 * LINE_END;
            return new Answer(headers, new ByteArrayInputStream(message, bodyStart, message.length - bodyStart));
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }
}
