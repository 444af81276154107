package stepfunction.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.Fixture;
import stepfunction.asl.Findings;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Schedule;
import stepfunction.plan.Target;

/** Routes that are rejected before anything is registered. */
class RouteCheckTest {

    private static final String ISSUER = "https://login.example.com/tenant";
    private static final Plan PLAN = Fixture.planOf("{}", Fixture.stackConfig());

    private static List<String> violations(Plan plan) {
        var findings = new Findings();
        findings.addAll(PlanCheck.check(plan, Instant.parse("2026-11-26T08:00:00Z")));
        return findings.errors();
    }

    private static List<String> violations(HttpRoute route) {
        return violations(PLAN.startOn(route));
    }

    @Test
    void routes_of_all_kinds_are_accepted() {
        assertThat(violations(PLAN.startOn(HttpRoute.get("/"))
                        .startOn(HttpRoute.post("/orders").throttling(1, 1))
                        .startOn(HttpRoute.put("/orders").throttling(20_000, 10_000))
                        .startOn(HttpRoute.patch("/v1.2/new_orders/A-Z~0").jwt(ISSUER, "shop", "till"))
                        .startOn(HttpRoute.delete("/orders").unauthenticated())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "", "/orders/", "//", "/orders new", "/orders?paid", "/größe", "/a*", "/a%20b"})
    void path_that_api_gateway_refuses_or_misunderstands_is_refused(String path) {
        assertThat(violations(HttpRoute.post(path)))
                .containsExactly("plan: the route POST " + path
                        + " must have a path such as /orders/new, of letters, digits and . _ ~ - between slashes, was \""
                        + path + "\"; correct it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/{id}", "/orders/{proxy+}", "/{"})
    void variable_in_a_path_is_refused(String path) {
        assertThat(violations(HttpRoute.post(path)))
                .containsExactly("plan: the route POST " + path
                        + " has a variable in its path, whose value cannot reach the input,"
                        + " as a quote in it would alter the JSON; pass it in the body");
    }

    @Test
    void path_that_is_too_long_is_refused() {
        var longest = "/" + "x".repeat(122);

        assertThat(violations(HttpRoute.post(longest + "y"))).isEmpty();
        assertThat(violations(HttpRoute.post(longest).jwt("https://login.example.com", "shop")))
                .isEmpty();
        assertThat(violations(HttpRoute.post(longest + "y").jwt("https://login.example.com", "shop")))
                .containsExactly("plan: the route POST " + longest + "y has 129 characters with its method,"
                        + " and API Gateway allows 128 with .jwt; shorten the path");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0      | 20   | must allow at least 1 request per second, was 0; correct .throttling
            10     | 0    | must allow at least 1 request in a burst, was 0; correct .throttling
            """)
    void throttling_out_of_range_is_refused(int requestsPerSecond, int burst, String message) {
        assertThat(violations(HttpRoute.post("/orders").throttling(requestsPerSecond, burst)))
                .containsExactly("plan: the route POST /orders " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com",
                "login.example.com",
                "https://",
                "https://login.example.com?tenant=1",
                "https://login.example.com#tenant",
                "https://me@login.example.com",
                "https://login example.com",
                ""
            })
    void issuer_that_is_no_https_url_is_refused(String issuer) {
        assertThat(violations(HttpRoute.post("/orders").jwt(issuer, "shop")))
                .containsExactly("plan: the route POST /orders must have a JWT issuer that is an https URL,"
                        + " such as https://login.example.com, was \"" + issuer + "\"; correct it");
    }

    @Test
    void token_without_an_audience_is_refused() {
        assertThat(violations(HttpRoute.post("/orders").jwt(ISSUER)))
                .containsExactly("plan: the route POST /orders must have a JWT audience,"
                        + " or tokens for any other client of the issuer would be accepted; add one to .jwt");
        assertThat(violations(HttpRoute.post("/orders").jwt(ISSUER, "shop", " ")))
                .containsExactly("plan: the route POST /orders has a JWT audience that is empty; correct it");
        assertThat(violations(HttpRoute.post("/orders").jwt(ISSUER, "shop", "shop")))
                .containsExactly("plan: the route POST /orders has a JWT audience twice; remove one");
        var audiences = IntStream.range(0, 51).mapToObj("client%d"::formatted).toArray(String[]::new);
        assertThat(violations(HttpRoute.post("/orders").jwt(ISSUER, audiences)))
                .containsExactly("plan: the route POST /orders has 51 JWT audiences,"
                        + " and API Gateway allows 50; remove some");
    }

    @Test
    void authorizers_that_are_too_many_are_refused() {
        var plan = PLAN.startOn(HttpRoute.post("/again").jwt(ISSUER, "client0"));
        for (var client = 0; client < 10; client++) {
            plan = plan.startOn(HttpRoute.post("/client" + client).jwt(ISSUER, "client" + client));
        }

        assertThat(violations(plan)).isEmpty();
        assertThat(violations(plan.startOn(HttpRoute.post("/client10").jwt(ISSUER, "client10"))))
                .containsExactly("plan: the routes accept JWTs of 11 different issuers or audiences,"
                        + " and API Gateway allows 10 for an API; let routes share them");
    }

    @Test
    void route_that_is_listed_twice_is_refused() {
        assertThat(violations(PLAN.startOn(HttpRoute.post("/orders"))
                        .startOn(HttpRoute.post("/orders").unauthenticated())))
                .containsExactly("plan: the route POST /orders is listed twice; remove one");
        assertThat(violations(PLAN.startOn(HttpRoute.post("/orders")).startOn(HttpRoute.put("/orders"))))
                .isEmpty();
    }

    @Test
    void name_of_a_role_that_is_too_long_is_refused() {
        var config = Fixture.stackConfig(Map.of("stepFunctionName", "s".repeat(53)));

        assertThat(violations(Fixture.planOf("{}", config).startOn(HttpRoute.post("/orders"))))
                .containsExactly("plan: the role of triggers would be called " + "s".repeat(53)
                        + "-routes-role, which has 65 characters and may have 64; shorten stepFunctionName");
    }

    @Test
    void all_mistakes_are_reported_at_once() {
        var inbox = Target.existing("inbox", "arn:aws:sqs:eu-central-1:123456789012:inbox");
        var plan = PLAN.target(inbox)
                .startOn(HttpRoute.post("orders").throttling(0, 0).jwt("login"))
                .startOn(QueueMessages.of(inbox).batchSize(0))
                .startOn(Schedule.cron("nightly", "0 3"));

        assertThat(violations(plan)).hasSize(7);
    }
}
