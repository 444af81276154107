package stepfunction.declared;

import com.pulumi.asset.AssetOrArchive;
import com.pulumi.asset.AssetOrArchive.AssetOrArchiveInternal;
import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceTransformation;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stepfunction.Preflight;
import stepfunction.WorkflowStack;
import stepfunction.config.ConfigReader;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/**
 * The resources that the program declares when it runs against Pulumi's mocks, which stand in for AWS:
 * https://www.pulumi.com/docs/iac/concepts/testing/unit/. A test asserts on them.
 *
 * @param resources in the order of their declaration, the stack itself first
 * @param exports the stack's outputs, without those that are still unknown
 * @param warnings about what is legal but probably unintended
 */
public record DeclaredStack(List<DeclaredResource> resources, Map<String, Object> exports, List<String> warnings) {

    /** The number of the mocked AWS account. */
    public static final String ACCOUNT = "123456789012";

    static {
        WorkflowStack.giveCommonPoolTwoWorkers();
        // As WorkflowStack does: what the SDK logs is told by warnings, or by what is thrown.
        LogManager.getLogManager().reset();
    }

    /**
     * Declares a stack of the project in the current folder, with the config of {@code Pulumi.<stack>.yaml}.
     *
     * @throws IllegalArgumentException if the stack has no file
     * @throws RunException if config, plan, folders or definition have mistakes
     */
    public static DeclaredStack of(String stackName) {
        var project = new ProjectFiles(Path.of(""));
        return declare(project, stackName, project.config(stackName), false);
    }

    /** Runs the project's own program, as {@link #declare(ProjectFiles, String, Map, boolean, Function)} does. */
    public static DeclaredStack declare(
            ProjectFiles project, String stackName, Map<String, String> config, boolean preview) {
        return declare(
                project,
                stackName,
                config,
                preview,
                ProgramClass.planner(new ProjectPom(project.projectDir()).mainClass()));
    }

    /**
     * Runs a program as {@code pulumi up} does, or as {@code pulumi preview} of a stack that does not exist yet, when
     * outputs that AWS computes are unknown.
     *
     * @param config from {@code namespace:key} to value
     * @param planner what the workflow consists of
     * @throws com.pulumi.exceptions.RunException as {@link Preflight#check} does
     */
    public static DeclaredStack declare(
            ProjectFiles project,
            String stackName,
            Map<String, String> config,
            boolean preview,
            Function<StackConfig, Plan> planner) {
        var secretKeys = config.keySet().stream()
                .filter(key -> isSecret(config.get(key)))
                .collect(Collectors.toUnmodifiableSet());
        var reader = new ConfigReader(project.projectName(), stackName, config, secretKeys);
        var checked = Preflight.check(reader, planner, project.projectDir());
        var providers = new MockedProviders(checked.config().region(), project.projectDir(), preview);
        var declarations = new ArrayList<ResourceTransformation.Args>();
        var options = TestOptions.builder()
                .projectName(project.projectName())
                .stackName(stackName)
                .preview(preview)
                .resourceTransformations(List.of(addingTo(declarations)))
                .build();
        try {
            var result = PulumiTest.withMocks(providers)
                    .withOptions(options)
                    .runTest(ctx -> WorkflowStack.declare(ctx, checked));
            throwFirst(result.exceptions());
            var resources = declarations.stream()
                    .map(declaration -> declared(declaration, providers.states()))
                    .toList();
            return new DeclaredStack(resources, known(result.outputs()), checked.warnings());
        } finally {
            PulumiTest.cleanup();
        }
    }

    /** As {@code pulumi config set --secret} writes it, with the ciphertext in place of the value. */
    private static boolean isSecret(@Nullable String value) {
        return value != null && value.startsWith("{\"secure\":");
    }

    /** As it was thrown: the SDK tells one several times, and would join them into a text. */
    private static void throwFirst(List<Exception> exceptions) {
        for (var exception : exceptions) {
            if (exception instanceof RuntimeException asItWasThrown) {
                throw asItWasThrown;
            }
        }
        if (!exceptions.isEmpty()) {
            throw new RunException("the program failed", exceptions.get(0));
        }
    }

    /** Leaves a resource as it is declared, and tells that it is. */
    private static ResourceTransformation addingTo(List<ResourceTransformation.Args> declarations) {
        return declaration -> {
            declarations.add(declaration);
            return Optional.empty();
        };
    }

