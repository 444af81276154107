package stepfunction.aws;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.pulumi.aws.apigatewayv2.Api;
import com.pulumi.aws.apigatewayv2.Authorizer;
import com.pulumi.aws.apigatewayv2.AuthorizerArgs;
import com.pulumi.aws.apigatewayv2.Integration;
import com.pulumi.aws.apigatewayv2.IntegrationArgs;
import com.pulumi.aws.apigatewayv2.Route;
import com.pulumi.aws.apigatewayv2.RouteArgs;
import com.pulumi.aws.apigatewayv2.Stage;
import com.pulumi.aws.apigatewayv2.StageArgs;
import com.pulumi.aws.apigatewayv2.inputs.AuthorizerJwtConfigurationArgs;
import com.pulumi.aws.apigatewayv2.inputs.StageAccessLogSettingsArgs;
import com.pulumi.aws.apigatewayv2.inputs.StageRouteSettingArgs;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stepfunction.aws.ExecutionRole.InlinePolicy;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.HttpRoute.Jwt;
import stepfunction.plan.Roles;

/** The HTTP API whose routes start a state machine, the role that it starts it as, its access log, and its alarms. */
public final class HttpRoutes extends ComponentResource {

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    /** The stage that has no part in the URL, and is deployed with each change. */
    private static final String DEFAULT_STAGE = "$default";

    private final HttpRoutesArgs args;
    private final String name;
    private final CustomResourceOptions child;
    private final Api api;
    private final LogGroup logGroup;
    private final Stage stage;
    private final List<MetricAlarm> alarms;

    public HttpRoutes(String name, HttpRoutesArgs args, ComponentResourceOptions options) {
        super("stepfunction:index:HttpRoutes", name, options);
        this.args = args;
        this.name = name;
        this.child = CustomResourceOptions.builder().parent(this).build();
        var settings = args.settings();
        var stateMachineName = args.workflow().stateMachineName();
        var customized = args.api().api();
        this.api = new Api(name + "-api", customized.args(), customized.options(child));
        var role = role(stateMachineName);
        var authorizers = authorizers();
        var routes = args.routes().stream()
                .map(route -> route(route, integration(route, role), authorizers))
                .toList();
        // Under this prefix, the resource policy of CloudWatch Logs cannot grow over its limit.
        var planned = Logs.planned("/aws/vendedlogs/apigateway/" + stateMachineName, settings);
        this.logGroup = Logs.declare(name, planned, settings, this);
        this.stage = stage(routes);
        var dimensions = api.id().applyValue(id -> Map.of("ApiId", id));
        this.alarms = Alarms.declare(
                name,
                // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
                new Alarms.Args("AWS/ApiGateway", List.of("5xx"), stateMachineName + "-routes", dimensions, settings),
                child);
        registerOutputs(Map.of("url", url()));
    }

    private ExecutionRole role(String stateMachineName) {
        var trust = Output.of(IamDocuments.document(IamDocuments.trustApiGateway()));
        var start = Starting.of(args.workflow()).applyValue(IamDocuments::document);
        var policy = new InlinePolicy("-policy", stateMachineName + "-routes-policy", start);
        return ExecutionRole.declare(
                name,
                new ExecutionRole.Args(
                        ExecutionRole.planned(Roles.ofRoutes(stateMachineName), args.settings()),
                        child,
                        trust,
                        List.of(policy)),
                child);
    }

    /** One for each issuer with its audiences, named after the first route that has it. */
    private Map<Jwt, Authorizer> authorizers() {
        var authorizers = new LinkedHashMap<Jwt, Authorizer>();
        var names = new HashSet<String>();
        for (var route : args.routes()) {
            route.tokens()
                    .ifPresent(tokens -> authorizers.computeIfAbsent(
                            tokens, first -> authorizer(route, uniqueName(route, names), first)));
        }
        return authorizers;
    }

    /** Numbered if another route's differs only by / in place of -. */
    private static String uniqueName(HttpRoute route, Set<String> names) {
        var first = route.name().replace('/', '-');
        var name = first;
        for (var number = 2; !names.add(name); number++) {
            name = "%s-%d".formatted(first, number);
        }
        return name;
    }

