package stepfunction.history;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import stepfunction.asl.Definition;
import stepfunction.asl.JsonTemplate;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/**
 * The definition that a deployment brings.
 *
 * @param definition with placeholders for what is known only when it is declared
 * @param resources those of the placeholders that stand for functions, targets and workflows
 * @param existing those of the placeholders whose resources the stack does not declare
 * @param replaced the definitions whose permissions the deployment keeps
 * @param firstVersion the number of the state machine's first version with it, if an earlier deployment had it already
 */
public record NextDefinition(
        Definition definition,
        Set<String> resources,
        Set<String> existing,
        List<ReplacedDefinition> replaced,
        Optional<Integer> firstVersion) {

    public NextDefinition {
        resources = Set.copyOf(resources);
        existing = Set.copyOf(existing);
        replaced = List.copyOf(replaced);
    }

    /** That of a workflow. */
    public static NextDefinition of(
            BoundWorkflow workflow, List<ReplacedDefinition> replaced, Optional<Integer> firstVersion) {
        var plan = workflow.plan();
        var named = new JsonTemplate(workflow.definition().json()).placeholders();
        named.retainAll(resources(plan));
        var existing = plan.targets().stream()
                .filter(target -> !target.isDeclaredHere())
                .flatMap(target -> target.placeholders().stream())
                .filter(named::contains)
                .collect(Collectors.toUnmodifiableSet());
        return new NextDefinition(workflow.definition(), named, existing, replaced, firstVersion);
    }

    private static Set<String> resources(Plan plan) {
        var placeholders = new LinkedHashSet<String>();
        plan.functions().forEach(function -> placeholders.add(function.arnPlaceholder()));
        plan.targets().stream().map(Target::placeholders).forEach(placeholders::addAll);
        plan.workflows().forEach(workflow -> placeholders.add(workflow.arnPlaceholder()));
        return placeholders;
    }

    /**
     * The history as it is once the definition is deployed.
     *
     * @param values of {@link #resources}
     * @param version the number of the version that the deployment has published; 0 where it publishes none
     */
    public DefinitionHistory deployed(Map<String, String> values, int version) {
        var first = version == 0 ? 0 : firstVersion.orElse(version);
        return new DefinitionHistory(new DeployedDefinition(definition.toString(), values, existing, first), replaced);
    }
}
