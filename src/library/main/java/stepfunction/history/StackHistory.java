package stepfunction.history;

import com.pulumi.Context;
import com.pulumi.core.TypeShape;
import com.pulumi.core.annotations.Import;
import com.pulumi.deployment.Deployment;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.InvokeArgs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.WorkflowSpec;

/**
 * The definitions that the workflows of a stack have had, from the stack's state. Each workflow's component has them as an output, which
 * only a deployment writes; a preview reads it.
 *
 * @param histories by the name of the component, which is the workflow's in the plan
 * @param warnings about those that cannot be read
 */
public record StackHistory(Map<String, DefinitionHistory> histories, List<String> warnings) {

    /** The name of the component's output. */
    public static final String OUTPUT = "definitionHistory";

    /** Of a stack that has never been deployed, and where no stack is at hand. */
    public static final StackHistory NONE = new StackHistory(Map.of(), List.of());

    /** A function of the engine, which needs no provider and leaves nothing in the state. */
    private static final String READ = "pulumi:pulumi:readStackResourceOutputs";

    private static final String COMPONENT = "::stepfunction:index:Workflow::";

    private static final String CONSEQUENCE = "the permissions of executions that are running are not kept";

    /** The arguments of {@link #READ}. */
    private static final class ReadArgs extends InvokeArgs {

        @Import(name = "stackName", required = true)
        @SuppressWarnings("UnusedVariable") // The SDK reads it by reflection.
        private final String stackName;

        ReadArgs(String stackName) {
            this.stackName = stackName;
        }
    }

    public StackHistory {
        histories = Map.copyOf(histories);
        warnings = List.copyOf(warnings);
    }

    /** That of the stack that the program runs for. */
    public static StackHistory read(Context ctx) {
        var stackName = "%s/%s/%s".formatted(ctx.organizationName(), ctx.projectName(), ctx.stackName());
        try {
            // Waited for: the permissions must be known before the first resource is registered.
            var answer = Deployment.getInstance()
                    .invokeAsync(
                            READ,
                            TypeShape.map(String.class, Object.class),
                            new ReadArgs(stackName),
                            InvokeOptions.Empty)
                    .join();
            return of(answer.get("outputs"));
        } catch (CompletionException e) {
            return unreadable(Objects.requireNonNullElse(e.getCause(), e).getMessage());
        }
    }

    private static StackHistory unreadable(@Nullable String reason) {
        return new StackHistory(
                Map.of(),
                List.of("the definitions of the last deployment cannot be read, so %s: %s"
                        .formatted(CONSEQUENCE, reason)));
    }

    /** @param resources by their URNs: each with its type and its outputs */
    static StackHistory of(@Nullable Object resources) {
        if (!(resources instanceof Map<?, ?> byUrn)) {
            return unreadable("the engine's answer has no outputs");
        }
        var histories = new HashMap<String, DefinitionHistory>();
        var warnings = new ArrayList<String>();
        byUrn.forEach((urn, resource) -> {
            var text = String.valueOf(urn);
            var start = text.indexOf(COMPONENT);
            if (start >= 0 && recorded(resource) instanceof String json) {
                var name = text.substring(start + COMPONENT.length());
                try {
                    histories.put(name, DefinitionHistory.parse(json));
                } catch (IllegalArgumentException e) {
                    warnings.add("the output %s of %s in the stack's state %s; %s"
                            .formatted(OUTPUT, text, e.getMessage(), CONSEQUENCE));
                }
            }
        });
        return new StackHistory(histories, warnings);
    }

    private static @Nullable Object recorded(Object resource) {
        return resource instanceof Map<?, ?> members && members.get("outputs") instanceof Map<?, ?> outputs
                ? outputs.get(OUTPUT)
                : null;
    }

    /** That of a workflow, under its name or a former one; absent where none was deployed. */
    public Optional<DefinitionHistory> of(WorkflowSpec workflow) {
        return Stream.concat(Stream.of(workflow.name()), workflow.formerNames().stream())
                .flatMap(name -> Optional.ofNullable(histories.get(name)).stream())
                .findFirst();
    }

    /**
     * A workflow with each definition that has been replaced, once it is deployed, and whose permissions are kept.
     *
     * @param now the time of the deployment
     */
    public List<FormerWorkflow> former(BoundWorkflow workflow, Instant now) {
        return of(workflow.spec()).stream()
                .flatMap(history -> history.replacedBy(workflow, now).stream())
                .map(replaced -> FormerWorkflow.of(replaced, workflow))
                .toList();
    }
}
