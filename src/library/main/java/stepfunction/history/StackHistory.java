package stepfunction.history;

import com.pulumi.Context;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.WorkflowSpec;

/**
 * The definitions that the workflows of a stack have had, from the stack's state. Each workflow's component has them as an output, which
 * only a deployment writes; a preview reads it.
 *
 * @param histories by the name of the component, which is the workflow's in the plan
 * @param startedVersions the numbers of the oldest versions that aliases start, by the names of their resources
 * @param warnings about those that cannot be read
 */
public record StackHistory(
        Map<String, DefinitionHistory> histories, Map<String, Integer> startedVersions, List<String> warnings) {

    /** The name of the component's output. */
    public static final String OUTPUT = "definitionHistory";

    /** Of a stack that has never been deployed, and where no stack is at hand. */
    public static final StackHistory NONE = new StackHistory(Map.of(), Map.of(), List.of());

    private static final String COMPONENT = "::stepfunction:index:Workflow::";

    private static final String ALIAS = "::stepfunction:index:Workflow$aws:sfn/alias:Alias::";

    private static final String CONSEQUENCE = "the permissions of executions that are running are not kept";

    public StackHistory {
        histories = Map.copyOf(histories);
        startedVersions = Map.copyOf(startedVersions);
        warnings = List.copyOf(warnings);
    }

    /**
     * That of the stack that the program runs for.
     *
     * @param environment of the program, in which the CLI says where the engine is
     */
    public static StackHistory read(Context ctx, Map<String, String> environment) {
        try {
            return of(StackState.resources(environment.getOrDefault("PULUMI_MONITOR", ""), ctx));
        } catch (StatusRuntimeException e) {
            return unreadable(String.valueOf(e.getStatus().getDescription()));
        }
    }

    private static StackHistory unreadable(String reason) {
        return new StackHistory(
                Map.of(),
                Map.of(),
                List.of("the definitions of the last deployment cannot be read, so %s: %s"
                        .formatted(CONSEQUENCE, reason)));
    }

    /** @param resources by their URNs: each with its type and its outputs */
    static StackHistory of(Map<String, ?> resources) {
        var reading = new Reading();
        resources.forEach((urn, resource) -> {
            if (resource instanceof Map<?, ?> members && members.get("outputs") instanceof Map<?, ?> outputs) {
                reading.read(urn, outputs);
            }
        });
        return new StackHistory(reading.histories, reading.startedVersions, reading.warnings);
    }

    private static final class Reading {

        private final Map<String, DefinitionHistory> histories = new HashMap<>();
        private final Map<String, Integer> startedVersions = new HashMap<>();
        private final List<String> warnings = new ArrayList<>();

        void read(String urn, Map<?, ?> outputs) {
            if (urn.contains(COMPONENT) && outputs.get(OUTPUT) instanceof String json) {
                history(urn, json);
            } else if (urn.contains(ALIAS) && outputs.get("routingConfigurations") instanceof List<?> routes) {
                routes.forEach(route -> startedVersion(name(urn, ALIAS), route));
            }
        }

        private static String name(String urn, String type) {
            return urn.substring(urn.indexOf(type) + type.length());
        }

        private void history(String urn, String json) {
            try {
                histories.put(name(urn, COMPONENT), DefinitionHistory.parse(json));
            } catch (IllegalArgumentException e) {
                warnings.add("the output %s of %s in the stack's state %s; %s"
                        .formatted(OUTPUT, urn, e.getMessage(), CONSEQUENCE));
            }
        }

        private void startedVersion(String alias, @Nullable Object route) {
            if (route instanceof Map<?, ?> members && members.get("stateMachineVersionArn") instanceof String version) {
                StateMachineVersion.number(version)
                        .ifPresent(number -> startedVersions.merge(alias, number, Math::min));
            }
        }
    }

    /** That of a workflow, under its name or a former one; absent where none was deployed. */
    public Optional<DefinitionHistory> of(WorkflowSpec workflow) {
        return ofAny(names(workflow), histories);
    }

    private static Stream<String> names(WorkflowSpec workflow) {
        return Stream.concat(Stream.of(workflow.name()), workflow.formerNames().stream());
    }

    private static <V> Optional<V> ofAny(Stream<String> names, Map<String, V> values) {
        return names.flatMap(name -> Optional.ofNullable(values.get(name)).stream())
                .findFirst();
    }

    /**
     * A workflow with each definition that has been replaced, once it is deployed, and whose permissions are kept.
     *
     * @param now the time of the deployment
     */
    public List<FormerWorkflow> former(BoundWorkflow workflow, Instant now) {
        var started = workflow.plan().config().releasesGradually()
                ? ofAny(names(workflow.spec()).map(name -> name + "-alias"), startedVersions)
                : Optional.<Integer>empty();
        return of(workflow.spec()).stream()
                .flatMap(history -> history.replacedBy(workflow, started, now).stream())
                .map(replaced -> FormerWorkflow.of(replaced, workflow))
                .toList();
    }

    /** The first version with the definition of a workflow, if an earlier deployment had it already. */
    public Optional<Integer> firstVersionOf(BoundWorkflow workflow) {
        return of(workflow.spec()).flatMap(history -> history.firstVersionOf(workflow));
    }
}
