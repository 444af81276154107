package stepfunction.check;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.JsonTemplate;
import stepfunction.asl.Placeholder;
import stepfunction.plan.EntryName;
import stepfunction.plan.Event;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Roles;
import stepfunction.plan.Schedule;
import stepfunction.plan.Target;
import stepfunction.plan.Trigger;
import stepfunction.plan.WorkflowSpec;

/** The checks of a workflow's triggers. */
final class TriggerCheck {

    /** Of a role, of a schedule and of a rule. */
    private static final int MAX_NAME = 64;

    /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
    private static final int MAX_AUTHORIZERS = 10;

    private final Plan plan;
    private final WorkflowSpec workflow;
    private final Instant now;
    private final Findings findings = new Findings();

    private TriggerCheck(Plan plan, WorkflowSpec workflow, Instant now) {
        this.plan = plan;
        this.workflow = workflow;
        this.now = now;
    }

    /**
     * The findings, each once.
     *
     * @param now which a schedule's time should be after
     */
    static List<Finding> check(Plan plan, WorkflowSpec workflow, Instant now) {
        var check = new TriggerCheck(plan, workflow, now);
        check.all();
        return check.findings.all();
    }

    private void all() {
        effectsDiffer();
        roleNames();
        authorizers();
        for (var trigger : workflow.triggers()) {
            if (trigger.isNamedInPlan()) {
                name(trigger);
            }
            targetsAreListed(trigger);
            deadLetterQueueIsStandard(trigger);
            if (trigger instanceof Schedule schedule) {
                findings.addAll(ScheduleCheck.check(schedule, now));
            }
            if (trigger instanceof Event event) {
                findings.addAll(EventCheck.check(event, workflow, plan));
            }
            if (trigger instanceof HttpRoute route) {
                findings.addAll(RouteCheck.check(route));
            }
            if (trigger instanceof QueueMessages messages) {
                findings.addAll(QueueCheck.check(messages, workflow, plan));
            }
        }
    }

    /**
     * Two should not start two executions each time, nor share a request or a message. A name that two have is reported for the whole plan.
     */
    private void effectsDiffer() {
        Map<Object, Trigger> byEffect = new HashMap<>();
        for (var trigger : workflow.triggers()) {
            var like = byEffect.putIfAbsent(effect(trigger), trigger);
            if (like != null) {
                sameEffect(trigger, like);
            }
        }
    }

    private void sameEffect(Trigger trigger, Trigger like) {
        if (trigger.title().equals(like.title()) && !trigger.isNamedInPlan()) {
            findings.error("%s is listed twice; remove one".formatted(trigger.title()));
        } else if (trigger instanceof QueueMessages) {
            duplicate(trigger, "%s is the same as %s, so each message reaches only one of them; remove one", like);
        } else if (!like.name().equals(trigger.name())) {
            duplicate(trigger, "%s does the same as %s, so two executions start each time; remove one", like);
        }
    }

    /** A warning, for AWS accepts both. */
    private void duplicate(Trigger trigger, String message, Trigger like) {
        findings.warning(Code.DUPLICATE_TRIGGER, trigger.name(), message.formatted(trigger.title(), like.title()));
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
            return List.of(messages.queueIdentity());
        }
        var event = (Event) trigger;
        return List.of(event.pattern(), event.bus().map(Target::name), event.input());
    }

    private void roleNames() {
        for (var role : Roles.ofTriggers(workflow)) {
            if (role.length() > MAX_NAME) {
                findings.error(
                        "the role of triggers would be called %s, which has %d characters and may have %d; shorten %s"
                                .formatted(
                                        role,
                                        role.length(),
                                        MAX_NAME,
                                        workflow.isMain() ? "stepFunctionName" : "its name by .named(NAME)"));
            }
        }
    }

    /** Routes with the same issuer and audiences share one. */
    private void authorizers() {
        var count = workflow.triggersOf(HttpRoute.class).stream()
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
        var advice = PlanCheck.adviceWithoutFunctions(plan, needed.name());
        if (isWithinTexts(trigger, needed)) {
            findings.warning(
                    Code.UNDEFINED_PLACEHOLDER,
                    trigger.name(),
                    "%s contains %s, which no target defines, so it is sent literally; %s"
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
