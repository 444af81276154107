package stepfunction.declared;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.StrictJson;

/**
 * The document that the lookup {@code getPolicyDocument} makes of its arguments, as the provider writes it:
 * https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/
 */
final class PolicyDocument {

    private static final String DEFAULT_VERSION = "2012-10-17";

    private static final JsonElement EMPTY = new JsonPrimitive("");

    /** Of a statement, in the provider's order. */
    private static final List<String> FIELDS = List.of(
            "Sid",
            "Effect",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Principal",
            "NotPrincipal",
            "Condition");

    private final JsonObject document = new JsonObject();
    private final List<JsonObject> statements = new ArrayList<>();

    private PolicyDocument() {}

    /**
     * Answers the lookup.
     *
     * @throws IllegalArgumentException where a document to merge is none
     */
    static Map<String, Object> answer(Map<String, ?> arguments) {
        var merged = new PolicyDocument();
        texts(arguments.get("sourcePolicyDocuments")).forEach(merged::add);
        merged.add(ofItsOwn(arguments));
        texts(arguments.get("overridePolicyDocuments")).forEach(merged::add);
        var pretty = merged.json(new GsonBuilder().setPrettyPrinting());
        return Map.of(
                "json", pretty,
                "minifiedJson", merged.json(new GsonBuilder()),
                "id", String.valueOf(Integer.toUnsignedLong(pretty.hashCode())));
    }

