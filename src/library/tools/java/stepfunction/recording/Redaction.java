package stepfunction.recording;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.GsonJsonProvider;
import com.jayway.jsonpath.spi.mapper.GsonMappingProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Replaces values of a case: each occurrence of a value by the same other one of its type and shape, also within a longer text.
 *
 * @param replacements by the value's text
 */
public record Redaction(Map<String, String> replacements) {

    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new GsonJsonProvider())
            .mappingProvider(new GsonMappingProvider())
            .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
            .build();

    /** The members of a case that contain no data of the execution. */
    private static final List<String> NO_DATA = List.of("recorded", "now", "path");

    public Redaction {
        // The longest first, as one value may have another in it.
        var sorted = new LinkedHashMap<String, String>();
        replacements.entrySet().stream()
                .sorted(Comparator.comparing(
                        replacement -> -replacement.getKey().length()))
                .forEach(replacement -> sorted.put(replacement.getKey(), replacement.getValue()));
        replacements = Collections.unmodifiableMap(sorted);
    }

    /**
     * Finds the values to replace.
     *
     * @param paths of the execution's input or of a call's result, in JSONPath
     * @throws IllegalArgumentException for a path that finds neither a text nor a number
     */
    public static Redaction of(List<String> paths, JsonObject caseJson) {
        var replacements = new LinkedHashMap<String, String>();
        var documents = documents(caseJson);
        var disguises = new Disguises();
        for (var path : paths) {
            var values = documents.stream()
                    .flatMap(document -> found(path, document))
                    .flatMap(Redaction::leaves)
                    .map(JsonPrimitive::getAsString)
                    .filter(value -> value.chars().anyMatch(Character::isLetterOrDigit))
                    .distinct()
                    .toList();
            if (values.isEmpty()) {
                throw new IllegalArgumentException(
                        "redact must have paths to texts or numbers in the execution's input or in the result of a call, but %s finds none"
                                .formatted(path));
            }
            values.forEach(value -> replacements.computeIfAbsent(value, disguises::of));
        }
        return new Redaction(replacements);
    }

    private static List<JsonElement> documents(JsonObject caseJson) {
        var documents = new ArrayList<JsonElement>();
        documents.add(caseJson.get("input"));
        caseJson.getAsJsonObject("mocks").asMap().values().forEach(mock -> addResults(mock, documents));
        return documents;
    }

    /** Of a mock, whether its responses are numbered or not. */
    private static void addResults(JsonElement mock, List<JsonElement> results) {
        if (mock instanceof JsonObject object) {
            object.asMap().forEach((name, value) -> {
                if (name.equals("Return")) {
                    results.add(value);
                } else {
                    addResults(value, results);
                }
            });
        }
    }

    private static Stream<JsonElement> found(String path, JsonElement document) {
        try {
            JsonArray found = JsonPath.using(PATHS).parse(document).read(JsonPath.compile(path));
            return found.asList().stream();
        } catch (JsonPathException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "redact must have paths such as $.card.number, separated by commas, was %s".formatted(path), e);
        }
    }

    /** The texts and numbers in a value, at any depth. */
    private static Stream<JsonPrimitive> leaves(JsonElement value) {
        if (value instanceof JsonObject object) {
            return object.asMap().values().stream().flatMap(Redaction::leaves);
        }
        if (value instanceof JsonArray array) {
            return array.asList().stream().flatMap(Redaction::leaves);
        }
        return value instanceof JsonPrimitive primitive && !primitive.isBoolean()
                ? Stream.of(primitive)
                : Stream.empty();
    }

    /** The case with other values. */
    public JsonObject redacted(JsonObject caseJson) {
        var redacted = new JsonObject();
        caseJson.asMap()
                .forEach((field, value) -> redacted.add(field, NO_DATA.contains(field) ? value : redacted(value)));
        return redacted;
    }

    private JsonElement redacted(JsonElement value) {
        if (value instanceof JsonObject object) {
            var redacted = new JsonObject();
            object.asMap().forEach((name, member) -> redacted.add(redacted(name), redacted(member)));
            return redacted;
        }
        if (value instanceof JsonArray array) {
            var redacted = new JsonArray();
            array.forEach(element -> redacted.add(redacted(element)));
            return redacted;
        }
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            return new JsonPrimitive(redacted(primitive.getAsString()));
        }
        return value instanceof JsonPrimitive number && number.isNumber() ? redactedNumber(number) : value;
    }

    private JsonPrimitive redactedNumber(JsonPrimitive number) {
        var replacement = replacements.get(number.getAsString());
        return replacement == null
                ? number
                : JsonParser.parseString(replacement).getAsJsonPrimitive();
    }

    private String redacted(String text) {
        var redacted = text;
        for (var replacement : replacements.entrySet()) {
            if (redacted.contains(replacement.getKey()) || redacted.contains(escaped(replacement.getKey()))) {
                redacted = replaced(redacted, replacement.getKey(), replacement.getValue());
            }
        }
        return redacted;
    }

    /** Also as JSON in a text writes the value. A part of a longer word or number is another value. */
    private static String replaced(String text, String value, String replacement) {
        var pattern = Pattern.compile("(?<![\\p{L}\\p{N}])(?:%s|(%s))(?![\\p{L}\\p{N}])"
                .formatted(Pattern.quote(value), Pattern.quote(escaped(value))));
        return pattern.matcher(text).replaceAll(found -> {
            var isEscaped = found.group(1) != null;
            return Matcher.quoteReplacement(isEscaped ? escaped(replacement) : replacement);
        });
    }

    private static String escaped(String value) {
        var json = new JsonPrimitive(value).toString();
        return json.substring(1, json.length() - 1);
    }
}
