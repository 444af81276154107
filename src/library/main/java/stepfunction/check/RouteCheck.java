package stepfunction.check;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.HttpRoute.Jwt;

/** The rules of API Gateway for a route: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html. */
final class RouteCheck {

    private static final Pattern PATH = Pattern.compile("/|(/[\\w.~-]+)+");

    /** Of an authorizer's name, which follows from a route: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html. */
    private static final int MAX_KEY = 128;

    /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
    private static final int MAX_AUDIENCES = 50;

    private final HttpRoute route;
    private final Findings findings = new Findings();

    private RouteCheck(HttpRoute route) {
        this.route = route;
    }

    /** The findings, each once. */
    static List<Finding> check(HttpRoute route) {
        var check = new RouteCheck(route);
        check.all();
        return check.findings.all();
    }

    private void all() {
        path();
        throttling();
        route.tokens().ifPresent(this::tokens);
    }

    private void path() {
        if (route.path().contains("{") || route.path().contains("}")) {
            findings.error(
                    "%s has a variable in its path, whose value cannot reach the input, as a quote in it would alter the JSON; pass it in the body"
                            .formatted(route.title()));
        } else if (!PATH.matcher(route.path()).matches()) {
            findings.error(
                    "%s must have a path such as /orders/new, of letters, digits and . _ ~ - between slashes, was \"%s\"; correct it"
                            .formatted(route.title(), route.path()));
        } else if (route.tokens().isPresent() && route.key().length() > MAX_KEY) {
            findings.error("%s has %d characters with its method, and API Gateway allows %d with .jwt; shorten the path"
                    .formatted(route.title(), route.key().length(), MAX_KEY));
        }
    }

    private void throttling() {
        atLeastOne("per second", route.throttling().requestsPerSecond());
        atLeastOne("in a burst", route.throttling().burst());
    }

    /** The upper limits are quotas of an account: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html. */
    private void atLeastOne(String unit, int requests) {
        if (requests < 1) {
            findings.error("%s must allow at least 1 request %s, was %d; correct .throttling"
                    .formatted(route.title(), unit, requests));
        }
    }

    private void tokens(Jwt tokens) {
        if (!isHttps(tokens.issuer())) {
            findings.error(
                    "%s must have a JWT issuer that is an https URL, such as https://login.example.com, was \"%s\"; correct it"
                            .formatted(route.title(), tokens.issuer()));
        }
        var audiences = tokens.audiences();
        if (audiences.isEmpty()) {
            findings.error(
                    "%s must have a JWT audience, or tokens for any other client of the issuer would be accepted; add one to .jwt"
                            .formatted(route.title()));
        } else if (audiences.stream().anyMatch(String::isBlank)) {
            findings.error("%s has a JWT audience that is empty; correct it".formatted(route.title()));
        } else if (new HashSet<>(audiences).size() < audiences.size()) {
            findings.error("%s has a JWT audience twice; remove one".formatted(route.title()));
        } else if (audiences.size() > MAX_AUDIENCES) {
            findings.error("%s has %d JWT audiences, and API Gateway allows %d; remove some"
                    .formatted(route.title(), audiences.size(), MAX_AUDIENCES));
        }
    }

    private static boolean isHttps(String text) {
        return uri(text)
                .filter(uri -> "https".equals(uri.getScheme()) && uri.getHost() != null)
                .filter(uri -> uri.getQuery() == null && uri.getFragment() == null && uri.getUserInfo() == null)
                .isPresent();
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
