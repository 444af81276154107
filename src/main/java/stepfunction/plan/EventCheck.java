package stepfunction.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.JsonTemplate;
import stepfunction.asl.Placeholder;
import stepfunction.config.StackConfig;

/**
 * What EventBridge demands of a rule: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html.
 *
 * @param given the names of the placeholders that targets give
 */
record EventCheck(Event event, Set<String> given, StackConfig config) {

    private static final int MAX_RULE_NAME = 64;

    /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
    private static final int MAX_PATTERN = 4096;

    /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
    private static final int MAX_TEMPLATE = 8192;

    /** Names that a template may have without a path: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html. */
    private static final List<String> PREDEFINED = List.of(
            "aws.events.rule-arn",
            "aws.events.rule-name",
            "aws.events.event.ingestion-time",
            "aws.events.event",
            "aws.events.event.json");

    Stream<String> violations() {
        return Stream.of(ruleName(), pattern(), bus(), part(), paths(), template(), deadLetterUrl())
                .flatMap(Function.identity());
    }

    private Stream<String> ruleName() {
        var name = event.ruleName(config);
        return name.length() <= MAX_RULE_NAME
                ? Stream.of()
                : refuse("would have a rule called %s, which is %d characters long and may be %d; shorten its name"
                        .formatted(name, name.length(), MAX_RULE_NAME));
    }

    private Stream<String> pattern() {
        try {
            var pattern = JsonTemplate.parse(event.pattern()).json();
            if (pattern.toString().length() > MAX_PATTERN) {
                return refuse("has a pattern of %d characters, and EventBridge takes %d; shorten it"
                        .formatted(pattern.toString().length(), MAX_PATTERN));
            }
            return pattern instanceof JsonObject fields
                    ? fields("its pattern", fields)
                    : refuse(
                            "must have a pattern that is a JSON object, such as {\"source\": [\"aws.s3\"]}; correct it");
        } catch (InvalidJsonException e) {
            return refuse("has a pattern that %s".formatted(e.getMessage()));
        }
    }

    private Stream<String> fields(String where, JsonObject fields) {
        return fields.isEmpty()
                ? refuse("must match something, but %s is empty; name the source at least".formatted(where))
                : fields.entrySet().stream().flatMap(field -> value(field.getKey(), field.getValue()));
    }

    /** Leaves are lists, whose elements are values or comparisons. */
    private Stream<String> value(String name, JsonElement value) {
        if (value instanceof JsonObject fields) {
            return fields(name, fields);
        }
        if (value instanceof JsonArray values) {
            return values.isEmpty()
                    ? refuse("has no value for %s in its pattern; add one".formatted(name))
                    : Stream.of();
        }
        return refuse("has %1$s for %2$s in its pattern, where a list must be; write [%1$s]".formatted(value, name));
    }

    private Stream<String> bus() {
        return event.bus().stream()
                .filter(bus -> !bus.isDeclaredHere())
                .filter(bus -> Arn.parse(bus.existingArn())
                        .filter(arn -> arn.resource().startsWith("event-bus/"))
                        .isEmpty())
                .flatMap(bus -> refuse("is on the target %s, which is no event bus; take one".formatted(bus.name())));
    }

    private Stream<String> part() {
        return event.partPath().stream()
                .filter(path -> !isPath(path))
                .flatMap(path ->
                        refuse("must have an input path such as $.detail, was \"%s\"; correct it".formatted(path)));
    }

    private Stream<String> paths() {
        return event.transformerPaths().entrySet().stream()
                .filter(path -> !isPath(path.getValue()))
                .flatMap(path -> refuse("must have a path such as $.detail for %s, was \"%s\"; correct it"
                        .formatted(path.getKey(), path.getValue())));
    }

    private static boolean isPath(String text) {
        return text.equals("$") || text.startsWith("$.") || text.startsWith("$[");
    }

    /** Step Functions takes JSON alone; a value that takes the place of a name is JSON too. */
    private Stream<String> template() {
        if (event.transformerTemplate().isEmpty()) {
            return Stream.of();
        }
        var template = event.transformerTemplate().get();
        if (template.length() > MAX_TEMPLATE) {
            return refuse("has a template of %d characters, and EventBridge takes %d; shorten it"
                    .formatted(template.length(), MAX_TEMPLATE));
        }
        var placeholder = given.stream()
                .map(Placeholder::new)
                .filter(known -> known.isIn(template))
                .findFirst();
        if (placeholder.isPresent()) {
            return refuse("has %s in its template, where it would stay as it is; let the definition have it"
                    .formatted(placeholder.get().text()));
        }
        try {
            JsonTemplate.parse(filledIn(template));
            return Stream.of();
        } catch (InvalidJsonException e) {
            return refuse("has a template that %s, with 0 for each <name> that has a path".formatted(e.getMessage()));
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

    private Stream<String> deadLetterUrl() {
        return event.deadLetterQueue().stream()
                .filter(Target::isDeclaredHere)
                .filter(queue -> !queue.placeholders().contains(Event.urlPlaceholder(queue)))
                .flatMap(queue -> refuse(
                        "needs the URL of the queue %s, to let EventBridge send to it; add .with(\"Url\", Queue::url) to the target"
                                .formatted(queue.name())));
    }

    private Stream<String> refuse(String sentence) {
        return Stream.of("%s %s".formatted(event.title(), sentence));
    }
}
