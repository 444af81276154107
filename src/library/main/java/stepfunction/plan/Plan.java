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
 * What the workflow consists of. Each method returns a plan with one thing more; their order means nothing.
 *
 * @param file of the state machine's definition, as messages name it
 * @param definition its text
 * @param permissions what the state machine's role allows besides what follows from the definition
 * @param triggers what starts its executions
 * @param config gives the functions their size, timeout and names
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
     * A plan of a definition alone.
     *
     * @param file in {@code src/main/resources}
     * @throws IllegalArgumentException if it is not there
     */
    public static Plan of(String file, StackConfig config) {
        return new Plan(file, ResourceFile.text(file), List.of(), List.of(), List.of(), List.of(), config);
    }

    /** A function of the size that the config gives, with {@code handler} in the folder's handler.py. */
    public Plan function(String name, String folder) {
        return function(name, folder, function -> {});
    }

    /**
     * A function.
     *
     * @param name such as {@code count}, for <code>"${CountArn}"</code>
     * @param folder of its sources, in the project's folder
     * @param details what differs from the config
     */
    public Plan function(String name, String folder, Consumer<FunctionSpec.Builder> details) {
        var function = new FunctionSpec.Builder(name, folder, config);
        details.accept(function);
        return new Plan(
                file, definition, appended(functions, function.build()), targets, permissions, triggers, config);
    }

    /** What the workflow or a function calls. */
    public Plan target(Target<?> target) {
        return new Plan(file, definition, functions, appended(targets, target), permissions, triggers, config);
    }

    /**
     * Allows the state machine's role an action that does not follow from the definition.
     *
     * @param resource an ARN, a placeholder such as <code>"${CountArn}"</code> for one of the plan's own functions, or {@code *}
     *     where AWS knows no resource of the action
     */
    public Plan allow(String action, String resource) {
        return allow(new Permission(List.of(action), Value.parse(resource), ""));
    }

    /** Allows the state machine's role an action on a target, such as a key. */
    public Plan allow(String action, Target<?> target) {
        return allow(action, target, "");
    }

    /** Allows the state machine's role an action on what is within a target, such as {@code /*} for a bucket's objects. */
    public Plan allow(String action, Target<?> target, String within) {
        return allow(new Permission(List.of(action), target.arn(), within));
    }

    private Plan allow(Permission permission) {
        return new Plan(file, definition, functions, targets, appended(permissions, permission), triggers, config);
    }

    /** Starts executions on a schedule or on events. */
    public Plan startOn(Trigger trigger) {
        return new Plan(file, definition, functions, targets, permissions, appended(triggers, trigger), config);
    }

    /** Has more where something holds: {@code when(config.flag("nightly"), plan -> plan.startOn(nightly))}. */
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
