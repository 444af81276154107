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
import stepfunction.expressions.InvalidExpressionException;

/**
 * InputPath, Parameters, ResultSelector, ResultPath, OutputPath and the paths beside them:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html.
 */
final class JsonPathPayload extends Payload {

    private final Expressions expressions;

    JsonPathPayload(Visit visit) {
        super(visit);
        this.expressions = visit.execution().shared().expressions();
    }

    private Bindings bindings(@Nullable Object root) {
        return new Bindings(root, visit().context(), visit().variables());
    }

    /** The state's input behind InputPath. */
    private @Nullable Object effectiveInput() {
        return filtered("InputPath", visit().input());
    }

    /** A value that InputPath or OutputPath selects; a path of null stands for an empty object. */
    private @Nullable Object filtered(String field, @Nullable Object value) {
        var path = fields().get(field);
        if (path.isEmpty()) {
            return value;
        }
        return path.get().isJsonNull() ? Map.of() : read(path.get().getAsString(), value);
    }

    private @Nullable Object read(String path, @Nullable Object root) {
        try {
            return expressions.paths().read(path, bindings(root));
        } catch (JsonPathEvaluator.MissingPathException e) {
            throw StateError.runtime("Invalid path '%s' : %s".formatted(path, e.getMessage()));
        }
    }

    private @Nullable Object template(JsonElement template, @Nullable Object root) {
        return expressions.templates().evaluate(template, bindings(root));
    }

    @Override
    @Nullable
    Object arguments() {
        var input = effectiveInput();
        return fields().has("Parameters") ? template(fields().json().get("Parameters"), input) : input;
    }

    @Override
    Completion unchanged() {
        return unchanged(state(), "Next");
    }

    /** @param nextField of the clause, which leads on */
    private Completion unchanged(Clause clause, String nextField) {
        var input = effectiveInput();
        return new Completion(filtered("OutputPath", input), assigned(clause, input), clause.transition(nextField));
    }

    @Override
    Completion pass() {
        var result =
                fields().has("Result") ? JsonValues.fromGson(fields().json().get("Result")) : arguments();
        return completion(result, result);
    }

    @Override
    Completion choose() {
        var rules = new ChoiceRules(expressions.paths(), bindings(effectiveInput()));
        for (var rule : Clause.in(visit().state(), "Choices")) {
            if (rules.matches(rule.fields().json())) {
                return unchanged(rule, "Next");
            }
        }
        if (fields().has("Default")) {
            return unchanged(state(), "Default");
        }
        throw noRuleMatches();
    }

    @Override
    Completion withResult(@Nullable Object result) {
        var selected =
                fields().has("ResultSelector") ? template(fields().json().get("ResultSelector"), result) : result;
        return completion(selected, result);
    }

    /** Of variables, {@code $} is the result before its selection. */
    private Completion completion(@Nullable Object selected, @Nullable Object result) {
        var output = filtered("OutputPath", merged(state(), selected));
        return new Completion(output, assigned(state(), result), state().transition("Next"));
    }

    /** The raw input with a result at ResultPath. */
    private @Nullable Object merged(Clause clause, @Nullable Object result) {
        var path = clause.fields().get("ResultPath");
        if (path.isEmpty()) {
            return result;
        }
        return path.get().isJsonNull()
                ? visit().input()
                : Place.at(path.get().getAsString()).put(visit().input(), result);
    }

    private Map<String, @Nullable Object> assigned(Clause clause, @Nullable Object root) {
        var assigned = new LinkedHashMap<String, @Nullable Object>();
        var assign = clause.fields().object("Assign");
        if (assign.isPresent() && template(assign.get(), root) instanceof Map<?, ?> values) {
            values.forEach((name, value) -> assigned.put(String.valueOf(name), value));
        }
        return assigned;
    }

    @Override
    Completion caught(Clause catcher, StateError error) {
        var output = error.output();
        return new Completion(merged(catcher, output), assigned(catcher, output), catcher.transition("Next"));
    }

    @Override
    Instant waitEnd() {
        return new JsonPathWait(this).end();
    }

    /** A text as it is, anything else as JSON. */
    static String textOf(@Nullable Object value) {
        return value instanceof String text ? text : JsonValues.text(value);
    }

    @Override
    Optional<String> text(String field) {
        var path = fields().text(field + "Path");
        return path.isEmpty()
                ? fields().text(field)
                : Optional.of(textOf(
                        expressions.templates().expression(path.get(), field + "Path", bindings(visit().input()))));
    }

    @Override
    Optional<Long> integer(String field) {
        return integer(fields(), field);
    }

    @Override
    Optional<Long> integer(JsonObject owner, String ownerField, String field) {
        return integer(new Fields(owner), field);
    }

    private Optional<Long> integer(Fields fields, String field) {
        var number = number(fields, field, "integer");
        try {
            return number.map(BigDecimal::longValueExact);
        } catch (ArithmeticException e) {
            throw notValid(fields, field, number.map(BigDecimal::toString).orElse(""), "integer");
        }
    }

    @Override
    Optional<BigDecimal> number(String field) {
        return number(fields(), field, "float");
    }

    /** The field, or the value at its path: a number, or a text that is one. */
    private Optional<BigDecimal> number(Fields fields, String field, String type) {
        var path = fields.text(field + "Path");
        if (path.isEmpty()) {
            return fields.number(field);
        }
        var value = textOf(read(path.get(), effectiveInput()));
        try {
            return Optional.of(new BigDecimal(value));
        } catch (NumberFormatException e) {
            throw notValid(fields, field, value, type);
        }
    }

    private StateError notValid(Fields fields, String field, String value, String type) {
        return error("The %sPath field refers to value \"%s\" which is not a valid %s: %s"
                .formatted(field, value, type, fields.text(field + "Path").orElse("")));
    }

    @Override
    List<?> items() {
        var path = fields().text("ItemsPath").orElse("$");
        if (itemsAt(path) instanceof List<?> list) {
            return list;
        }
        throw error("Reference path \"%s\" must point to array.".formatted(path));
    }

    private @Nullable Object itemsAt(String path) {
        try {
            return readInput(path);
        } catch (JsonPathEvaluator.MissingPathException e) {
            throw conflict(path, e);
        }
    }

    private StateError conflict(String path, JsonPathEvaluator.MissingPathException missing) {
        try {
            return Place.at(JsonPathEvaluator.withoutSource(path)).conflictIn(missing.document());
        } catch (InvalidExpressionException e) { // It may name several places.
            return error("Invalid path '%s' : %s".formatted(path, missing.getMessage()));
        }
    }

    /** The value at a path in the state's input after InputPath. */
    @Nullable
    Object readInput(String path) throws JsonPathEvaluator.MissingPathException {
        return expressions.paths().read(path, bindings(effectiveInput()));
    }

    @Override
    @Nullable
    Object itemInput(MapItem item) {
        var selector = fields().get("ItemSelector").or(() -> fields().get("Parameters"));
        var context = visit().context(Optional.of(item));
        return selector.isEmpty()
                ? item.value()
                : expressions
                        .templates()
                        .evaluate(selector.get(), new Bindings(effectiveInput(), context, visit().variables()));
    }

    @Override
    @Nullable
    Object composed(JsonElement template, String field) {
        return template(template, effectiveInput());
    }

    @Override
    String argumentsField() {
        return "Parameters";
    }

    @Override
    StateError error(String cause) {
        return StateError.runtime(cause);
    }
}
