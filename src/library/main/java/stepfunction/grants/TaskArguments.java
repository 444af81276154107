package stepfunction.grants;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.asl.Fields;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.State;
import stepfunction.plan.Value;

/**
 * The arguments of a Task, as far as the definition determines them.
 *
 * @param object absent where an execution's input, or one expression, is all that it sends
 */
record TaskArguments(QueryLanguage language, Optional<JsonObject> object) {

    /** What stands at a parameter. */
    sealed interface Given {}

    /** A text or a placeholder. */
    record Known(Value value) implements Given {}

    /** A path or an expression: only an execution knows. */
    record Computed() implements Given {}

    /** Nothing, though the call needs it. */
    record Missing() implements Given {}

    static TaskArguments of(State task) {
        return new TaskArguments(task.queryLanguage(), task.arguments());
    }

    /** What the reader or the writer of a distributed Map sends, and how it is configured: the fields of both differ. */
    static TaskArguments ofPart(QueryLanguage language, Fields part) {
        var sent = new JsonObject();
        Stream.of("ReaderConfig", language.argumentsField())
                .flatMap(field -> part.object(field).stream())
                .forEach(fields -> fields.asMap().forEach(sent::add));
        return new TaskArguments(language, Optional.of(sent));
    }

    /**
     * Whether a call with these arguments needs the access. A field that is known only at run time counts as there; where that is
     * all that the Task sends, none counts as there.
     */
    boolean need(Access access) {
        if (object.isEmpty()) {
            return access.neededWhen().stream().noneMatch(Access.When::isPresent);
        }
        return access.neededWhen().stream().allMatch(this::say);
    }

    private boolean say(Access.When when) {
        var given = read(Parameter.at(when.field()).optional());
        if (!when.isPresent()) {
            return given.isEmpty();
        }
        if (given.isEmpty()) {
            return false;
        }
        return when.value().isEmpty()
                || given.get(0) instanceof Computed
                || given.get(0).equals(new Known(new Value.Text(when.value())));
    }

    /** What stands at a parameter; several where the Task names several. */
    List<Given> read(Parameter parameter) {
        return object.map(root -> read(root, parameter.path(), parameter).toList())
                .orElse(List.of(new Computed()));
    }

    private Stream<Given> read(JsonElement element, List<String> path, Parameter parameter) {
        if (element instanceof JsonArray elements) {
            return elements.asList().stream().flatMap(each -> read(each, path, parameter));
        }
        if (path.isEmpty()) {
            return value(element, parameter);
        }
        if (!(element instanceof JsonObject fields)) {
            return Stream.of(new Computed());
        }
        var field = path.get(0);
        if (fields.has(field)) {
            return read(fields.get(field), path.subList(1, path.size()), parameter);
        }
        return isPath(fields, field) ? Stream.of(new Computed()) : absent(parameter);
    }

    private boolean isPath(JsonObject fields, String field) {
        return language == QueryLanguage.JSONPATH && fields.has(field + ".$");
    }

    private Stream<Given> value(JsonElement element, Parameter parameter) {
        if (parameter.isKey() && element instanceof JsonObject object) {
            return object.keySet().stream().map(name -> new Known(Value.parse(name)));
        }
        if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            var text = primitive.getAsString();
            return Stream.of(language.isExpression(text) ? new Computed() : new Known(Value.parse(text)));
        }
        return Stream.of(new Computed());
    }

    private static Stream<Given> absent(Parameter parameter) {
        if (!parameter.defaultValue().isEmpty()) {
            return Stream.of(new Known(new Value.Text(parameter.defaultValue())));
        }
        return parameter.isOptional() ? Stream.of() : Stream.of(new Missing());
    }
}
