package stepfunction.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.DefinitionCheck;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.MachineType;
import stepfunction.asl.Placeholder;
import stepfunction.asl.Resource;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;
import stepfunction.asl.Text;

/** What must hold of a definition, by itself and together with its plan. */
public final class WorkflowCheck {

    private static final Set<String> LAMBDA_CALLS = Set.of("lambda:invoke", "aws-sdk:lambda:invoke");

    private final Plan plan;
    private final Set<String> known;

    /** The names of the placeholders that the definition uses, where it is no data. */
    private final Set<String> used;

    private WorkflowCheck(Definition definition, Plan plan) {
        this.plan = plan;
        known = new TreeSet<>(plan.placeholders());
        used = definition.placeholders().stream()
                .filter(text -> !text.isData())
                .flatMap(text -> text.placeholder().stream())
                .map(Placeholder::name)
                .collect(Collectors.toSet());
    }

    /** All findings, each once; a message begins with the file's name, or with App.plan. */
    public static List<Finding> findings(Definition definition, Plan plan) {
        var type = MachineType.valueOf(plan.config().stepFunctionType());
        var rendered = definition.render(plan.taskTimeoutsSeconds());
        var check = new WorkflowCheck(definition, plan);
        var ofDefinition = Stream.of(
                        DefinitionCheck.findings(rendered, type).stream(),
                        definition.texts().stream().flatMap(check::placeholderIsKnown),
                        definition.texts().stream().flatMap(check::placeholderStandsAlone),
                        definition.states().stream().flatMap(WorkflowCheck::mapIsInline),
                        check.tasksOutlastTheirFunctions(rendered))
                .flatMap(Function.identity())
                .map(finding -> finding.about("workflow.asl.json"));
        var ofPlan = Stream.of(
                        plan.targets().stream().flatMap(check::targetIsUsed),
                        plan.functions().stream().flatMap(check::functionIsCalled))
                .flatMap(Function.identity())
                .map(finding -> finding.about("App.plan"));
        return Stream.concat(ofDefinition, ofPlan).distinct().toList();
    }

    private Stream<Finding> placeholderIsKnown(Text text) {
        return text.placeholder().stream()
                .filter(placeholder -> !text.isData() && !known.contains(placeholder.name()))
                .map(placeholder -> Finding.error(Spelling.nearest(placeholder.name(), known)
                        .map(meant -> "%s is %s, which App.plan does not give; did you mean ${%s}?"
                                .formatted(text.path(), placeholder.text(), meant))
                        .orElseGet(() -> "%s is %s, which App.plan does not give; it gives %s"
                                .formatted(text.path(), placeholder.text(), allKnown()))));
    }

    private String allKnown() {
        return known.isEmpty()
                ? "none"
                : known.stream().map(name -> "${" + name + "}").collect(Collectors.joining(", "));
    }

    /** The Resource of a Task is checked without the plan. */
    private Stream<Finding> placeholderStandsAlone(Text text) {
        if (text.isData() || text.placeholder().isPresent() || isResource(text)) {
            return Stream.empty();
        }
        return known.stream()
                .filter(name -> text.value().contains("${" + name + "}"))
                .map(name -> Finding.error(
                        "%s contains ${%s}, which must be a string of its own; assign it to a variable and build the text with States.Format or JSONata"
                                .formatted(text.path(), name)));
    }

    private static boolean isResource(Text text) {
        return text.state()
                .filter(state -> text.path().equals(state.path() + "/Resource"))
                .isPresent();
    }

    /** By the definition, by a function or by an {@code allow}. */
    private Stream<Finding> targetIsUsed(Target<?> target) {
        var names = target.placeholders();
        var isUsed = names.stream().anyMatch(used::contains)
                || PlanCheck.mentionedByEntries(plan).anyMatch(names::contains);
        return isUsed
                ? Stream.empty()
                : Stream.of(
                        Finding.error("nobody uses the target %s; name ${%s} in workflow.asl.json, or remove the target"
                                .formatted(target.name(), names.get(0))));
    }

    /** A warning, for something else may call it, as it certainly does where the function calls the workflow. */
    private Stream<Finding> functionIsCalled(FunctionSpec function) {
        var isAllowed = plan.permissions().stream()
                .flatMap(permission -> permission.resource().placeholders())
                .anyMatch(function.arnPlaceholder()::equals);
        return used.contains(function.arnPlaceholder()) || isAllowed || function.callsWorkflow()
                ? Stream.empty()
                : Stream.of(Finding.warning(
                        "the workflow does not call the function %s; name ${%s} in workflow.asl.json, or remove the function if nothing else calls it"
                                .formatted(function.name(), function.arnPlaceholder())));
    }

    private static Stream<Finding> mapIsInline(State state) {
        return state.isDistributedMap()
                ? Stream.of(Finding.error(
                        "%s is a distributed Map, whose executions the role does not allow; set its Mode to INLINE"
                                .formatted(state.name())))
                : Stream.empty();
    }

    private Stream<Finding> tasksOutlastTheirFunctions(Definition rendered) {
        var hasty = rendered.states().stream()
                .flatMap(task -> calledFunction(task).stream()
                        .filter(function -> task.timeoutSeconds()
                                .filter(seconds -> seconds <= function.timeout().toSeconds())
                                .isPresent())
                        .map(function -> "%s (use ${%s})".formatted(task.name(), function.timeoutPlaceholder())))
                .toList();
        return hasty.isEmpty()
                ? Stream.empty()
                : Stream.of(Finding.warning(
                        "TimeoutSeconds is not above the timeout of the called function, so that its answer may come too late, in %s"
                                .formatted(String.join(", ", hasty))));
    }

    /** The function that a Task waits for. */
    private Optional<FunctionSpec> calledFunction(State task) {
        var called = task.resource().flatMap(resource -> calledArn(task, resource));
        return plan.functions().stream()
                .filter(function -> called.filter(("${" + function.arnPlaceholder() + "}")::equals)
                        .isPresent())
                .findFirst();
    }

    private static Optional<String> calledArn(State task, Resource resource) {
        if (resource instanceof Resource.Function function) {
            return Optional.of(function.arn());
        }
        if (resource instanceof Resource.Integration integration
                && LAMBDA_CALLS.contains(integration.key())
                && integration.pattern() == Resource.Pattern.REQUEST_RESPONSE) {
            return task.arguments().flatMap(arguments -> new Fields(arguments).text("FunctionName"));
        }
        return Optional.empty();
    }
}
