package stepfunction.plan;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.sfn.StateMachineArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import stepfunction.config.StackConfig;

/**
 * The parts of a stack: its workflows, their functions, what else they call, and what starts them. Each method returns a new plan with
 * one entry more; the order of entries has no meaning. A mistake in an entry is reported before anything is registered, with all others.
 *
 * @param workflows at least one; the first is the one that {@link #of} names, and that methods such as {@link #allow} are about
 * @param values of placeholders, by their names
 * @param declarations the user's own Pulumi code, called after everything is declared, in their order
 * @param config the source of the default sizes, timeouts and names
 */
public record Plan(
        List<WorkflowSpec> workflows,
        List<FunctionSpec> functions,
        List<Target<?>> targets,
        Map<String, JsonElement> values,
        List<Consumer<StackResources>> declarations,
        StackConfig config) {

    private static final Gson JSON = new GsonBuilder().serializeNulls().create();

    public Plan {
        workflows = List.copyOf(workflows);
        functions = List.copyOf(functions);
        targets = List.copyOf(targets);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        declarations = List.copyOf(declarations);
    }

    /**
     * A plan with a workflow and nothing else.
     *
     * @param file of the definition, in {@code src/main/resources}, in the Amazon States Language: https://states-language.net/spec.html
     * @throws IllegalArgumentException if the file does not exist
     */
    public static Plan of(String file, StackConfig config) {
        return of(Source.of(file), config);
    }

    /** A plan of a definition alone, wherever its text comes from. */
    public static Plan of(Source source, StackConfig config) {
        var main = WorkflowSpec.main(source, config);
        return new Plan(List.of(main), List.of(), List.of(), Map.of(), List.of(), config);
    }

    /** The first workflow. */
    public WorkflowSpec main() {
        return workflows.get(0);
    }

    /** Adds a further workflow, of the config's type and log level. */
    public Plan workflow(String name, String file) {
        return workflow(name, file, workflow -> {});
    }

    /**
     * Adds a further workflow. Functions, targets and values are all workflows'; permissions and triggers are its own.
     *
     * @param name such as {@code refund}: other definitions refer to <code>"${RefundArn}"</code>
     * @param file of the definition, in {@code src/main/resources}
     * @param details sets what differs from the config
     * @throws IllegalArgumentException if the file does not exist
     */
    public Plan workflow(String name, String file, Consumer<WorkflowSpec.Builder> details) {
        return workflow(name, Source.of(file), details);
    }

    /** Adds a further workflow, wherever the text of its definition comes from. */
    public Plan workflow(String name, Source source, Consumer<WorkflowSpec.Builder> details) {
        var workflow = new WorkflowSpec.Builder(name, source, config);
        details.accept(workflow);
        return withWorkflows(appended(workflows, workflow.build()));
    }

    private Plan withMain(Consumer<WorkflowSpec.Builder> change) {
        var changed = main().toBuilder();
        change.accept(changed);
        var further = workflows.subList(1, workflows.size());
        return withWorkflows(
                Stream.concat(Stream.of(changed.build()), further.stream()).toList());
    }

    private Plan withWorkflows(List<WorkflowSpec> changed) {
        return new Plan(changed, functions, targets, values, declarations, config);
    }

    /** Adds a Lambda function of the config's size, which runs {@code handler} in the folder's handler.py. */
    public Plan function(String name, String folder) {
        return function(name, folder, function -> {});
    }

    /**
     * Adds a Lambda function.
     *
     * @param name such as {@code count}: definitions refer to <code>"${CountArn}"</code> and <code>"${CountTaskTimeoutSeconds}"</code>
     * @param folder of the sources, relative to the project's folder
     * @param details sets what differs from the config
     */
    public Plan function(String name, String folder, Consumer<FunctionSpec.Builder> details) {
        var function = new FunctionSpec.Builder(name, folder, config);
        details.accept(function);
        return new Plan(workflows, appended(functions, function.build()), targets, values, declarations, config);
    }

    /** Adds a resource that a workflow or a function calls. */
    public Plan target(Target<?> target) {
        return new Plan(workflows, functions, appended(targets, target), values, declarations, config);
    }

    /**
     * Allows the state machine's role an action that does not follow from the definition.
     *
     * @param action such as {@code rekognition:DetectLabels}, without wildcards: https://docs.aws.amazon.com/service-authorization
     * @param resource an ARN, which may contain placeholders such as <code>${Region}</code>, the placeholder of one of the plan's
     *     functions such as <code>"${CountArn}"</code>, or {@code *} for an action that has no resource type
     */
    public Plan allow(String action, String resource) {
        return withMain(workflow -> workflow.allow(action, resource));
    }

    /** Allows the state machine's role an action on a target, such as {@code kms:Decrypt} on a key. */
    public Plan allow(String action, Target<?> target) {
        return withMain(workflow -> workflow.allow(action, target));
    }

    /**
     * Allows the state machine's role an action on a part of a target.
     *
     * @param within what follows the target's ARN, such as {@code /*} for the objects of a bucket
     */
    public Plan allow(String action, Target<?> target, String within) {
        return withMain(workflow -> workflow.allow(action, target, within));
    }

    /**
     * Sets how long the state machine's role keeps the permissions that only a replaced definition needs, for executions that started
     * before the deployment that replaced it: in seconds, at most 366 days. By default until a later deployment changes the definition
     * again; {@link Duration#ZERO} keeps none. Without {@code pinFunctionVersions} none are kept.
     */
    public Plan keepPermissions(Duration time) {
        return withMain(workflow -> workflow.keepPermissions(time));
    }

    /** Adds a {@link Schedule}, an {@link Event}, an {@link HttpRoute} or {@link QueueMessages}, which start executions. */
    public Plan startOn(Trigger trigger) {
        return withMain(workflow -> workflow.startOn(trigger));
    }

    /**
     * Accepts a warning about a state, an entry of the plan or a folder, so that it is not reported.
     *
     * @param code at the end of the warning, such as {@code NO_DOLLAR}
     * @param subject the name of the state, of the function, the target or the value, or of the folder
     */
    public Plan accept(String code, String subject) {
        return withMain(workflow -> workflow.accept(code, subject));
    }

    /** Accepts a warning about the state machine as a whole, such as {@code NO_TIMEOUT}. */
    public Plan accept(String code) {
        return withMain(workflow -> workflow.accept(code));
    }

    /** A text for a placeholder of the definition: {@code value("Currency", "EUR")} gives <code>"${Currency}"</code>. */
    public Plan value(String name, String text) {
        return value(name, (Object) text);
    }

    /** A number for a placeholder: <code>"MaxConcurrency": "${MaxItems}"</code> becomes a number. */
    public Plan value(String name, Number number) {
        return value(name, (Object) number);
    }

    /** A boolean for a placeholder. */
    public Plan value(String name, boolean flag) {
        return value(name, (Object) flag);
    }

    /** A JSON array for a placeholder, of texts, numbers, booleans, lists and maps. */
    public Plan value(String name, List<?> array) {
        return value(name, (Object) array);
    }

    /** A JSON object for a placeholder, of texts, numbers, booleans, lists and maps. */
    public Plan value(String name, Map<String, ?> object) {
        return value(name, (Object) object);
    }

    private Plan value(String name, Object value) {
        if (name == null || value == null) {
            throw new IllegalArgumentException("a value must have a name and must not be null");
        }
        var extended = new LinkedHashMap<>(values);
        if (extended.put(name, JSON.toJsonTree(value)) != null) {
            throw new IllegalArgumentException("the plan has two values %s; rename one".formatted(name));
        }
        return new Plan(workflows, functions, targets, extended, declarations, config);
    }

    /**
     * Sets arguments of the state machine for which the plan has no word, such as a key. Not the name, the type, the role, the
     * definition, the versions, the log or the traces.
     */
    public Plan customize(Consumer<StateMachineArgs.Builder> customization) {
        return withMain(workflow -> workflow.customize(customization));
    }

    /**
     * Sets arguments of the state machine for which the plan has no word, with the resources of targets or with options at hand:
     * {@code customize((args, context) -> args.encryptionConfiguration(encryption(context.resource(key).arn())))}.
     */
    public Plan customize(BiConsumer<StateMachineArgs.Builder, CustomizationContext> customization) {
        return withMain(workflow -> workflow.customize(customization));
    }

    /** Sets arguments of the state machine's log group, such as another retention; not its name. */
    public Plan customizeLogGroup(Consumer<LogGroupArgs.Builder> customization) {
        return withMain(workflow -> workflow.customizeLogGroup(customization));
    }

    /** Sets arguments of the state machine's log group, with the resources of targets or with options at hand. */
    public Plan customizeLogGroup(BiConsumer<LogGroupArgs.Builder, CustomizationContext> customization) {
        return withMain(workflow -> workflow.customizeLogGroup(customization));
    }

    /** Sets arguments of the state machine's role, such as managed policies; not its name, its trust or its inline policies. */
    public Plan customizeRole(Consumer<RoleArgs.Builder> customization) {
        return withMain(workflow -> workflow.customizeRole(customization));
    }

    /** Sets arguments of the state machine's role, with the resources of targets or with options at hand. */
    public Plan customizeRole(BiConsumer<RoleArgs.Builder, CustomizationContext> customization) {
        return withMain(workflow -> workflow.customizeRole(customization));
    }

    /**
     * Declares anything else, once everything that the plan lists is declared. The code may create resources, look up others and
     * export outputs: {@code declare(stack -> stack.export("ordersTable", stack.resource(orders).name()))}.
     */
    public Plan declare(Consumer<StackResources> declaration) {
        return new Plan(workflows, functions, targets, values, appended(declarations, declaration), config);
    }

    /** Adds entries if a condition holds: {@code when(config.flag("nightly"), plan -> plan.startOn(nightly))}. */
    public Plan when(boolean condition, UnaryOperator<Plan> more) {
        return condition ? more.apply(this) : this;
    }

    private static <T> List<T> appended(List<? extends T> list, T element) {
        return Stream.<T>concat(list.stream(), Stream.of(element)).toList();
    }

    /** The values of placeholders that are known before anything is registered: the timeouts of Tasks, the plan's own values, Region and stack. */
    public Map<String, Object> knownValues() {
        var known = new LinkedHashMap<String, Object>(StackValues.of(config));
        functions.forEach(function ->
                known.put(function.timeoutPlaceholder(), function.taskTimeout().toSeconds()));
        known.putAll(values);
        return known;
    }

    /** The function whose ARN replaces a placeholder. */
    public Optional<FunctionSpec> functionOf(String arnPlaceholder) {
        return functions.stream()
                .filter(function -> function.arnPlaceholder().equals(arnPlaceholder))
                .findFirst();
    }

    /** The workflow whose ARN replaces a placeholder. */
    public Optional<WorkflowSpec> workflowOf(String arnPlaceholder) {
        return workflows.stream()
                .filter(workflow -> workflow.arnPlaceholder().equals(arnPlaceholder))
                .findFirst();
    }

    /** The target that defines a placeholder with any of its outputs. */
    public Optional<Target<?>> targetOf(String placeholder) {
        return targets.stream()
                .filter(target -> target.placeholders().contains(placeholder))
                .findFirst();
    }

    /** The placeholders of the ARNs of renamed functions and workflows: the present one by each former one that is not in use again. */
    public Map<String, String> formerPlaceholders() {
        var present = new HashMap<String, String>();
        for (var function : functions) {
            function.formerNames().forEach(name -> present.put(arnPlaceholder(name), function.arnPlaceholder()));
        }
        for (var workflow : workflows) {
            workflow.formerNames().forEach(name -> present.put(arnPlaceholder(name), workflow.arnPlaceholder()));
        }
        present.keySet().removeIf(this::defines);
        return present;
    }

    private static String arnPlaceholder(String name) {
        return new EntryName(name).placeholder("Arn");
    }

    /** Whether the user's own code may refer to targets; to which ones is known only when it runs. */
    public boolean mayUseAnyTarget() {
        return !declarations.isEmpty()
                || workflows.stream()
                        .anyMatch(workflow -> workflow.customizations().mayUseTargets())
                || functions.stream()
                        .anyMatch(function -> function.customizations().mayUseTargets())
                || workflows.stream()
                        .flatMap(workflow -> workflow.triggers().stream())
                        .anyMatch(Trigger::mayUseTargets);
    }

    /** Whether a placeholder has a value in the definition. */
    public boolean defines(String placeholder) {
        return placeholders().contains(placeholder);
    }

    /** Whether a placeholder has a value before functions are declared: in what functions, permissions and triggers say. */
    public boolean definesWithoutFunctions(String placeholder) {
        return placeholdersWithoutFunctions().contains(placeholder);
    }

    /** The names of all placeholders that have a value: those of functions, targets and values in the order of the plan, and the stack's. */
    public List<String> placeholders() {
        var names = new ArrayList<String>();
        for (var function : functions) {
            names.add(function.arnPlaceholder());
            names.add(function.timeoutPlaceholder());
        }
        names.addAll(placeholdersWithoutFunctions());
        return names;
    }

    /** The names of the placeholders that have a value before functions are declared. */
    public List<String> placeholdersWithoutFunctions() {
        var names = new ArrayList<String>();
        for (var target : targets) {
            names.addAll(target.placeholders());
        }
        for (var workflow : workflows) {
            names.add(workflow.arnPlaceholder());
        }
        names.addAll(values.keySet());
        names.addAll(StackValues.NAMES);
        return names;
    }

    /** The names of the placeholders that functions, permissions and triggers need. */
    public Set<String> neededPlaceholders() {
        var needed = new LinkedHashSet<String>();
        for (var function : functions) {
            needed.addAll(function.neededPlaceholders());
        }
        for (var workflow : workflows) {
            needed.addAll(workflow.neededPlaceholders());
        }
        for (var target : targets) {
            target.key().ifPresent(key -> needed.add(key.arnPlaceholder()));
        }
        return needed;
    }
}
