package stepfunction.plan;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        known = plan.placeholders();
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
                        DefinitionCheck.check(rendered, type).all().stream(),
                        definition.texts().stream().flatMap(check::placeholderIsKnown),
                        definition.texts().stream().flatMap(check::placeholderStandsAlone),
                        definition.states().stream().flatMap(check::bucketIsNamed),
                        check.tasksOutlastTheirFunctions(rendered))
                .flatMap(Function.identity())
                .map(finding -> finding.about(plan.file()));
        var ofPlan = Stream.of(
                        plan.targets().stream().flatMap(check::targetIsUsed),
                        plan.functions().stream().flatMap(check::functionIsCalled),
                        plan.events().stream().flatMap(check::existingQueueTakesDeadLetters))
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
                : known.stream().map(name -> new Placeholder(name).text()).collect(Collectors.joining(", "));
    }

    /** The Resource of a Task is checked without the plan. */
    private Stream<Finding> placeholderStandsAlone(Text text) {
        if (text.isData() || text.placeholder().isPresent() || isResource(text)) {
            return Stream.empty();
        }
        return known.stream()
                .filter(name -> new Placeholder(name).isIn(text.value()))
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
                || plan.neededPlaceholders().anyMatch(names::contains);
        return isUsed
                ? Stream.empty()
                : Stream.of(Finding.error("nobody uses the target %s; name ${%s} in %s, or remove the target"
                        .formatted(target.name(), target.arnPlaceholder(), plan.file())));
    }

    /** A warning, for something else may call it, as it certainly does where the function calls the workflow. */
    private Stream<Finding> functionIsCalled(FunctionSpec function) {
        var isAllowed = plan.permissions().stream()
                .flatMap(permission -> permission.resource().placeholders())
                .anyMatch(function.arnPlaceholder()::equals);
        return used.contains(function.arnPlaceholder()) || isAllowed || function.callsWorkflow()
                ? Stream.empty()
                : Stream.of(Finding.warning(
                        "the workflow does not call the function %s; name ${%s} in %s, or remove the function if nothing else calls it"
                                .formatted(function.name(), function.arnPlaceholder(), plan.file())));
    }

    /** A warning, for that cannot be seen from here; the policy of a queue that the stack declares is set. */
    private Stream<Finding> existingQueueTakesDeadLetters(Event event) {
        return event.deadLetterQueue().stream()
                .filter(queue -> !queue.isDeclaredHere())
                .map(queue -> Finding.warning(
                        "the policy of the queue %s must let events.amazonaws.com send it messages for the rule %s, or dead letters of %s are lost"
                                .formatted(queue.name(), event.ruleName(plan.config()), event.title())));
    }

    /** S3 finds no bucket by its ARN. */
    private Stream<Finding> bucketIsNamed(State state) {
        return bucketArguments(state)
                .flatMap(arguments -> new Fields(arguments).text("Bucket").stream())
                .filter(this::isArnOfBucket)
                .map(bucket -> Finding.error(
                        "Bucket of %s must be the bucket's name, was %s; name it, or an output such as .with(\"Name\", BucketV2::bucket)"
                                .formatted(state.name(), bucket)));
    }

    /** What a Task sends to S3, or the reader and the writer of a Map. */
    private static Stream<JsonObject> bucketArguments(State state) {
        var ofTask = state.resource()
                .filter(resource -> resource instanceof Resource.Integration called
                        && called.service().equals("s3"))
                .flatMap(resource -> state.arguments());
        var field = state.queryLanguage().argumentsField();
        var ofMap = Stream.of("ItemReader", "ResultWriter")
                .flatMap(part -> state.fields().object(part).stream())
                .flatMap(part -> new Fields(part).object(field).stream());
        return Stream.concat(ofTask.stream(), ofMap);
    }

    private boolean isArnOfBucket(String text) {
        var isOfTarget = plan.targets().stream()
                .filter(target -> Value.parse(text).equals(target.arn()))
                .anyMatch(target -> target.isDeclaredHere() || isBucket(target.existingArn()));
        return isOfTarget || isBucket(text);
    }

    private static boolean isBucket(String arn) {
        return Arn.parse(arn).filter(Arn::isBucket).isPresent();
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
        return task.resource()
                .flatMap(resource -> calledArn(task, resource))
                .flatMap(Placeholder::parse)
                .flatMap(placeholder -> plan.functionOf(placeholder.name()));
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
