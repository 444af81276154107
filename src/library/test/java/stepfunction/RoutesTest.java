package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static stepfunction.Fixture.MACHINE_ARN;

import com.google.gson.JsonParser;
import com.pulumi.aws.apigatewayv2.inputs.ApiCorsConfigurationArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.sfn.inputs.StateMachineEncryptionConfigurationArgs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.config.StackConfig;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Plan;
import stepfunction.plan.Source;
import stepfunction.plan.Target;

/** The resources declared for a plan's routes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {

    private static final String REFUND =
            "{\"StartAt\": \"Rest\", \"TimeoutSeconds\": 60, \"States\": {\"Rest\": {\"Type\": \"Succeed\"}}}";
    private static final String API = "a1b2c3";
    private static final String ISSUER = "https://login.example.com/tenant";
    private static final Target<BucketV2> SITE = Target.of("site", () -> new BucketV2("site"), BucketV2::arn)
            .with("Domain", BucketV2::bucketRegionalDomainName);

    private DeclaredStack update;
    private DeclaredStack preview;
    private DeclaredStack pinned;
    private DeclaredStack express;

    @BeforeAll
    void declare() {
        update = Fixture.declare(Map.of(), false, RoutesTest::plan);
        preview = Fixture.declare(Map.of("pinFunctionVersions", "true"), true, RoutesTest::plan);
        pinned = Fixture.declare(Map.of("pinFunctionVersions", "true"), false, RoutesTest::plan);
        express = Fixture.declare(Map.of("stepFunctionType", "EXPRESS"), false, RoutesTest::plan);
    }

    private static Plan plan(StackConfig config) {
        var cors = ApiCorsConfigurationArgs.builder()
                .allowOrigins("https://shop.example.com")
                .allowMethods("POST")
                .build();
        return Fixture.plan(config)
                .target(SITE)
                .startOn(HttpRoute.post("/orders").customizeApi(args -> args.corsConfiguration(cors)))
                .startOn(HttpRoute.put("/orders/paid").jwt(ISSUER, "shop", "till"))
                .startOn(HttpRoute.patch("/orders").jwt(ISSUER, "shop", "till"))
                .startOn(HttpRoute.delete("/orders").jwt(ISSUER, "shop"))
                .startOn(HttpRoute.get("/")
                        .unauthenticated()
                        .throttling(3, 5)
                        .customizeApi((args, context) ->
                                args.description(context.resource(SITE).bucket())));
    }

    private static String policy(DeclaredStack stack, String name, String input) {
        return JsonParser.parseString(stack.resource(name).input(input)).toString();
    }

    private static String json(String text) {
        return JsonParser.parseString(text).toString();
    }

    @Test
    void urns_stay_as_they_are() throws Exception {
        assertThat(update.urns())
                .filteredOn(urn -> urn.contains("HttpRoutes"))
                .containsExactlyElementsOf(Files.readAllLines(Path.of("test/resources/stepfunction/route-urns.txt")));
    }

    @Test
    void plan_without_routes_declares_none() {
        assertThat(Fixture.declare(Map.of(), false).urns()).noneMatch(urn -> urn.contains("HttpRoutes"));
    }

    @Test
    void routes_may_start_the_one_state_machine_and_nothing_else() {
        assertThat(policy(update, "workflow-routes-policy", "policy")).isEqualTo(json("""
                        {"Version": "2012-10-17", "Statement":
                          {"Sid": "StartWorkflow", "Effect": "Allow", "Action": "states:StartExecution", "Resource": "%s"}
                        }""".formatted(MACHINE_ARN)));
        assertThat(update.resource("workflow-routes-policy").properties())
                .contains(entry("name", "greeting-routes-policy"), entry("role", "greeting-routes-role"));
    }

    @Test
    void role_of_routes_trusts_api_gateway_without_a_condition_that_it_could_not_meet() {
        assertThat(policy(update, "workflow-routes-role", "assumeRolePolicy")).isEqualTo(json("""
                        {"Version": "2012-10-17", "Statement":
                          {"Sid": "TrustApiGateway", "Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"},
                           "Action": "sts:AssumeRole"}}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            workflow-routes-api | name | greeting
            workflow-routes-api | protocolType | HTTP
            workflow-routes-api | corsConfiguration.allowOrigins | [https://shop.example.com]
            workflow-routes-api | description | site-0a1b2c3
            workflow-routes-post/orders-integration | integrationType | AWS_PROXY
            workflow-routes-post/orders-integration | integrationSubtype | StepFunctions-StartExecution
            workflow-routes-post/orders-integration | payloadFormatVersion | 1.0
            workflow-routes-post/orders-integration | credentialsArn | arn:aws:iam::123456789012:role/greeting-routes-role
            workflow-routes-post/orders-integration | requestParameters.Input | $request.body
            workflow-routes-post/orders-integration | requestParameters.StateMachineArn | arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
            workflow-routes-put/orders/paid-integration | requestParameters.Input | $request.body
            workflow-routes-patch/orders-integration | requestParameters.Input | $request.body
            workflow-routes-delete/orders-integration | requestParameters.Input | {}
            workflow-routes-get/-integration | requestParameters.Input | {}
            workflow-routes-post/orders-route | routeKey | POST /orders
            workflow-routes-post/orders-route | authorizationType | AWS_IAM
            workflow-routes-post/orders-route | authorizerId | unset
            workflow-routes-put/orders/paid-route | routeKey | PUT /orders/paid
            workflow-routes-put/orders/paid-route | authorizationType | JWT
            workflow-routes-get/-route | authorizationType | NONE
            workflow-routes-put/orders/paid-authorizer | authorizerType | JWT
            workflow-routes-put/orders/paid-authorizer | name | put-orders-paid
            workflow-routes-put/orders/paid-authorizer | identitySources | [$request.header.Authorization]
            workflow-routes-put/orders/paid-authorizer | jwtConfiguration.issuer | https://login.example.com/tenant
            workflow-routes-put/orders/paid-authorizer | jwtConfiguration.audiences | [shop, till]
            workflow-routes-delete/orders-authorizer | jwtConfiguration.audiences | [shop]
            workflow-routes-stage | name | $default
            workflow-routes-stage | autoDeploy | true
            workflow-routes-stage | accessLogSettings.destinationArn | arn:aws:logs:eu-central-1:123456789012:log-group:/aws/vendedlogs/apigateway/greeting
            workflow-routes-log-group | name | /aws/vendedlogs/apigateway/greeting
            workflow-routes-log-group | retentionInDays | 90.0
            workflow-routes-alarm-5xx | namespace | AWS/ApiGateway
            workflow-routes-alarm-5xx | name | greeting-routes-5xx
            """)
    void input_has_its_value(String resource, String input, String expected) {
        Object value = update.resource(resource).properties();
        for (var key : input.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map && map.containsKey(key) ? map.get(key) : "unset";
        }

        assertThat(value).hasToString(expected);
    }

    @Test
    void parts_belong_to_the_one_api() {
        assertThat(update.resources())
                .filteredOn(resource -> resource.type().startsWith("aws:apigatewayv2/")
                        && !resource.type().endsWith(":Api"))
                .hasSize(13)
                .extracting(resource -> resource.input("apiId"))
                .containsOnly(API);
        assertThat(update.resource("workflow-routes-alarm-5xx").properties())
                .containsEntry("dimensions", Map.of("ApiId", API));
    }

    @Test
    void each_route_leads_to_its_integration() {
        assertThat(update.resource("workflow-routes-put/orders/paid-route").input("target"))
                .isEqualTo("integrations/workflow-routes-put/orders/paid-integration-0a1b2c3");
        assertThat(update.resource("workflow-routes-post/orders-route").input("target"))
                .isEqualTo("integrations/workflow-routes-post/orders-integration-0a1b2c3");
    }

    @Test
    void authorizers_of_routes_that_differ_by_a_hyphen_have_different_names() {
        var stack = Fixture.declare(
                Map.of(),
                false,
                config -> Fixture.plan(config)
                        .startOn(HttpRoute.post("/a-b").jwt(ISSUER, "shop"))
                        .startOn(HttpRoute.post("/a/b").jwt(ISSUER, "till")));

        assertThat(stack.resource("workflow-routes-post/a-b-authorizer").input("name"))
                .isEqualTo("post-a-b");
        assertThat(stack.resource("workflow-routes-post/a/b-authorizer").input("name"))
                .isEqualTo("post-a-b-2");
    }

    @Test
    void routes_that_accept_the_same_tokens_share_an_authorizer() {
        assertThat(update.all("aws:apigatewayv2/authorizer:Authorizer")).hasSize(2);
        assertThat(List.of("workflow-routes-put/orders/paid-route", "workflow-routes-patch/orders-route"))
                .allSatisfy(route ->
                        assertThat(update.resource(route).input("authorizerId")).isEqualTo("put-orders-paid"));
        assertThat(update.resource("workflow-routes-delete/orders-route").input("authorizerId"))
                .isEqualTo("delete-orders");
    }

    @Test
    void each_route_is_throttled() {
        assertThat(update.resource("workflow-routes-stage").properties().get("routeSettings"))
                .asInstanceOf(LIST)
                .hasSize(5)
                .contains(
                        Map.of("routeKey", "POST /orders", "throttlingRateLimit", 10.0, "throttlingBurstLimit", 20.0),
                        Map.of("routeKey", "GET /", "throttlingRateLimit", 3.0, "throttlingBurstLimit", 5.0));
    }

    @Test
    void access_log_is_json() {
        var format = update.resource("workflow-routes-stage").properties().get("accessLogSettings");

        assertThat(format).isInstanceOf(Map.class);
        var text = String.valueOf(((Map<?, ?>) format).get("format"));
        assertThat(JsonParser.parseString(text)
                        .getAsJsonObject()
                        .get("integrationError")
                        .getAsString())
                .isEqualTo("$context.integrationErrorMessage");
        assertThat(text).doesNotContain("\n");
    }

    @Test
    void express_workflow_answers_the_request() {
        assertThat(express.resource("workflow-routes-post/orders-integration").input("integrationSubtype"))
                .isEqualTo("StepFunctions-StartSyncExecution");
        assertThat(policy(express, "workflow-routes-policy", "policy"))
                .contains("\"Action\":\"states:StartSyncExecution\"")
                .doesNotContain("states:StartExecution");
    }

    @Test
    void routes_of_an_encrypted_express_workflow_may_decrypt_its_definition() {
        var encryption = StateMachineEncryptionConfigurationArgs.builder()
                .type("CUSTOMER_MANAGED_KMS_KEY")
                .kmsKeyId("arn:aws:kms:eu-central-1:123456789012:key/k")
                .build();

        var stack = Fixture.declare(
                Map.of("stepFunctionType", "EXPRESS"),
                false,
                config -> plan(config).customize(args -> args.encryptionConfiguration(encryption)));

        assertThat(policy(stack, "workflow-routes-policy", "policy"))
                .contains(
                        "\"Sid\":\"DecryptDefinition\"",
                        "\"Resource\":\"arn:aws:kms:eu-central-1:123456789012:key/k\"");
        assertThat(policy(express, "workflow-routes-policy", "policy")).doesNotContain("kms");
    }

    @Test
    void target_that_only_a_customization_uses_is_not_called_unused() {
        assertThat(update.warnings()).isEmpty();
    }

    @Test
    void target_that_only_a_customization_of_a_further_workflow_uses_is_not_called_unused() {
        var route = HttpRoute.post("/refunds")
                .customizeApi((args, context) ->
                        args.description(context.resource(SITE).bucket()));

        var stack = Fixture.declare(
                Map.of(),
                false,
                config -> Fixture.plan(config)
                        .target(SITE)
                        .workflow(
                                "refund", new Source("refund.asl.json", REFUND), workflow -> workflow.startOn(route)));

        assertThat(stack.warnings()).isEmpty();
    }

    @Test
    void pinned_routes_start_the_version_that_was_deployed_last() {
        assertThat(pinned.resource("workflow-routes-post/orders-integration")
                        .properties()
                        .get("requestParameters"))
                .asString()
                .contains("StateMachineArn=" + MACHINE_ARN + ":1");
    }

    /** Whoever approves a deployment reads there who may start what. */
    @Test
    void preview_of_a_new_version_knows_all_permissions() {
        assertThat(policy(preview, "workflow-routes-policy", "policy"))
                .isEqualTo(policy(update, "workflow-routes-policy", "policy"));
        assertThat(policy(preview, "workflow-routes-role", "assumeRolePolicy"))
                .isEqualTo(policy(update, "workflow-routes-role", "assumeRolePolicy"));
    }

    @Test
    void integration_waits_for_the_permission_and_stage_for_the_routes() {
        assertThat(update.resource("workflow-routes-post/orders-integration").dependsOn())
                .containsExactly("workflow-routes-policy");
        assertThat(update.resource("workflow-routes-stage").dependsOn())
                .containsExactlyInAnyOrder(
                        "workflow-routes-post/orders-route",
                        "workflow-routes-put/orders/paid-route",
                        "workflow-routes-patch/orders-route",
                        "workflow-routes-delete/orders-route",
                        "workflow-routes-get/-route");
    }

    @Test
    void url_is_an_output() {
        assertThat(update.exports())
                .containsEntry("httpApiUrl", "https://a1b2c3.execute-api.eu-central-1.amazonaws.com");
        assertThat(Fixture.declare(Map.of(), false).exports()).doesNotContainKey("httpApiUrl");
    }

    @Test
    void each_workflow_has_an_api_of_its_own() {
        var machine =
                new Source("refund.asl.json", "{\"StartAt\": \"End\", \"States\": {\"End\": {\"Type\": \"Succeed\"}}}");

        var stack = Fixture.declare(
                Map.of(),
                false,
                config -> plan(config)
                        .workflow(
                                "refund",
                                machine,
                                workflow -> workflow.express().startOn(HttpRoute.post("/orders"))));

        assertThat(stack.resource("refund-routes-api").input("name")).isEqualTo("greeting-refund");
        assertThat(stack.resource("refund-routes-log-group").input("name"))
                .isEqualTo("/aws/vendedlogs/apigateway/greeting-refund");
        assertThat(stack.resource("refund-routes-post/orders-integration").properties())
                .contains(
                        entry("integrationSubtype", "StepFunctions-StartSyncExecution"),
                        entry(
                                "requestParameters",
                                Map.of("Input", "$request.body", "StateMachineArn", MACHINE_ARN + "-refund")));
        assertThat(stack.resource("workflow-routes-post/orders-integration").input("integrationSubtype"))
                .isEqualTo("StepFunctions-StartExecution");
        assertThat(stack.exports()).containsKeys("httpApiUrl", "refundHttpApiUrl");
    }

    @Test
    void access_log_is_protected_with_the_data() {
        var isProtected = Fixture.declare(Map.of("protectData", "true"), false, RoutesTest::plan);
        var isNot = Fixture.declare(Map.of("protectData", "false"), false, RoutesTest::plan);

        assertThat(isProtected.resource("workflow-routes-log-group").isProtected())
                .isTrue();
        assertThat(isNot.resource("workflow-routes-log-group").isProtected()).isFalse();
    }

    @Test
    void without_a_topic_there_is_no_alarm() {
        var stack = Fixture.declare(Map.of("alarmTopicArn", ""), false, RoutesTest::plan);

        assertThat(stack.resources()).extracting(DeclaredResource::name).noneMatch(name -> name.contains("-alarm-"));
    }

    @Test
    void customization_must_keep_what_the_library_relies_on() {
        var route = HttpRoute.post("/orders")
                .customizeApi(args ->
                        args.name("other").protocolType("WEBSOCKET").body("{}").target("https://example.com"));

        assertThatThrownBy(() -> Fixture.declare(
                        Map.of(), false, config -> Fixture.plan(config).startOn(route)))
                .hasMessage("""
                        nothing was registered, because:
                        - plan: customizeApi of the routes of the state machine must not change the name; set stepFunctionName in the config
                        - plan: customizeApi of the routes of the state machine must not change the protocol, which is HTTP; remove it
                        - plan: customizeApi of the routes of the state machine must not set a body, which would replace the routes; remove it
                        - plan: customizeApi of the routes of the state machine must not set a target, whose route would be open to everyone; remove it""");
    }
}