    private static Map<String, Object> known(Map<String, ? extends Output<?>> outputs) {
        var known = new LinkedHashMap<String, Object>();
        outputs.forEach((name, output) -> value(output).ifPresent(value -> known.put(name, value)));
        return known;
    }

    private static DeclaredResource declared(
            ResourceTransformation.Args declaration, Map<String, Map<String, Object>> states) {
        var resource = declaration.resource();
        var options = declaration.options();
        var type = resource.pulumiResourceType();
        var name = resource.pulumiResourceName();
        // The engine makes the stack the parent of what has none, and leaves its type out of its children's URNs.
        var urn = value(resource.urn()).orElseThrow().replace("pulumi:pulumi:Stack$", "");
        var stack = Deployment.getInstance().getProjectName() + "-"
                + Deployment.getInstance().getStackName();
        var parent = Optional.of(
                        options.getParent().map(Resource::pulumiResourceName).orElse(stack))
                .filter(parentName -> !name.equals(stack));
        var dependsOn = value(options.getDependsOn()).orElse(List.of()).stream()
                .map(Resource::pulumiResourceName)
                .collect(Collectors.toUnmodifiableSet());
        var properties = states.getOrDefault(name, Map.of());
        var importId =
                options instanceof CustomResourceOptions custom ? custom.getImportId() : Optional.<String>empty();
        return new DeclaredResource(type, name, urn, parent, importId, dependsOn, options.isProtect(), properties);
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

    /** Type and name of each resource, sorted: its URN without stack and project. */
    public List<String> urns() {
        return resources.stream()
                .filter(resource -> resource.parent().isPresent())
                .map(resource -> resource.urn().split("::", 3)[2])
                .sorted()
                .toList();
    }

    /**
     * The resource with this logical name.
     *
     * @throws AssertionError unless it is declared exactly once
     */
    public DeclaredResource resource(String name) {
        var found = resources.stream()
                .filter(resource -> resource.name().equals(name))
                .toList();
        if (found.size() != 1) {
            var names = resources.stream().map(DeclaredResource::name).toList();
            throw new AssertionError(
                    "%s must be declared once, is %d times in %s".formatted(name, found.size(), names));
        }
        return found.get(0);
    }

    /** This stack with one input of one resource changed, to test that a check finds a mistake. */
    public DeclaredStack with(String name, String input, UnaryOperator<String> change) {
        var target = resource(name);
        var changed = target.with(input, change.apply(target.input(input)));
        return new DeclaredStack(
                resources.stream()
                        .map(resource -> resource.equals(target) ? changed : resource)
                        .toList(),
                exports,
                warnings);
    }

    /**
     * One resource of the stack.
     *
     * @param name its logical name
     * @param parent the logical name of its parent; empty for the stack
     * @param importId the ID of the existing resource that it takes over; empty where it is made
     * @param isProtected whether Pulumi refuses to delete it
     * @param dependsOn the logical names of the resources that it was told to depend on
     * @param properties its inputs and the outputs that AWS computes, without those that are still unknown
     */
    public record DeclaredResource(
            String type,
            String name,
            String urn,
            Optional<String> parent,
            Optional<String> importId,
            Set<String> dependsOn,
            boolean isProtected,
            Map<String, Object> properties) {

        /** The ARN; empty if it is unknown, or if the resource has none. */
        public Optional<String> arn() {
            return Optional.ofNullable((String) properties.get("arn"));
        }

        /**
         * A property that is a string.
         *
         * @throws AssertionError if it is anything else, or missing
         */
        public String input(String key) {
            if (properties.get(key) instanceof String value) {
                return value;
            }
            throw new AssertionError("%s must have the string %s, has %s".formatted(name, key, properties));
        }

        /** The elements of a property that is a list; empty if it is missing. */
        public List<String> inputs(String key) {
            return properties.get(key) instanceof List<?> values
                    ? values.stream().map(String::valueOf).toList()
                    : List.of();
        }

        /**
         * The path of a property that is an asset or an archive.
         *
         * @throws AssertionError if it is anything else, or missing
         */
        public String path(String key) {
            if (properties.get(key) instanceof AssetOrArchive archive) {
                return AssetOrArchiveInternal.from(archive).getValue().toString();
            }
            throw new AssertionError("%s must have the archive %s, has %s".formatted(name, key, properties));
        }

        private DeclaredResource with(String key, String value) {
            var changed = new HashMap<>(properties);
            changed.put(key, value);
            return new DeclaredResource(type, name, urn, parent, importId, dependsOn, isProtected, changed);
        }
    }
}
