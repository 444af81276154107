package stepfunction.lambda;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How handlers run.
 *
 * @param python its executable
 * @param packages what Lambda's runtime brings
 * @param debug whether a handler has the terminal, and no timeout
 * @param endpoint of an emulator of AWS that handlers call
 */
public record LambdaSettings(String python, RuntimePackages packages, boolean debug, Optional<URI> endpoint) {

    /** The command of the developer's Python. */
    public static final String PYTHON = "python3";

    private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(5);

    /** Those of the developer: the system properties {@code debug} and {@code endpoint}. */
    public static LambdaSettings ofTheUser() {
        var endpoint = Optional.ofNullable(System.getProperty("endpoint")).map(LambdaSettings::endpoint);
        var debug = System.getProperty("debug", "false");
        return new LambdaSettings(PYTHON, RuntimePackages.ofTheUser(), !debug.equals("false"), endpoint);
    }

    /**
     * The emulator's URL.
     *
     * @throws CannotRunException where nothing listens there
     */
    public static URI endpoint(String text) {
        if (!text.matches("https?://[\\w.-]+(:\\d{1,5})?/?")) {
            throw new CannotRunException(
                    "endpoint must be the URL of an emulator, such as http://localhost:4566, was \"%s\"; correct -Dendpoint"
                            .formatted(text));
        }
        var endpoint = URI.create(text);
        try (var socket = new Socket()) {
            // A client of AWS's would go on trying until the function times out.
            socket.connect(address(endpoint), (int) CONNECTION_LIMIT.toMillis());
            return endpoint;
        } catch (IOException e) {
            throw new CannotRunException(
                    "endpoint must be the URL of a running emulator, but %s does not answer (%s); start it"
                            .formatted(text, e.getMessage()));
        }
    }

    private static InetSocketAddress address(URI endpoint) {
        var usualPort = endpoint.getScheme().equals("https") ? 443 : 80;
        return new InetSocketAddress(endpoint.getHost(), endpoint.getPort() < 0 ? usualPort : endpoint.getPort());
    }
}
