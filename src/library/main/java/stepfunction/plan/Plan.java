package stepfunction.plan;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.sfn.StateMachineArgs;
import java.util.ArrayList;
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
 * The parts of a workflow: its definition, its functions, what else it calls, and what starts it. Each method returns a new plan with
 * one entry more; the order of entries has no meaning. A mistake in an entry is reported before anything is registered, with all others.
 *
 * @param source the state machine's definition, and values for it
 * @param permissions of the state machine's role that do not follow from the definition
 * @param triggers what starts executions
 * @param extensions the user's own Pulumi code
 * @param config the source of the functions' default sizes, timeouts and names
 */
public record Plan(
        Source source,
        List<FunctionSpec> functions,
        List<Target<?>> targets,
        List<Permission> permissions,
        List<Trigger> triggers,
        Extensions extensions,
        StackConfig config) {

    private static final Gson JSON = new GsonBuilder().serializeNulls().create();

    /**
     * Pulumi code of the user's own.
     *
     * @param customizations of the state machine, its log group and its role
     * @param declarations called after everything is declared, in their order
     */
    public record Extensions(
            Customizations<StateMachineArgs.Builder> customizations, List<Consumer<StackResources>> declarations) {

        public Extensions {
            declarations = List.copyOf(declarations);
        }
    }

    public Plan {
        functions = List.copyOf(functions);
        targets = List.copyOf(targets);
        permissions = List.copyOf(permissions);
        triggers = List.copyOf(triggers);
    }

    /**
     * A plan with a definition and nothing else.
     *
     * @param file in {@code src/main/resources}, in the Amazon States Language: https://states-language.net/spec.html
     * @throws IllegalArgumentException if the file does not exist
     */
    public static Plan of(String file, StackConfig config) {
        return of(new Source(file, ResourceFile.text(file), Map.of()), config);
    }

    /** A plan of a definition alone, wherever its text comes from. */
    public static Plan of(Source source, StackConfig config) {
        var extensions = new Extensions(Customizations.none(), List.of());
        return new Plan(source, List.of(), List.of(), List.of(), List.of(), extensions, config);
    }

    /** The file of the state machine's definition, as messages name it. */
    public String file() {
        return source.file();
    }

    /** The text of the state machine's definition. */
    public String definition() {
        return source.definition();
    }

    /** Adds a Lambda function of the config's size, which runs {@code handler} in the folder's handler.py. */
    public Plan function(String name, String folder) {
        return function(name, folder, function -> {});
    }

    /**
     * Adds a Lambda function.
     *
     * @param name such as {@code count}: the definition refers to <code>"${CountArn}"</code> and <code>"${CountTaskTimeoutSeconds}"</code>
     * @param folder of the sources, relative to the project's folder
     * @param details sets what differs from the config
     */
    public Plan function(String name, String folder, Consumer<FunctionSpec.Builder> details) {
        var function = new FunctionSpec.Builder(name, folder, config);
        details.accept(function);
        return new Plan(
                source, appended(functions, function.build()), targets, permissions, triggers, extensions, config);
    }

    /** Adds a resource that the workflow or a function calls. */
    public Plan target(Target<?> target) {
        return new Plan(source, functions, appended(targets, target), permissions, triggers, extensions, config);
    }

    /**
     * Allows the state machine's role an action that does not follow from the definition.
     *
     * @param action such as {@code rekognition:DetectLabels}, without wildcards: https://docs.aws.amazon.com/service-authorization
     * @param resource an ARN, which may contain placeholders such as <code>${Region}</code>, the placeholder of one of the plan's
     *     functions such as <code>"${CountArn}"</code>, or {@code *} for an action that has no resource type
     */
    public Plan allow(String action, String resource) {
        return allow(new Permission(List.of(action), Value.parse(resource), ""));
    }

    /** Allows the state machine's role an action on a target, such as {@code kms:Decrypt} on a key. */
    public Plan allow(String action, Target<?> target) {
        return allow(action, target, "");
    }

    /**
     * Allows the state machine's role an action on a part of a target.
     *
     * @param within what follows the target's ARN, such as {@code /*} for the objects of a bucket
     */
    public Plan allow(String action, Target<?> target, String within) {
        return allow(new Permission(List.of(action), target.arn(), within));
    }

    private Plan allow(Permission permission) {
        return new Plan(source, functions, targets, appended(permissions, permission), triggers, extensions, config);
    }

    /** Adds a {@link Schedule}, an {@link Event}, an {@link HttpRoute} or {@link QueueMessages}, which start executions. */
    public Plan startOn(Trigger trigger) {
        return new Plan(source, functions, targets, permissions, appended(triggers, trigger), extensions, config);
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
        var values = new LinkedHashMap<>(source.values());
        if (values.put(name, JSON.toJsonTree(value)) != null) {
            throw new IllegalArgumentException("the plan has two values %s; rename one".formatted(name));
        }
        var changed = new Source(source.file(), source.definition(), values);
        return new Plan(changed, functions, targets, permissions, triggers, extensions, config);
    }

    /**
     * Sets arguments of the state machine for which the plan has no word, such as a key. Not the name, the type, the role, the
     * definition, the versions, the log or the traces.
     */
    public Plan customize(Consumer<StateMachineArgs.Builder> customization) {
        return with(customizations().ofResource(customizations().resource().and(customization)));
    }

    /**
     * Sets arguments of the state machine for which the plan has no word, with the resources of targets or with options at hand:
     * {@code customize((args, context) -> args.encryptionConfiguration(encryption(context.resource(key).arn())))}.
     */
    public Plan customize(BiConsumer<StateMachineArgs.Builder, CustomizationContext> customization) {
        return with(customizations().ofResource(customizations().resource().and(customization)));
    }

    /** Sets arguments of the state machine's log group, such as another retention; not its name. */
    public Plan customizeLogGroup(Consumer<LogGroupArgs.Builder> customization) {
        return with(customizations().ofLogGroup(customizations().logGroup().and(customization)));
    }

    /** Sets arguments of the state machine's log group, with the resources of targets or with options at hand. */
    public Plan customizeLogGroup(BiConsumer<LogGroupArgs.Builder, CustomizationContext> customization) {
        return with(customizations().ofLogGroup(customizations().logGroup().and(customization)));
    }

    /** Sets arguments of the state machine's role, such as managed policies; not its name, its trust or its inline policies. */
    public Plan customizeRole(Consumer<RoleArgs.Builder> customization) {
        return with(customizations().ofRole(customizations().role().and(customization)));
    }

    /** Sets arguments of the state machine's role, with the resources of targets or with options at hand. */
    public Plan customizeRole(BiConsumer<RoleArgs.Builder, CustomizationContext> customization) {
        return with(customizations().ofRole(customizations().role().and(customization)));
    }

    private Customizations<StateMachineArgs.Builder> customizations() {
        return extensions.customizations();
    }

    private Plan with(Customizations<StateMachineArgs.Builder> customizations) {
        return with(new Extensions(customizations, extensions.declarations()));
    }

    /**
     * Declares anything else, once everything that the plan lists is declared. The code may create resources, look up others and
     * export outputs: {@code declare(stack -> stack.export("ordersTable", stack.resource(orders).name()))}.
     */
    public Plan declare(Consumer<StackResources> declaration) {
        return with(new Extensions(extensions.customizations(), appended(extensions.declarations(), declaration)));
    }

    private Plan with(Extensions changed) {
        return new Plan(source, functions, targets, permissions, triggers, changed, config);
    }

    /** Adds entries if a condition holds: {@code when(config.flag("nightly"), plan -> plan.startOn(nightly))}. */
    public Plan when(boolean condition, UnaryOperator<Plan> more) {
        return condition ? more.apply(this) : this;
    }

    /** The triggers that are schedules. */
    public List<Schedule> schedules() {
        return triggersOf(Schedule.class);
    }

    /** The triggers that are events. */
    public List<Event> events() {
        return triggersOf(Event.class);
    }

    /** The triggers that are routes of an HTTP API. */
    public List<HttpRoute> routes() {
        return triggersOf(HttpRoute.class);
    }

    /** The triggers that are the messages of queues. */
    public List<QueueMessages> queues() {
        return triggersOf(QueueMessages.class);
    }

    private <T extends Trigger> List<T> triggersOf(Class<T> kind) {
        return triggers.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T> List<T> appended(List<? extends T> list, T element) {
        return Stream.<T>concat(list.stream(), Stream.of(element)).toList();
    }

    /** The values of placeholders that are known before anything is registered: the timeouts of Tasks, the plan's own values, Region and stack. */
    public Map<String, Object> knownValues() {
        var known = new LinkedHashMap<String, Object>(StackValues.of(config));
        functions.forEach(function ->
                known.put(function.timeoutPlaceholder(), function.taskTimeout().toSeconds()));
        known.putAll(source.values());
        return known;
    }

    /** The function whose ARN a placeholder stands for. */
    public Optional<FunctionSpec> functionOf(String arnPlaceholder) {
        return functions.stream()
                .filter(function -> function.arnPlaceholder().equals(arnPlaceholder))
                .findFirst();
    }

    /** The target that defines a placeholder with any of its outputs. */
    public Optional<Target<?>> targetOf(String placeholder) {
        return targets.stream()
                .filter(target -> target.placeholders().contains(placeholder))
                .findFirst();
    }

    /** Whether the user's own code may refer to targets; to which ones is known only when it runs. */
    public boolean mayUseAnyTarget() {
        return !extensions.declarations().isEmpty()
                || customizations().mayUseTargets()
                || functions.stream()
                        .anyMatch(function -> function.customizations().mayUseTargets())
                || triggers.stream().anyMatch(Trigger::mayUseTargets);
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
        names.addAll(source.values().keySet());
        names.addAll(StackValues.NAMES);
        return names;
    }

    /** The names of the placeholders that functions, permissions and triggers need. */
    public Set<String> neededPlaceholders() {
        var needed = new LinkedHashSet<String>();
        for (var function : functions) {
            needed.addAll(function.neededPlaceholders());
        }
        for (var permission : permissions) {
            needed.addAll(permission.resource().placeholders());
        }
        for (var trigger : triggers) {
            needed.addAll(trigger.neededPlaceholders());
        }
        return needed;
    }
}
