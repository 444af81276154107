package stepfunction.asl;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arguments, Output, Assign and the expressions beside them: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html. */
final class JsonataPayload extends Payload {

    private final JsonataEvaluator jsonata;

    JsonataPayload(Visit visit) {
        super(visit);
        this.jsonata = visit.execution().shared().expressions().jsonata();
    }

    /** Without a result or an error. */
    private JsonataEvaluator.Environment environment() {
        return environment(visit().context(), Map.of());
    }

    private JsonataEvaluator.Environment environmentWith(String name, @Nullable Object value) {
        var more = new LinkedHashMap<String, @Nullable Object>();
        more.put(name, value);
        return environment(visit().context(), more);
    }

    private JsonataEvaluator.Environment environment(Map<String, Object> context, Map<String, @Nullable Object> more) {
        var states = new LinkedHashMap<String, @Nullable Object>();
        states.put("input", visit().input());
        states.put("context", context);
        states.putAll(more);
        return new JsonataEvaluator.Environment(
                states, visit().variables(), () -> visit().timeline().now().toEpochMilli());
    }

    @Override
    @Nullable
    Object arguments() {
        return orElse(state(), "Arguments", environment(), visit().input());
    }

    private @Nullable Object orElse(
            Clause clause, String field, JsonataEvaluator.Environment environment, @Nullable Object otherwise) {
        var template = clause.fields().get(field);
        return template.isPresent() ? jsonata.evaluate(template.get(), clause.pathOf(field), environment) : otherwise;
    }

    /**
     * The results of a clause's Output and Assign, both evaluated with the variables as they were.
     *
     * @param otherwise the output, where there is no Output
     * @param nextField of the clause, which leads on
     */
    private Completion completion(
            Clause clause, JsonataEvaluator.Environment environment, @Nullable Object otherwise, String nextField) {
        var output = orElse(clause, "Output", environment, otherwise);
        var assigned = new LinkedHashMap<String, @Nullable Object>();
        clause.fields()
                .object("Assign")
                .map(JsonObject::asMap)
                .orElse(Map.of())
                .forEach((name, template) ->
                        assigned.put(name, jsonata.evaluate(template, clause.pathOf("Assign/" + name), environment)));
        return new Completion(output, assigned, clause.transition(nextField));
    }

    @Override
    Completion unchanged() {
        return completion(state(), environment(), visit().input(), "Next");
    }

    @Override
    Completion pass() {
        return unchanged();
    }

    @Override
    Completion choose() {
        for (var rule : Clause.in(visit().state(), "Choices")) {
            var condition = rule.fields().json().get("Condition");
            if (Boolean.TRUE.equals(jsonata.evaluate(condition, rule.pathOf("Condition"), environment(), "boolean"))) {
                return completion(rule, environment(), visit().input(), "Next");
            }
        }
        if (fields().has("Default")) {
            return completion(state(), environment(), visit().input(), "Default");
        }
        throw noRuleMatches();
    }

    @Override
    Completion withResult(@Nullable Object result) {
        return completion(state(), environmentWith("result", result), result, "Next");
    }

    @Override
    Completion caught(Clause catcher, StateError error) {
        return completion(catcher, environmentWith("errorOutput", error.output()), error.output(), "Next");
    }

    @Override
    Instant waitEnd() {
        if (fields().has("Timestamp")) {
            var value = evaluate("Timestamp", "string");
            return ChoiceRules.timestamp(value)
                    .orElseThrow(() -> error(
                            "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: "
                                    + value));
        }
        long seconds = integer("Seconds").orElse(0L);
        if (seconds < 0) {
            throw error("The Seconds field has a negative value: " + seconds);
        }
        return after(seconds);
    }

    private @Nullable Object evaluate(String field, String type) {
        return jsonata.evaluate(fields().json().get(field), field, environment(), type);
    }

    @Override
    Optional<String> text(String field) {
        return fields().has(field) ? Optional.of(String.valueOf(evaluate(field, "string"))) : Optional.empty();
    }

    @Override
    Optional<Long> integer(String field) {
        return exact(number(fields(), "", field), field);
    }

    @Override
    Optional<Long> integer(JsonObject owner, String ownerField, String field) {
        return exact(number(new Fields(owner), ownerField + "/", field), ownerField + "/" + field);
    }

    private Optional<Long> exact(Optional<BigDecimal> number, String field) {
        try {
            return number.map(BigDecimal::longValueExact);
        } catch (ArithmeticException e) {
            throw error("The %s field cannot be parsed as a long value: %s".formatted(field, number.orElseThrow()));
        }
    }

    @Override
    Optional<BigDecimal> number(String field) {
        return number(fields(), "", field);
    }

    private Optional<BigDecimal> number(Fields fields, String prefix, String field) {
        return fields.get(field)
                .map(value -> jsonata.evaluate(value, prefix + field, environment(), "number"))
                .map(value -> new BigDecimal(String.valueOf(value)));
    }

    @Override
    List<?> items() {
        if (fields().has("Items") && evaluate("Items", "array") instanceof List<?> list) {
            return list;
        }
        if (!fields().has("Items") && visit().input() instanceof List<?> list) {
            return list;
        }
        throw error("Map state input must be an array but was: " + JsonValues.text(visit().input()));
    }

    @Override
    @Nullable
    Object itemInput(MapItem item) {
        var environment = environment(visit().context(Optional.of(item)), Map.of());
        return orElse(state(), "ItemSelector", environment, item.value());
    }

    @Override
    @Nullable
    Object composed(JsonElement template, String field) {
        return jsonata.evaluate(template, field, environment());
    }

    @Override
    String argumentsField() {
        return "Arguments";
    }

    @Override
    StateError error(String cause) {
        return StateError.queryEvaluation(cause);
    }
}
