package stepfunction.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import stepfunction.config.StackConfig;

/**
 * What a workflow consists of: its definition, its functions, what else it calls, and what starts it. Each method returns a new plan with
 * one entry more; the order of entries has no meaning. A mistake in an entry is reported before anything is registered, with all others.
 *
 * @param file the name of the definition's file, for messages
 * @param definition the file's text
 * @param permissions what the state machine's role allows besides what follows from the definition
 * @param triggers what starts executions
 * @param config the source of the functions' default sizes, timeouts and names
 */
public record Plan(
        String file,
        String definition,
        List<FunctionSpec> functions,
        List<Target<?>> targets,
        List<Permission> permissions,
        List<Trigger> triggers,
        StackConfig config) {

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
        return new Plan(file, ResourceFile.text(file), List.of(), List.of(), List.of(), List.of(), config);
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
                file, definition, appended(functions, function.build()), targets, permissions, triggers, config);
    }

    /** Adds a resource that the workflow or a function calls. */
    public Plan target(Target<?> target) {
        return new Plan(file, definition, functions, appended(targets, target), permissions, triggers, config);
    }

    /**
     * Allows the state machine's role an action that does not follow from the definition.
     *
     * @param action such as {@code rekognition:DetectLabels}, without wildcards: https://docs.aws.amazon.com/service-authorization
     * @param resource an ARN, the placeholder of one of the plan's functions such as <code>"${CountArn}"</code>, or {@code *} for an
     *     action that has no resource type
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
        return new Plan(file, definition, functions, targets, appended(permissions, permission), triggers, config);
    }

    /** Adds a {@link Schedule} or an {@link Event} that starts executions. */
    public Plan startOn(Trigger trigger) {
        return new Plan(file, definition, functions, targets, permissions, appended(triggers, trigger), config);
    }

    /** Adds entries on a condition: {@code when(config.flag("nightly"), plan -> plan.startOn(nightly))}. */
    public Plan when(boolean holds, UnaryOperator<Plan> more) {
        return holds ? more.apply(this) : this;
    }

    /** The triggers that are schedules. */
    public List<Schedule> schedules() {
        return triggersOf(Schedule.class);
    }

    /** The triggers that are events. */
    public List<Event> events() {
        return triggersOf(Event.class);
    }

    private <T extends Trigger> List<T> triggersOf(Class<T> kind) {
        return triggers.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T> List<T> appended(List<? extends T> list, T element) {
        return Stream.<T>concat(list.stream(), Stream.of(element)).toList();
    }

    /** Seconds by the placeholder of each function's Task timeout. */
    public Map<String, Long> taskTimeoutsSeconds() {
        var timeouts = new LinkedHashMap<String, Long>();
        functions.forEach(function -> timeouts.put(
                function.timeoutPlaceholder(), function.taskTimeout().toSeconds()));
        return timeouts;
    }

    /** The function whose ARN a placeholder stands for. */
    public Optional<FunctionSpec> functionOf(String arnPlaceholder) {
        return functions.stream()
                .filter(function -> function.arnPlaceholder().equals(arnPlaceholder))
                .findFirst();
    }

    /** The target that gives a placeholder, whichever of its outputs that is. */
    public Optional<Target<?>> targetOf(String placeholder) {
        return targets.stream()
                .filter(target -> target.placeholders().contains(placeholder))
                .findFirst();
    }

    /** Whether a function or a target gives a placeholder: what the definition may have. */
    public boolean gives(String placeholder) {
        return placeholders().contains(placeholder);
    }

    /** Whether a target gives a placeholder: what functions and triggers may need, whose values only targets give. */
    public boolean targetGives(String placeholder) {
        return targetPlaceholders().contains(placeholder);
    }

    /** The names of the placeholders that functions and targets give, in the order of the plan. */
    public List<String> placeholders() {
        var names = new ArrayList<String>();
        for (var function : functions) {
            names.add(function.arnPlaceholder());
            names.add(function.timeoutPlaceholder());
        }
        names.addAll(targetPlaceholders());
        return names;
    }

    /** The names of the placeholders that targets give, in the order of the plan. */
    public List<String> targetPlaceholders() {
        var names = new ArrayList<String>();
        for (var target : targets) {
            names.addAll(target.placeholders());
        }
        return names;
    }

    /** The names of the placeholders that functions, permissions and triggers need. */
    public Set<String> neededPlaceholders() {
        var needed = new LinkedHashSet<String>();
        for (var function : functions) {
            needed.addAll(function.neededPlaceholders());
        }
        for (var permission : permissions) {
            permission.resource().placeholder().ifPresent(needed::add);
        }
        for (var trigger : triggers) {
            needed.addAll(trigger.neededPlaceholders());
        }
        return needed;
    }
}
