package stepfunction.plan;

import com.pulumi.aws.apigatewayv2.ApiArgs;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A route of the workflow's HTTP API: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html.
 *
 * <p>The body of a request is the input of the execution. Nothing else of the request reaches the input: API Gateway inserts values of
 * paths, queries and headers as they are, so that a quote in one would alter the JSON. GET and DELETE, whose requests need no body, start
 * executions with an empty object.
 *
 * @param path such as {@code /orders}
 * @param authorization whom API Gateway lets in
 * @param api customizes the HTTP API, which all routes of a workflow share
 */
public record HttpRoute(
        Method method,
        String path,
        Authorization authorization,
        Throttling throttling,
        Customization<ApiArgs.Builder> api)
        implements Trigger {

    public HttpRoute {
        Objects.requireNonNull(path);
    }

    /** A method of HTTP. */
    public enum Method {
        GET(false),
        POST(true),
        PUT(true),
        PATCH(true),
        DELETE(false);

        private final boolean hasBody;

        Method(boolean hasBody) {
            this.hasBody = hasBody;
        }

        /** Whether the body of a request is the input of the execution. */
        public boolean hasBody() {
            return hasBody;
        }
    }

    /** The callers that API Gateway accepts: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html. */
    public sealed interface Authorization {}

    /** Callers that sign the request and have the permission {@code execute-api:Invoke}. */
    record Iam() implements Authorization {}

    /**
     * Callers with a JSON Web Token in the header {@code Authorization}.
     *
     * @param issuer an https URL, as in the token's {@code iss}
     * @param audiences one of them must be the token's {@code aud}, or its {@code client_id} if it has no {@code aud}
     */
    public record Jwt(String issuer, List<String> audiences) implements Authorization {

        public Jwt {
            Objects.requireNonNull(issuer);
            audiences = List.copyOf(audiences);
        }
    }

    /** Everyone. */
    record Unauthenticated() implements Authorization {}

    /**
     * The limits beyond which API Gateway answers with the status 429:
     * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html.
     *
     * @param requestsPerSecond on average
     * @param burst how many requests may come at once
     */
    public record Throttling(int requestsPerSecond, int burst) {}

    private static final Throttling DEFAULT_THROTTLING = new Throttling(10, 20);

    private static HttpRoute of(Method method, String path) {
        return new HttpRoute(method, path, new Iam(), DEFAULT_THROTTLING, Customization.none());
    }

    /** Starts executions on GET requests, with an empty object as input. */
    public static HttpRoute get(String path) {
        return of(Method.GET, path);
    }

    /**
     * Starts executions on POST requests, with the body as input.
     *
     * @param path such as {@code /orders}
     */
    public static HttpRoute post(String path) {
        return of(Method.POST, path);
    }

    /** Starts executions on PUT requests, with the body as input. */
    public static HttpRoute put(String path) {
        return of(Method.PUT, path);
    }

    /** Starts executions on PATCH requests, with the body as input. */
    public static HttpRoute patch(String path) {
        return of(Method.PATCH, path);
    }

    /** Starts executions on DELETE requests, with an empty object as input. */
    public static HttpRoute delete(String path) {
        return of(Method.DELETE, path);
    }

    /**
     * Accepts callers with a valid JSON Web Token, in place of IAM.
     *
     * @param issuer an https URL, such as {@code https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI}
     * @param audiences one of them must be the token's {@code aud}, or its {@code client_id} if it has no {@code aud}:
     *     https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
     */
    public HttpRoute jwt(String issuer, String... audiences) {
        return authorizedBy(new Jwt(issuer, List.of(audiences)));
    }

    /** Accepts everyone, in place of IAM: anyone who knows the URL can start executions, up to the limits of {@link #throttling}. */
    public HttpRoute unauthenticated() {
        return authorizedBy(new Unauthenticated());
    }

    private HttpRoute authorizedBy(Authorization changed) {
        return new HttpRoute(method, path, changed, throttling, api);
    }

    /**
     * Limits the requests; by default, to 10 per second and a burst of 20.
     *
     * @param requestsPerSecond 1 to 10,000, on average
     * @param burst 1 to 5,000, how many requests may come at once
     */
    public HttpRoute throttling(int requestsPerSecond, int burst) {
        return new HttpRoute(method, path, authorization, new Throttling(requestsPerSecond, burst), api);
    }

    /**
     * Sets arguments of the HTTP API, which all routes of the workflow share, such as CORS:
     * {@code customizeApi(args -> args.corsConfiguration(cors))}. Not its name, its protocol or its routes.
     */
    public HttpRoute customizeApi(Consumer<ApiArgs.Builder> customization) {
        return new HttpRoute(method, path, authorization, throttling, api.and(customization));
    }

    /** Sets arguments of the HTTP API, which all routes of the workflow share, with the resources of targets or with options at hand. */
    public HttpRoute customizeApi(BiConsumer<ApiArgs.Builder, CustomizationContext> customization) {
        return new HttpRoute(method, path, authorization, throttling, api.and(customization));
    }

    /** Such as {@code POST /orders}, by which API Gateway knows it. */
    public String key() {
        return "%s %s".formatted(method, path);
    }

    /** The tokens that it lets in, if it asks for any. */
    public Optional<Jwt> tokens() {
        return authorization instanceof Jwt jwt ? Optional.of(jwt) : Optional.empty();
    }

    /** Whether it lets everyone in. */
    public boolean isOpen() {
        return authorization instanceof Unauthenticated;
    }

    /** Such as {@code post/orders}. */
    @Override
    public String name() {
        return method.name().toLowerCase(Locale.ROOT) + path;
    }

    @Override
    public boolean isNamedInPlan() {
        return false;
    }

    @Override
    public String title() {
        return "the route " + key();
    }

    /** Neither has placeholders nor refers to targets. */
    @Override
    public String json() {
        return "{}";
    }

    @Override
    public Optional<Target<?>> deadLetterQueue() {
        return Optional.empty();
    }

    @Override
    public Set<String> neededPlaceholders() {
        return Set.of();
    }

    @Override
    public boolean mayUseTargets() {
        return !api.inContext().isEmpty();
    }
}
