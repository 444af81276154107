package stepfunction.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.JsonTemplate;
import stepfunction.asl.Placeholder;
import stepfunction.asl.Spelling;
import stepfunction.plan.Arn;
import stepfunction.plan.Event;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;
import stepfunction.plan.WorkflowSpec;

/** The rules of EventBridge for a rule: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html. */
final class EventCheck {

    private static final int MAX_RULE_NAME = 64;

    /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
    private static final int MAX_TEMPLATE = 8192;

    private static final int MAX_PATHS = 100;
    private static final Pattern PATH_NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final String RESERVED = "AWS";

    /** A name in a template, and the colon behind it where it is in an object's key. */
    private static final Pattern NAME = Pattern.compile("<([A-Za-z0-9_.-]+)>(?:[^\"\\\\]*\"\\s*(:))?");

    /** Names that a template may have without a path: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html. */
    private static final List<String> PREDEFINED = List.of(
            "aws.events.rule-arn",
            "aws.events.rule-name",
            "aws.events.event.ingestion-time",
            "aws.events.event",
            "aws.events.event.json");

    /** A path of plain names. */
    private static final Pattern FIELDS = Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_-]*)+");

    private final Event event;
    private final WorkflowSpec workflow;
    private final Plan plan;
    private final Findings findings = new Findings();

    private EventCheck(Event event, WorkflowSpec workflow, Plan plan) {
        this.event = event;
        this.workflow = workflow;
        this.plan = plan;
    }

    /** The findings, each once. */
    static List<Finding> check(Event event, WorkflowSpec workflow, Plan plan) {
        var check = new EventCheck(event, workflow, plan);
        check.all();
        return check.findings.all();
    }

    private void all() {
        ruleName();
        pattern();
        bus();
        part();
        paths();
        namesOfPaths();
        examplesHaveWhatPathsRead();
        template();
        queueDeclaredHereHasItsUrl();
        existingQueueTakesDeadLetters();
    }

    private void ruleName() {
        var name = event.ruleName(workflow.settings().name());
        if (name.length() > MAX_RULE_NAME) {
            findings.error("%s would have a rule called %s, which has %d characters and may have %d; shorten its name"
                    .formatted(event.title(), name, name.length(), MAX_RULE_NAME));
        }
    }

    private void pattern() {
        findings.addAll(PatternCheck.check(event, PatternSubject.EVENT, event.examples(), plan.knownValues()));
    }

    private void bus() {
        if (event.bus().isPresent() && isNoBus(event.bus().get())) {
            findings.error("%s is on the target %s, which is not an event bus; choose one"
                    .formatted(event.title(), event.bus().get().name()));
        }
    }

    /** The ARN of a target that this stack declares is not known yet. */
    private static boolean isNoBus(Target<?> target) {
        return !target.isDeclaredHere()
                && Arn.parse(target.existingArn())
                        .filter(arn -> arn.resource().startsWith("event-bus/"))
                        .isEmpty();
    }

    private void part() {
        var path = event.partPath();
        if (path.isPresent() && !isPath(path.get())) {
            findings.error("%s must have an input path such as $.detail, was \"%s\"; correct it"
                    .formatted(event.title(), path.get()));
        }
    }

    private void paths() {
        for (var path : event.transformerPaths().entrySet()) {
            if (!isPath(path.getValue())) {
                findings.error("%s must have a path such as $.detail for %s, was \"%s\"; correct it"
                        .formatted(event.title(), path.getKey(), path.getValue()));
            }
        }
    }

    private void namesOfPaths() {
        var names = event.transformerPaths().keySet();
        if (names.size() > MAX_PATHS) {
            findings.error("%s has %d paths for its template, and EventBridge allows %d; remove some"
                    .formatted(event.title(), names.size(), MAX_PATHS));
        }
        for (var name : names) {
            if (!PATH_NAME.matcher(name).matches() || name.startsWith(RESERVED)) {
                findings.error(
                        "%s must have a name of letters, digits, hyphens and underscores that does not begin with AWS for the path %s, was \"%s\"; rename it"
                                .formatted(
                                        event.title(), event.transformerPaths().get(name), name));
            }
        }
    }

    /** An example that must match is an event of the kind that starts executions. */
    private void examplesHaveWhatPathsRead() {
        var paths = new LinkedHashSet<>(event.transformerPaths().values());
        event.partPath().ifPresent(paths::add);
        for (var path : paths) {
            for (var example : event.examples().matched()) {
                if (isMissing(path, example)) {
                    findings.warning(
                            Code.NO_DATA,
                            event.name(),
                            "%s reads %s, which an event that it matches does not have; correct the path or the example"
                                    .formatted(event.title(), path));
                }
            }
        }
    }

    /** Of fields alone; whatever else a path may select counts as there, and a field of every event that the example leaves out. */
    private static boolean isMissing(String path, String example) {
        if (!FIELDS.matcher(path).matches()) {
            return false;
        }
        try {
            Optional<JsonElement> found =
                    Optional.of(JsonTemplate.parse(example).json());
            var fields = List.of(path.substring("$.".length()).split("\\.", -1));
            if (PatternSubject.EVENT.fields().contains(fields.get(0))
                    && !found.get().getAsJsonObject().has(fields.get(0))) {
                return false;
            }
            for (var field : fields) {
                found = found.filter(JsonObject.class::isInstance)
                        .map(value -> value.getAsJsonObject().get(field));
            }
            return found.isEmpty();
        } catch (InvalidJsonException reportedElsewhere) {
            return false;
        }
    }

    private static boolean isPath(String text) {
        return text.equals("$") || text.startsWith("$.") || text.startsWith("$[");
    }

    private void template() {
        if (event.transformerTemplate().isEmpty()) {
            return;
        }
        var template = event.transformerTemplate().get();
        var placeholder = placeholderIn(template);
        if (template.length() > MAX_TEMPLATE) {
            findings.error("%s has a template of %d characters, and EventBridge allows %d; shorten it"
                    .formatted(event.title(), template.length(), MAX_TEMPLATE));
        } else if (placeholder.isPresent()) {
            findings.error("%s has %s in its template, where it would not be replaced; use it in the definition"
                    .formatted(event.title(), placeholder.get().text()));
        } else if (namesAreDefined(template)) {
            templateMakesJson(template);
        }
    }

    /** Whether all names have a path or are predefined, and none is in a key. */
    private boolean namesAreDefined(String template) {
        var defined = new ArrayList<>(event.transformerPaths().keySet());
        defined.addAll(PREDEFINED);
        var problems = new ArrayList<String>();
        NAME.matcher(template).results().forEach(found -> {
            var name = found.group(1);
            if (!defined.contains(name)) {
                problems.add("%s has <%s> in its template, which no path defines; %s"
                        .formatted(
                                event.title(),
                                name,
                                Spelling.nearest(name, defined)
                                        .map("did you mean <%s>?"::formatted)
                                        .orElse("add a path of this name")));
            } else if (found.group(2) != null) {
                problems.add("%s has <%s> in a key of its template, where EventBridge allows none; use it in a value"
                        .formatted(event.title(), name));
            }
        });
        problems.forEach(findings::error);
        return problems.isEmpty();
    }

    private Optional<Placeholder> placeholderIn(String template) {
        return plan.placeholdersWithoutFunctions().stream()
                .sorted()
                .map(Placeholder::new)
                .filter(known -> known.isIn(template))
                .findFirst();
    }

    /** Step Functions takes JSON alone; a value that takes the place of a name is JSON too. */
    private void templateMakesJson(String template) {
        try {
            JsonTemplate.parse(filledIn(template));
        } catch (InvalidJsonException e) {
            findings.error("%s has a template that %s, with 0 for each <name> that has a path"
                    .formatted(event.title(), e.getMessage()));
        }
    }

    /** The template with a JSON value in place of each name that stands for one. */
    private String filledIn(String template) {
        var filledIn = template;
        for (var name : event.transformerPaths().keySet()) {
            filledIn = filledIn.replace("<%s>".formatted(name), "0");
        }
        for (var name : PREDEFINED) {
            filledIn = filledIn.replace("<%s>".formatted(name), "0");
        }
        return filledIn;
    }

    private void queueDeclaredHereHasItsUrl() {
        var queue = event.deadLetterQueue().filter(Target::isDeclaredHere);
        if (queue.isPresent() && !queue.get().placeholders().contains(Event.urlPlaceholder(queue.get()))) {
            findings.error(
                    "%s needs the URL of the queue %s, to let EventBridge send to it; add .with(\"Url\", Queue::url) to the target"
                            .formatted(event.title(), queue.get().name()));
        }
    }

    /** A warning, for that cannot be seen from here; the policy of a queue that the stack declares is set. */
    private void existingQueueTakesDeadLetters() {
        var queue = event.deadLetterQueue().filter(target -> !target.isDeclaredHere());
        if (queue.isPresent()) {
            findings.warning(
                    Code.DEAD_LETTER_POLICY,
                    event.name(),
                    "the policy of the queue %s must let events.amazonaws.com send it messages for the rule %s, or dead letters of %s are lost"
                            .formatted(
                                    queue.get().name(),
                                    event.ruleName(workflow.settings().name()),
                                    event.title()));
        }
    }
}