    private void add(String json) {
        try {
            if (StrictJson.parse(json) instanceof JsonObject other) {
                add(other);
                return;
            }
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException("a document to merge " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("a document to merge must be a JSON object, was " + json);
    }

    private void add(JsonObject other) {
        for (var field : List.of("Version", "Id")) {
            if (other.has(field)) {
                document.add(field, other.get(field));
            }
        }
        if (other.has("Statement") && !other.get("Statement").isJsonArray()) {
            throw new IllegalArgumentException(
                    "Statement of a document to merge must be a list, was " + other.get("Statement"));
        }
        if (other.get("Statement") instanceof JsonArray added) {
            added.forEach(statement -> addStatement(asWritten(statement.getAsJsonObject())));
        }
    }

    /** A statement replaces that of the same Sid. */
    private void addStatement(JsonObject statement) {
        var replaced = statements.stream()
                .filter(other -> statement.has("Sid") && statement.get("Sid").equals(other.get("Sid")))
                .findFirst();
        if (replaced.isPresent()) {
            statements.set(statements.indexOf(replaced.get()), statement);
        } else {
            statements.add(statement);
        }
    }

    /** A statement of a document to merge, with its fields and principals in the provider's order. */
    private static JsonObject asWritten(JsonObject statement) {
        var written = new JsonObject();
        for (var field : FIELDS) {
            var value = statement.get(field);
            if (value != null && !value.equals(EMPTY)) {
                written.add(field, field.endsWith("Principal") ? asWritten(value) : value);
            }
        }
        return written;
    }

    private static JsonElement asWritten(JsonElement principals) {
        if (!(principals instanceof JsonObject byType)) {
            return principals;
        }
        var written = new JsonObject();
        byType.entrySet()
                .forEach(type -> written.add(
                        type.getKey(),
                        type.getValue() instanceof JsonArray identifiers
                                ? oneOrSeveral(
                                        reversed(identifiers.asList().stream().map(JsonElement::getAsString)))
                                : type.getValue()));
        return written;
    }

    /** Escapes {@code <}, {@code >} and {@code &}, as the provider does, and not {@code =} and {@code '}, as Gson would. */
    private String json(GsonBuilder format) {
        var complete = document.deepCopy();
        if (!statements.isEmpty()) {
            var all = new JsonArray();
            statements.forEach(all::add);
            complete.add("Statement", all);
        }
        return format.disableHtmlEscaping()
                .create()
                .toJson(complete)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static JsonObject ofItsOwn(Map<String, ?> arguments) {
        var own = new JsonObject();
        own.addProperty("Version", text(arguments, "version", DEFAULT_VERSION));
        if (arguments.get("policyId") instanceof String id) {
            own.addProperty("Id", id);
        }
        var statements = new JsonArray();
        objects(arguments.get("statements")).map(PolicyDocument::statement).forEach(statements::add);
        own.add("Statement", statements);
        return own;
    }

    private static JsonObject statement(Map<?, ?> arguments) {
        var statement = new JsonObject();
        var sid = text(arguments, "sid", "");
        if (!sid.isEmpty()) {
            statement.addProperty("Sid", sid);
        }
        statement.addProperty("Effect", text(arguments, "effect", "Allow"));
        addSet(statement, "Action", arguments.get("actions"));
        addSet(statement, "NotAction", arguments.get("notActions"));
        addSet(statement, "Resource", arguments.get("resources"));
        addSet(statement, "NotResource", arguments.get("notResources"));
        addPrincipals(statement, "Principal", arguments.get("principals"));
        addPrincipals(statement, "NotPrincipal", arguments.get("notPrincipals"));
        addConditions(statement, arguments.get("conditions"));
        return statement;
    }

    private static void addSet(JsonObject statement, String field, @Nullable Object values) {
        var texts = reversed(texts(values).map(PolicyDocument::withVariables));
        if (!texts.isEmpty()) {
            statement.add(field, oneOrSeveral(texts));
        }
    }

    private static void addPrincipals(JsonObject statement, String field, @Nullable Object principals) {
        var byType = new TreeMap<String, List<String>>();
        objects(principals)
                .forEach(principal -> byType.computeIfAbsent(text(principal, "type", ""), type -> new ArrayList<>())
                        .addAll(reversed(texts(principal.get("identifiers")).map(PolicyDocument::withVariables))));
        if (byType.equals(Map.of("*", List.of("*")))) {
            statement.addProperty(field, "*");
        } else if (!byType.isEmpty()) {
            var all = new JsonObject();
            byType.forEach((type, identifiers) -> all.add(type, oneOrSeveral(identifiers)));
            statement.add(field, all);
        }
    }

    private static void addConditions(JsonObject statement, @Nullable Object conditions) {
        var byTest = new TreeMap<String, TreeMap<String, List<String>>>();
        objects(conditions)
                .forEach(condition -> byTest.computeIfAbsent(text(condition, "test", ""), test -> new TreeMap<>())
                        .computeIfAbsent(text(condition, "variable", ""), variable -> new ArrayList<>())
                        .addAll(texts(condition.get("values"))
                                .map(PolicyDocument::withVariables)
                                .toList()));
        if (!byTest.isEmpty()) {
            var all = new JsonObject();
            byTest.forEach((test, byVariable) -> {
                var variables = new JsonObject();
                byVariable.forEach((variable, values) -> variables.add(variable, oneOrSeveral(values)));
                all.add(test, variables);
            });
            statement.add("Condition", all);
        }
    }

    /** The provider sorts what is a set to it in reverse. */
    private static List<String> reversed(Stream<String> values) {
        return values.distinct().sorted(Comparator.reverseOrder()).toList();
    }

    private static JsonElement oneOrSeveral(List<String> values) {
        if (values.size() == 1) {
            return new JsonPrimitive(values.get(0));
        }
        var all = new JsonArray();
        values.forEach(all::add);
        return all;
    }

    /** Terraform would take IAM's variables for its own, so the provider has another form of them. */
    private static String withVariables(String text) {
        return text.replace("&{", "${");
    }

    private static String text(Map<?, ?> arguments, String name, String otherwise) {
        return arguments.containsKey(name) ? Objects.toString(arguments.get(name)) : otherwise;
    }

    private static Stream<String> texts(@Nullable Object list) {
        return list instanceof Collection<?> all ? all.stream().map(String::valueOf) : Stream.empty();
    }

    private static Stream<Map<?, ?>> objects(@Nullable Object list) {
        return list instanceof Collection<?> all ? all.stream().map(each -> (Map<?, ?>) each) : Stream.empty();
    }
}
