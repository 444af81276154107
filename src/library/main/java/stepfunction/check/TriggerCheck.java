package stepfunction.check;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import stepfunction.asl.Findings;
import stepfunction.asl.JsonTemplate;
import stepfunction.asl.Placeholder;
import stepfunction.asl.Spelling;
import stepfunction.plan.EntryName;
import stepfunction.plan.Event;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Roles;
import stepfunction.plan.Schedule;
import stepfunction.plan.Target;
import stepfunction.plan.Trigger;

/**
 * The checks of a plan's triggers.
 *
 * @param now which a schedule's time must be after
 */
record TriggerCheck(Plan plan, Instant now, Findings findings) {

    /** Of a role, of a schedule and of a rule. */
    private static final int MAX_NAME = 64;

    /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
    private static final int MAX_AUTHORIZERS = 10;

    void check() {
        namesAndEffectsDiffer();
        roleNames();
        authorizers();
        for (var trigger : plan.triggers()) {
            if (hasChosenName(trigger)) {
                name(trigger);
            }
            targetsAreListed(trigger);
            deadLetterQueueIsStandard(trigger);
            if (trigger instanceof Schedule schedule) {
                new ScheduleCheck(schedule, now, findings).check();
            }
            if (trigger instanceof Event event) {
                new EventCheck(event, plan, findings).check();
            }
            if (trigger instanceof HttpRoute route) {
                new RouteCheck(route, findings).check();
            }
            if (trigger instanceof QueueMessages messages) {
                new QueueCheck(messages, plan, findings).check();
            }
        }
    }

    /** Two must not share a name, nor start two executions each time, nor compete for the same requests or messages. */
    private void namesAndEffectsDiffer() {
        var names = new TreeSet<String>();
        Map<Object, Trigger> byEffect = new HashMap<>();
        for (var trigger : plan.triggers()) {
            var like = byEffect.putIfAbsent(effect(trigger), trigger);
            if (hasChosenName(trigger) && !names.add(trigger.name())) {
                findings.error("two triggers have the name %s; rename one".formatted(trigger.name()));
            } else if (like != null) {
                sameEffect(trigger, like);
            }
        }
    }

    private void sameEffect(Trigger trigger, Trigger like) {
        if (trigger.title().equals(like.title())) {
            findings.error("%s is listed twice; remove one".formatted(trigger.title()));
        } else if (trigger instanceof QueueMessages) {
            findings.error("%s is the same as %s, so each message would reach only one of them; remove one"
                    .formatted(trigger.title(), like.title()));
        } else {
            findings.error("%s does the same as %s, so two executions would start each time; remove one"
                    .formatted(trigger.title(), like.title()));
        }
    }

    /** The names of routes and queues follow from what they are about. */
    private static boolean hasChosenName(Trigger trigger) {
        return trigger instanceof Schedule || trigger instanceof Event;
    }

    /** The properties that distinguish triggers, apart from their names. */
    private static Object effect(Trigger trigger) {
        if (trigger instanceof Schedule schedule) {
            return List.of(schedule.timing(), schedule.timeZone(), schedule.input());
        }
        if (trigger instanceof HttpRoute route) {
            return route.key();
        }
        if (trigger instanceof QueueMessages messages) {
            var queue = messages.queue();
            return List.of(queue.isDeclaredHere() ? queue.name() : queue.existingArn());
        }
        var event = (Event) trigger;
        return List.of(event.pattern(), event.bus().map(Target::name), event.input());
    }

    private void roleNames() {
        for (var role : Roles.ofTriggers(plan)) {
            if (role.length() > MAX_NAME) {
                findings.error(
                        "the role of triggers would be called %s, which has %d characters and may have %d; shorten stepFunctionName"
                                .formatted(role, role.length(), MAX_NAME));
            }
        }
    }

    /** Routes with the same issuer and audiences share one. */
    private void authorizers() {
        var count = plan.routes().stream()
                .flatMap(route -> route.tokens().stream())
                .distinct()
                .count();
        if (count > MAX_AUTHORIZERS) {
            findings.error(
                    "the routes accept JWTs of %d different issuers or audiences, and API Gateway allows %d for an API; let routes share them"
                            .formatted(count, MAX_AUTHORIZERS));
        }
    }

    private void name(Trigger trigger) {
        var name = trigger.name();
        if (!new EntryName(name).isWellFormed() || name.length() > MAX_NAME) {
            findings.error(
                    "the name \"%s\" of a trigger must be of at most %d letters and digits and start with a lower-case letter, such as everyNight; change it"
                            .formatted(name, MAX_NAME));
        }
    }

    private void targetsAreListed(Trigger trigger) {
        for (var needed : trigger.neededPlaceholders()) {
            if (!plan.definesWithoutFunctions(needed) && !isMissingUrl(trigger, needed)) {
                targetIsMissing(trigger, new Placeholder(needed));
            }
        }
    }

    private void targetIsMissing(Trigger trigger, Placeholder needed) {
        var advice = Spelling.nearest(needed.name(), plan.placeholdersWithoutFunctions())
                .map(meant -> "did you mean ${%s}?".formatted(meant))
                .orElse("add .target(...)");
        if (isWithinTexts(trigger, needed)) {
            findings.warning("%s contains %s, which no target defines, so it is sent literally; %s"
                    .formatted(trigger.title(), needed.text(), advice));
        } else {
            findings.error(
                    "%s needs %s, which no target defines; %s".formatted(trigger.title(), needed.text(), advice));
        }
    }

    /** Whether it stands in longer texts alone. */
    private static boolean isWithinTexts(Trigger trigger, Placeholder placeholder) {
        var texts = JsonTemplate.texts(trigger.json()).filter(placeholder::isIn).toList();
        return !texts.isEmpty() && !texts.contains(placeholder.text());
    }

    /** A missing URL is reported elsewhere, with the fix. */
    private static boolean isMissingUrl(Trigger trigger, String placeholder) {
        return trigger.deadLetterQueue()
                .filter(queue -> placeholder.equals(Event.urlPlaceholder(queue)))
                .filter(queue -> !queue.placeholders().contains(placeholder))
                .isPresent();
    }

    private void deadLetterQueueIsStandard(Trigger trigger) {
        var queue = trigger.deadLetterQueue();
        if (queue.isPresent() && queue.get().existingArn().endsWith(".fifo")) {
            findings.error("%s cannot send dead letters to %s, a FIFO queue; use a standard queue"
                    .formatted(trigger.title(), queue.get().name()));
        }
    }
}
