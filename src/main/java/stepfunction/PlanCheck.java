package stepfunction;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.DefinitionCheck;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.MachineType;
import stepfunction.asl.Placeholder;
import stepfunction.asl.Resource;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;
import stepfunction.asl.Text;

/** What must hold of a plan and its definition together. */
final class PlanCheck {

    private static final String FILE = "workflow.asl.json";

    private static final Set<String> LAMBDA_CALLS = Set.of("lambda:invoke", "aws-sdk:lambda:invoke");

    private final Plan plan;
    private final Definition definition;
    private final Set<String> known = new TreeSet<>();

    /** The names of the placeholders that the definition uses, where it is no data. */
    private final Set<String> used;

    private PlanCheck(Plan plan, Definition definition) {
        this.plan = plan;
        this.definition = definition;
        known.addAll(plan.taskTimeoutsSeconds().keySet());
        plan.functions().forEach(function -> known.add(function.arnPlaceholder()));
        plan.targets().forEach(target -> known.addAll(target.placeholders()));
        used = definition.placeholders().stream()
                .filter(text -> !text.isData())
                .flatMap(text -> text.placeholder().stream())
                .map(Placeholder::name)
                .collect(Collectors.toSet());
    }

    /** Checks the definition by itself and with the plan; each finding begins with the file's name. */
    static List<Finding> findings(Plan plan, MachineType type) {
        try {
            var definition = Definition.parse(plan.definition());
            var rendered = definition.render(plan.taskTimeoutsSeconds());
            return Stream.concat(
                            DefinitionCheck.findings(rendered, type).stream(),
                            new PlanCheck(plan, definition).ofBoth(rendered))
                    .map(finding -> new Finding(finding.severity(), FILE + ": " + finding.message()))
                    .distinct()
                    .toList();
        } catch (InvalidJsonException e) {
            return List.of(Finding.error(FILE + " " + e.getMessage()));
        }
    }

    private Stream<Finding> ofBoth(Definition rendered) {
        return Stream.of(
                        definition.texts().stream().flatMap(this::placeholderIsKnown),
                        definition.texts().stream().flatMap(this::placeholderStandsAlone),
                        plan.targets().stream().flatMap(this::targetIsUsed),
                        functionsAreCalled(),
                        definition.states().stream().flatMap(this::taskCallsWhatThePlanLists),
                        definition.states().stream().flatMap(PlanCheck::mapIsInline),
                        tasksOutlastTheirFunctions(rendered))
                .flatMap(findings -> findings);
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
        return known.stream().map(name -> "${" + name + "}").collect(Collectors.joining(", "));
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

    private Stream<Finding> targetIsUsed(Target<?> target) {
        return target.placeholders().stream().anyMatch(used::contains)
                ? Stream.empty()
                : Stream.of(Finding.error("nothing uses the target %s of App.plan; use ${%s} or remove the target"
                        .formatted(target.name(), target.placeholders().get(0))));
    }

    private Stream<Finding> functionsAreCalled() {
        var idle = plan.functions().stream()
                .filter(function -> !used.contains(function.arnPlaceholder()))
                .map(FunctionSettings::name)
                .toList();
        return idle.isEmpty()
                ? Stream.empty()
                : Stream.of(Finding.warning(
                        "no state calls these functions of App.plan: %s".formatted(String.join(", ", idle))));
    }

    /** The role allows what the plan lists, and nothing else. */
    private Stream<Finding> taskCallsWhatThePlanLists(State state) {
        var resource = state.resource().orElse(null);
        if (resource instanceof Resource.Function function && !isPlaceholder(function.arn())) {
            return Stream.of(Finding.error(
                    "%s calls %s, which the role does not allow; list the function in App.plan and call it by its placeholder"
                            .formatted(state.name(), function.arn())));
        }
        if (resource instanceof Resource.Integration integration && !callsAPlaceholder(state, integration)) {
            return Stream.of(Finding.error(
                    "%s calls %s on nothing that App.plan lists, which the role does not allow; list a target there and give its placeholder"
                            .formatted(state.name(), integration.key())));
        }
        return Stream.empty();
    }

    /** A service may be given a function's ARN without calling it. */
    private boolean callsAPlaceholder(State task, Resource.Integration integration) {
        var functions =
                plan.functions().stream().map(FunctionSettings::arnPlaceholder).collect(Collectors.toSet());
        return placeholders(task)
                .anyMatch(name -> LAMBDA_CALLS.contains(integration.key()) || !functions.contains(name));
    }

    private Stream<String> placeholders(State state) {
        return definition.placeholders().stream()
                .filter(text ->
                        !text.isData() && text.state().filter(state::equals).isPresent())
                .flatMap(text -> text.placeholder().stream())
                .map(Placeholder::name)
                .filter(name -> !plan.taskTimeoutsSeconds().containsKey(name));
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
    private Optional<FunctionSettings> calledFunction(State task) {
        var called = task.resource().flatMap(resource -> arn(task, resource));
        return plan.functions().stream()
                .filter(function -> called.filter(("${" + function.arnPlaceholder() + "}")::equals)
                        .isPresent())
                .findFirst();
    }

    private static Optional<String> arn(State task, Resource resource) {
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

    private static boolean isPlaceholder(String arn) {
        return arn.startsWith("${");
    }
}
