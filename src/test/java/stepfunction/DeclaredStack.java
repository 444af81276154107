package stepfunction;

import com.pulumi.asset.AssetOrArchive;
import com.pulumi.asset.AssetOrArchive.AssetOrArchiveInternal;
import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What the program declares when it runs against the SDK's mocks, which stand in for AWS.
 *
 * @param resources in the order of their declaration, the stack itself first
 * @param exports the stack's outputs; those still unknown are left out
 */
public record DeclaredStack(List<DeclaredResource> resources, Map<String, Object> exports) {

    /** The account that the mocked AWS answers for. */
    public static final String ACCOUNT = "123456789012";

    static {
        try {
            App.giveCommonPoolTwoWorkers();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the project's own program, as {@link #declare(ProjectFiles, String, Map, boolean, Function)} does. */
    public static DeclaredStack declare(
            ProjectFiles project, String stackName, Map<String, String> config, boolean preview) {
        return declare(project, stackName, config, preview, App::plan);
    }

    /**
     * Runs a program as {@code pulumi up} does, or as {@code pulumi preview} of a stack that does not exist yet, when
     * outputs that AWS computes are unknown.
     *
     * @param config from {@code namespace:key} to value
     * @param planner what the workflow consists of
     * @throws com.pulumi.exceptions.RunException as {@link Preflight#check} does
     */
    static DeclaredStack declare(
            ProjectFiles project,
            String stackName,
            Map<String, String> config,
            boolean preview,
            Function<StackSettings, Plan> planner) {
        var reader = reader(project.projectName(), stackName, config, Set.of());
        var checked = Preflight.check(reader, planner, Path.of("target/classes"), project.projectDir());
        var aws = new MockedAws(checked.settings().region(), project.projectDir(), preview);
        var declarations = new ArrayList<ResourceTransformation.Args>();
        ResourceTransformation record = args -> {
            declarations.add(args);
            return Optional.empty();
        };
        try {
            var result = PulumiTest.withMocks(aws)
                    .withOptions(TestOptions.builder()
                            .projectName(project.projectName())
                            .stackName(stackName)
                            .preview(preview)
                            .resourceTransformations(List.of(record))
                            .build())
                    .runTest(ctx -> App.stack(ctx, checked))
                    .throwOnError();
            var resources = declarations.stream()
                    .map(declaration -> declared(declaration, aws.states))
                    .toList();
            var exports = new LinkedHashMap<String, Object>();
            result.outputs().forEach((name, output) -> value(output).ifPresent(value -> exports.put(name, value)));
            return new DeclaredStack(resources, exports);
        } finally {
            PulumiTest.cleanup();
        }
    }

    /** A reader of this config, as the language host hands it to the program. */
    static SettingsReader reader(String project, String stack, Map<String, String> config, Set<String> secretKeys) {
        return new SettingsReader(
                project, stack, key -> Optional.ofNullable(config.get(key)), config.keySet(), secretKeys);
    }

    private static DeclaredResource declared(
            ResourceTransformation.Args declaration, Map<String, Map<String, Object>> states) {
        var resource = declaration.resource();
        var options = declaration.options();
        return new DeclaredResource(
                resource.pulumiResourceType(),
                resource.pulumiResourceName(),
                // The engine, unlike the mocks, leaves the stack's own type out of its children's URNs.
                value(resource.urn()).orElseThrow().replace("pulumi:pulumi:Stack$", ""),
                options.getParent().map(Resource::pulumiResourceName).or(() -> stackNameFor(resource)),
                value(options.getDependsOn()).orElse(List.of()).stream()
                        .map(Resource::pulumiResourceName)
                        .collect(Collectors.toUnmodifiableSet()),
                options.isProtect(),
                states.getOrDefault(resource.pulumiResourceName(), Map.of()));
    }

    /** The engine makes the stack the parent of what has none. */
    private static Optional<String> stackNameFor(Resource resource) {
        var deployment = Deployment.getInstance();
        return resource.pulumiResourceType().equals("pulumi:pulumi:Stack")
                ? Optional.empty()
                : Optional.of(deployment.getProjectName() + "-" + deployment.getStackName());
    }

    private static <T> Optional<T> value(Output<T> output) {
        return Optional.ofNullable(PulumiTest.extractValue(output));
    }

    /** The resources of this type, such as {@code aws:iam/role:Role}. */
    public List<DeclaredResource> all(String type) {
        return resources.stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /**
     * The resource of this logical name.
     *
     * @throws AssertionError when it is not declared exactly once
     */
    public DeclaredResource resource(String name) {
        var found = resources.stream()
                .filter(resource -> resource.name().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("%s must be declared once, was declared %d times among %s"
                    .formatted(
                            name,
                            found.size(),
                            resources.stream().map(DeclaredResource::name).toList()));
        }
        return found.get(0);
    }

    /** The same stack with one input of one resource changed: a mistake, for a test to see it caught. */
    public DeclaredStack with(String name, String input, UnaryOperator<String> change) {
        var target = resource(name);
        var changed = target.with(input, change.apply(target.input(input)));
        return new DeclaredStack(
                resources.stream()
                        .map(resource -> resource.equals(target) ? changed : resource)
                        .toList(),
                exports);
    }

    /** The ARN that AWS gives to a resource; empty for a type that has none. */
    static Optional<String> arn(String type, String region, String name) {
        return switch (type) {
            case "aws:iam/role:Role" -> Optional.of("arn:aws:iam::%s:role/%s".formatted(ACCOUNT, name));
            case "aws:cloudwatch/metricAlarm:MetricAlarm" ->
                Optional.of("arn:aws:cloudwatch:%s:%s:alarm:%s".formatted(region, ACCOUNT, name));
            case "aws:cloudwatch/logGroup:LogGroup" ->
                Optional.of("arn:aws:logs:%s:%s:log-group:%s".formatted(region, ACCOUNT, name));
            case "aws:lambda/function:Function" ->
                Optional.of("arn:aws:lambda:%s:%s:function:%s".formatted(region, ACCOUNT, name));
            case "aws:sfn/stateMachine:StateMachine" ->
                Optional.of("arn:aws:states:%s:%s:stateMachine:%s".formatted(region, ACCOUNT, name));
            case "aws:sns/topic:Topic" -> Optional.of("arn:aws:sns:%s:%s:%s".formatted(region, ACCOUNT, name));
            default -> Optional.empty();
        };
    }

    /** What AWS computes of a resource: its ARN, and where it is published those of its first version. */
    public static Map<String, String> computed(String type, String region, Map<String, ?> inputs) {
        var computed = new HashMap<String, String>();
        arn(type, region, String.valueOf(inputs.get("name"))).ifPresent(arn -> {
            computed.put("arn", arn);
            if (Boolean.TRUE.equals(inputs.get("publish"))) {
                computed.putAll(
                        Map.of("version", "1", "qualifiedArn", arn + ":1", "stateMachineVersionArn", arn + ":1"));
            }
        });
        return computed;
    }

    /** What the providers answer to the program's invokes: the archive, and where and as whom it runs. */
    public static Map<String, Object> invoke(
            String token, Map<String, ?> args, String region, ArchiveProvider archive) {
        return switch (token) {
            case "archive:index/getFile:getFile" -> archive.getFile(args);
            case "aws:index/getPartition:getPartition" ->
                Map.of(
                        "partition",
                        "aws",
                        "dnsSuffix",
                        "amazonaws.com",
                        "id",
                        "aws",
                        "reverseDnsPrefix",
                        "com.amazonaws");
            case "aws:index/getRegion:getRegion" ->
                Map.of("name", region, "id", region, "description", region, "endpoint", region);
            case "aws:index/getCallerIdentity:getCallerIdentity" ->
                Map.of(
                        "accountId",
                        ACCOUNT,
                        "arn",
                        "arn:aws:iam::" + ACCOUNT + ":root",
                        "id",
                        ACCOUNT,
                        "userId",
                        "user");
            default -> throw new AssertionError("no mock answers " + token);
        };
    }

    /**
     * One resource of the stack.
     *
     * @param name its logical name
     * @param parent the logical name of its parent; empty for the stack
     * @param isProtected whether Pulumi refuses to delete it
     * @param dependsOn the logical names of the resources that it was told to depend on
     * @param properties its inputs, and the ARN that AWS has computed; those still unknown are left out
     */
    public record DeclaredResource(
            String type,
            String name,
            String urn,
            Optional<String> parent,
            Set<String> dependsOn,
            boolean isProtected,
            Map<String, Object> properties) {

        /** The ARN; empty when it is unknown or there is none. */
        public Optional<String> arn() {
            return Optional.ofNullable((String) properties.get("arn"));
        }

        /**
         * A property of type string.
         *
         * @throws AssertionError when it is not set to a string
         */
        public String input(String key) {
            if (properties.get(key) instanceof String value) {
                return value;
            }
            throw new AssertionError("%s must have the string %s, has %s".formatted(name, key, properties));
        }

        /** The path of a property that is an asset or an archive. */
        public String path(String key) {
            if (properties.get(key) instanceof AssetOrArchive archive) {
                return AssetOrArchiveInternal.from(archive).getValue().toString();
            }
            throw new AssertionError("%s must have the archive %s, has %s".formatted(name, key, properties));
        }

        private DeclaredResource with(String key, String value) {
            var changed = new HashMap<>(properties);
            changed.put(key, value);
            return new DeclaredResource(type, name, urn, parent, dependsOn, isProtected, Map.copyOf(changed));
        }
    }

    /** Answers as AWS and the archive provider would; at preview, AWS has computed nothing yet. */
    private record MockedAws(
            String region, ArchiveProvider archive, boolean preview, Map<String, Map<String, Object>> states)
            implements Mocks {

        MockedAws(String region, Path projectDir, boolean preview) {
            this(region, new ArchiveProvider(projectDir), preview, new ConcurrentHashMap<>());
        }

        @Override
        public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
            var state = new HashMap<>(args.inputs);
            var id = Optional.<String>empty();
            if (!preview) {
                id = Optional.of(args.name + "-id");
                state.putAll(computed(args.type, region, args.inputs));
            }
            states.put(args.name, Map.copyOf(state));
            return CompletableFuture.completedFuture(ResourceResult.of(id, state));
        }

        @Override
        public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
            return CompletableFuture.completedFuture(invoke(args.token, args.args, region, archive));
        }
    }
}