    private Authorizer authorizer(HttpRoute route, String name, Jwt tokens) {
        return new Authorizer(
                logicalName(route, "authorizer"),
                AuthorizerArgs.builder()
                        .apiId(api.id())
                        .name(name)
                        .authorizerType("JWT")
                        .identitySources("$request.header.Authorization")
                        .jwtConfiguration(AuthorizerJwtConfigurationArgs.builder()
                                .issuer(tokens.issuer())
                                .audiences(tokens.audiences())
                                .build())
                        .build(),
                child);
    }

    /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html */
    private Integration integration(HttpRoute route, ExecutionRole role) {
        var input = route.method().hasBody() ? "$request.body" : "{}";
        var parameters =
                args.workflow().startedArn().applyValue(machine -> Map.of("StateMachineArn", machine, "Input", input));
        return new Integration(
                logicalName(route, "integration"),
                IntegrationArgs.builder()
                        .apiId(api.id())
                        .integrationType("AWS_PROXY")
                        .integrationSubtype(
                                args.workflow().isExpress()
                                        ? "StepFunctions-StartSyncExecution"
                                        : "StepFunctions-StartExecution")
                        .credentialsArn(role.arn())
                        .payloadFormatVersion("1.0")
                        .requestParameters(parameters)
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(role.policies())
                        .build());
    }

    private Resource route(HttpRoute route, Integration integration, Map<Jwt, Authorizer> authorizers) {
        return new Route(
                logicalName(route, "route"),
                RouteArgs.builder()
                        .apiId(api.id())
                        .routeKey(route.key())
                        .target(integration.id().applyValue("integrations/%s"::formatted))
                        .authorizationType(authorizationType(route))
                        .authorizerId(authorizerId(route, authorizers))
                        .build(),
                child);
    }

    private static String authorizationType(HttpRoute route) {
        if (route.isOpen()) {
            return "NONE";
        }
        return route.tokens().isPresent() ? "JWT" : "AWS_IAM";
    }

    private static @Nullable Output<String> authorizerId(HttpRoute route, Map<Jwt, Authorizer> authorizers) {
        return route.tokens()
                .map(tokens -> Objects.requireNonNull(authorizers.get(tokens)).id())
                .orElse(null);
    }

    /** @param routes that API Gateway must know before it takes settings for them */
    private Stage stage(List<Resource> routes) {
        return new Stage(
                name + "-stage",
                StageArgs.builder()
                        .apiId(api.id())
                        .name(DEFAULT_STAGE)
                        .autoDeploy(true)
                        .routeSettings(
                                args.routes().stream().map(HttpRoutes::settings).toList())
                        .accessLogSettings(StageAccessLogSettingsArgs.builder()
                                .destinationArn(logGroup.arn())
                                .format(logFormat())
                                .build())
                        .tags(args.settings().tags())
                        .build(),
                CustomResourceOptions.builder().parent(this).dependsOn(routes).build());
    }

    private static StageRouteSettingArgs settings(HttpRoute route) {
        return StageRouteSettingArgs.builder()
                .routeKey(route.key())
                .throttlingRateLimit((double) route.throttling().requestsPerSecond())
                .throttlingBurstLimit(route.throttling().burst())
                .build();
    }

    /** A line of JSON, without headers and bodies: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html. */
    private static String logFormat() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("requestId", "$context.requestId");
        fields.put("time", "$context.requestTime");
        fields.put("route", "$context.routeKey");
        fields.put("status", "$context.status");
        fields.put("sourceIp", "$context.identity.sourceIp");
        fields.put("caller", "$context.identity.userArn");
        fields.put("error", "$context.error.message");
        fields.put("authorizerError", "$context.authorizer.error");
        fields.put("integrationStatus", "$context.integration.status");
        fields.put("integrationError", "$context.integrationErrorMessage");
        fields.put("latencyMs", "$context.responseLatency");
        return JSON.toJson(fields);
    }

    private String logicalName(HttpRoute route, String kind) {
        return "%s-%s-%s".formatted(name, route.name(), kind);
    }

    /** The URL that the paths of the routes follow. */
    public Output<String> url() {
        return api.apiEndpoint();
    }

    public Api api() {
        return api;
    }

    public Stage stage() {
        return stage;
    }

    public LogGroup logGroup() {
        return logGroup;
    }

    /** Empty without a topic to notify. */
    public List<MetricAlarm> alarms() {
        return alarms;
    }
}
