package stepfunction.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.asl.JsonTemplate;
import stepfunction.asl.Placeholder;

/**
 * What must hold of a plan's triggers.
 *
 * @param now which a schedule's time must be after
 */
record TriggerCheck(Plan plan, Instant now) {

    /** Of a role, of a schedule and of a rule. */
    private static final int MAX_NAME = 64;

    Stream<String> violations() {
        return Stream.of(
                        plan.triggers().stream().flatMap(this::name),
                        alike(),
                        roleNames(),
                        plan.triggers().stream().flatMap(this::unlistedTargets),
                        plan.triggers().stream().flatMap(this::placeholdersWithinTexts),
                        plan.triggers().stream().flatMap(this::fifoQueue),
                        plan.schedules().stream().flatMap(schedule -> new ScheduleCheck(schedule, now).violations()),
                        plan.events().stream()
                                .flatMap(event -> new EventCheck(event, given(), plan.config()).violations()))
                .flatMap(Function.identity());
    }

    private Stream<String> name(Trigger trigger) {
        var isWellFormed =
                new EntryName(trigger.name()).isWellFormed() && trigger.name().length() <= MAX_NAME;
        return isWellFormed
                ? Stream.of()
                : Stream.of(
                        "the name \"%s\" of a trigger must be of at most %d letters and digits and begin with a small letter, such as everyNight; change it"
                                .formatted(trigger.name(), MAX_NAME));
    }

    /** Two that share a name, or that would start two executions each time. */
    private Stream<String> alike() {
        var violations = new ArrayList<String>();
        var names = new TreeSet<String>();
        Map<Object, Trigger> byEffect = new HashMap<>();
        for (var trigger : plan.triggers()) {
            var like = byEffect.putIfAbsent(effect(trigger), trigger);
            if (!names.add(trigger.name())) {
                violations.add("two triggers have the name %s; rename one".formatted(trigger.name()));
            } else if (like != null) {
                violations.add("%s does what %s does, so that two executions would start each time; remove one"
                        .formatted(trigger.title(), like.title()));
            }
        }
        return violations.stream();
    }

    /** What tells a trigger from another, whatever their names. */
    private static Object effect(Trigger trigger) {
        if (trigger instanceof Schedule schedule) {
            return List.of(schedule.timing(), schedule.timeZone(), schedule.input());
        }
        var event = (Event) trigger;
        return List.of(event.pattern(), event.bus().map(Target::name), event.input());
    }

    private Stream<String> roleNames() {
        return Roles.ofTriggers(plan)
                .filter(name -> name.length() > MAX_NAME)
                .map(name ->
                        "the role of triggers would be called %s, which is %d characters long and may be %d; shorten stepFunctionName"
                                .formatted(name, name.length(), MAX_NAME));
    }

    /** The names of the placeholders that targets give. */
    private Set<String> given() {
        return plan.targetPlaceholders().collect(Collectors.toCollection(TreeSet::new));
    }

    /** A placeholder within a longer text would stay as it is. */
    private Stream<String> placeholdersWithinTexts(Trigger trigger) {
        return given().stream()
                .map(Placeholder::new)
                .filter(placeholder -> JsonTemplate.texts(trigger.json())
                        .anyMatch(text -> placeholder.isIn(text) && !text.equals(placeholder.text())))
                .map(placeholder ->
                        "%s has %s within a longer text, where it would stay as it is; make it a string of its own"
                                .formatted(trigger.title(), placeholder.text()));
    }

    private Stream<String> unlistedTargets(Trigger trigger) {
        var given = given();
        return trigger.neededPlaceholders()
                .filter(name -> !given.contains(name) && !isMissingUrl(trigger, name))
                .map(name ->
                        "%s needs ${%s}, which no target gives; add .target(...)".formatted(trigger.title(), name));
    }

    /** Which is told with its mend. */
    private static boolean isMissingUrl(Trigger trigger, String placeholder) {
        return trigger.deadLetterQueue()
                .filter(queue -> placeholder.equals(Event.urlPlaceholder(queue)))
                .filter(queue -> !queue.placeholders().contains(placeholder))
                .isPresent();
    }

    private Stream<String> fifoQueue(Trigger trigger) {
        return trigger.deadLetterQueue().stream()
                .filter(queue -> queue.existingArn().endsWith(".fifo"))
                .map(queue -> "%s cannot send dead letters to %s, a FIFO queue; take a standard queue"
                        .formatted(trigger.title(), queue.name()));
    }
}
