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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
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
 * @param warnings about what is legal but probably unintended, and about lookups whose answers were made up
 * @param usedLookups the entries of lookups.json that answered a lookup
 * @param renamedUrns the present ones by those that their aliases stand for, without stack and project
 */
public record DeclaredStack(
        List<DeclaredResource> resources,
        Map<String, Object> exports,
        List<String> warnings,
        Set<LookupEntry> usedLookups,
        Map<String, String> renamedUrns) {

    /** The number of the mocked AWS account. */
    public static final String ACCOUNT = "123456789012";

    static {
        WorkflowStack.giveCommonPoolTwoWorkers();
        // As WorkflowStack does: whatever the SDK logs is also a warning or an exception.
        LogManager.getLogManager().reset();
    }

    /**
     * Declares a stack of the project in the current folder, with the config of {@code Pulumi.<stack>.yaml}.
     *
     * @throws IllegalArgumentException if the stack has no file
     * @throws com.pulumi.exceptions.RunException if config, plan, folders or definition have mistakes
     */
    public static DeclaredStack of(String stackName) {
        return declare(ProgramRun.of(new ProjectFiles(Path.of("")), stackName));
    }

    /** A stack whose program looks nothing up. */
    public DeclaredStack(List<DeclaredResource> resources, Map<String, Object> exports, List<String> warnings) {
        this(resources, exports, warnings, Set.of(), Map.of());
    }

    /** Runs the project's own program, as {@link #declare(ProgramRun, Function)} does. */
    public static DeclaredStack declare(ProgramRun run) {
        return declare(run, ProgramClass.planner(new ProjectPom(run.project().projectDir()).mainClass()));
    }

    /**
     * Runs a program as the Pulumi CLI does.
     *
     * @param planner returns the plan
     * @throws com.pulumi.exceptions.RunException as {@link Preflight#check} does
     */
    public static DeclaredStack declare(ProgramRun run, Function<StackConfig, Plan> planner) {
        var project = run.project();
        var projectName = project.projectName();
        var secretKeys = project.secretKeys(projectName, run.stack());
        var reader = new ConfigReader(projectName, run.stack(), run.config(), secretKeys);
        var region = run.config().getOrDefault("aws:region", "");
        var computed = new ComputedLookups(region, new ArchiveProvider(project.projectDir()));
        var lookups = new Lookups(LookupAnswers.of(project.projectDir()), computed);
        var providers = new MockedProviders(region, run.isPreview(), lookups);
        var declarations = Collections.synchronizedList(new ArrayList<ResourceTransformation.Args>());
        var options = TestOptions.builder()
                .projectName(projectName)
                .stackName(run.stack())
                .preview(run.isPreview())
                .resourceTransformations(List.of(noting(declarations, providers)))
                .build();
        var warnings = new ArrayList<String>();
        try {
            var result = PulumiTest.withMocks(providers).withOptions(options).runTest(ctx -> {
                // Within the run, as the plan may look something up.
                var checked = Preflight.check(reader, planner, project.projectDir());
                warnings.addAll(checked.warnings());
                WorkflowStack.declare(ctx, checked);
            });
            if (!result.exceptions().isEmpty()) {
                throw new ProgramFailure(result.exceptions(), lookups.madeUp(), providers.madeUpOutputs()).exception();
            }
            var resources = declarations.stream()
                    .map(declaration -> declared(declaration, providers))
                    .toList();
            refuseDuplicates(resources);
            lookups.madeUp().stream().map(DeclaredStack::madeUp).forEach(warnings::add);
            return new DeclaredStack(
                    resources, known(result.outputs()), warnings, lookups.used(), FormerUrns.of(declarations));
        } finally {
            PulumiTest.cleanup();
        }
    }

    /** The engine refuses them too, when the first may already be registered. */
    private static void refuseDuplicates(List<DeclaredResource> resources) {
        var urns = new HashSet<String>();
        for (var resource : resources) {
            if (!urns.add(resource.urn())) {
                throw new RunException("two resources of type %s have the name %s; rename one of them"
                        .formatted(resource.type(), resource.name()));
            }
        }
    }

    private static String madeUp(LookupEntry entry) {
        return "the answer to the lookup %s is made up; to set it, add this entry to the list in %s: %s"
                .formatted(entry.lookup(), LookupAnswers.FILE, entry.json());
    }

    /** Leaves a resource as it is declared. */
    private static ResourceTransformation noting(
            List<ResourceTransformation.Args> declarations, MockedProviders providers) {
        return declaration -> {
            declarations.add(declaration);
            providers.note(declaration.resource());
            return Optional.empty();
        };
    }

    private static Map<String, Object> known(Map<String, ? extends Output<?>> outputs) {
        var known = new LinkedHashMap<String, Object>();
        outputs.forEach((name, output) -> value(output).ifPresent(value -> known.put(name, value)));
        return known;
    }

    private static DeclaredResource declared(ResourceTransformation.Args declaration, MockedProviders providers) {
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
        var importId =
                options instanceof CustomResourceOptions custom ? custom.getImportId() : Optional.<String>empty();
        return new DeclaredResource(
                type, name, urn, parent, importId, dependsOn, options.isProtect(), providers.state(type, name));
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

    /** Type and name that a resource had before it was renamed. */
    public Set<String> formerUrns() {
        return renamedUrns.keySet();
    }

    /**
     * The names that a component of the stack had before it was renamed.
     *
     * @param type such as {@code stepfunction:index:Workflow}
     */
    public Set<String> formerNames(String type, String name) {
        var prefix = type + "::";
        return renamedUrns.entrySet().stream()
                .filter(renamed -> renamed.getValue().equals(prefix + name))
                .map(Map.Entry::getKey)
                .filter(formerUrn -> formerUrn.startsWith(prefix))
                .map(formerUrn -> formerUrn.substring(prefix.length()))
                .collect(Collectors.toUnmodifiableSet());
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
                warnings,
                usedLookups,
                renamedUrns);
    }

    /**
     * One resource of the stack.
     *
     * @param name its logical name
     * @param parent the logical name of its parent; empty for the stack
     * @param importId the ID of the existing resource that it takes over; empty where it is made
     * @param isProtected whether Pulumi refuses to delete it
     * @param dependsOn the logical names of the resources in its option dependsOn
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

        /**
         * A property that is a number, such as {@code memorySize}.
         *
         * @throws AssertionError if it is anything else, or missing
         */
        public double number(String key) {
            if (properties.get(key) instanceof Number value) {
                return value.doubleValue();
            }
            throw new AssertionError("%s must have the number %s, has %s".formatted(name, key, properties));
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
