package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.StrictJson;

/** Reads a case strictly: what it does not know, it refuses. */
final class CaseReader {

    /** AWS's limit, as UTF-8: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html. */
    static final int MAX_INPUT_BYTES = 262_144;

    private static final List<String> FIELDS =
            List.of("input", "mocks", "output", "error", "cause", "path", "now", "exact");

    private static final String RESPONSE = "{\"Return\": ...} or {\"Throw\": {\"Error\": ..., \"Cause\": ...}}";
    private static final int MAX_CALL_DIGITS = 6;

    private final String name;
    private final String file;
    private final JsonObject json;
    private final List<String> violations = new ArrayList<>();

    private CaseReader(String name, String file, JsonObject json) {
        this.name = name;
        this.file = file;
        this.json = json;
    }

    /**
     * Reads one case.
     *
     * @param file names it in messages
     * @throws CannotRunException with all that is wrong
     */
    static Case read(String name, String file, String text) {
        try {
            if (StrictJson.parse(text) instanceof JsonObject json) {
                return new CaseReader(name, file, json).read();
            }
            throw new CannotRunException("%s must hold a JSON object, holds another value".formatted(file));
        } catch (InvalidJsonException e) {
            throw new CannotRunException("%s %s".formatted(file, e.getMessage()));
        }
    }

    private Case read() {
        requireKnownFields("", json, FIELDS);
        var read = new Case(name, file, input(), mocks(), expectation(), path(), now());
        if (!violations.isEmpty()) {
            throw new CannotRunException(String.join("\n", violations));
        }
        return read;
    }

    private void refuse(String message) {
        violations.add("%s: %s".formatted(file, message));
    }

    private void requireKnownFields(String place, JsonObject object, List<String> known) {
        for (var field : object.keySet()) {
            if (!known.contains(field)) {
                refuse("%s is no field%s%s"
                        .formatted(place + field, place.isEmpty() ? " of a case" : "", new Names(known).hint(field)));
            }
        }
    }

    private JsonElement input() {
        if (!json.has("input")) {
            refuse("input must be the execution's input, is absent");
            return JsonNull.INSTANCE;
        }
        var input = json.get("input");
        size(input)
                .ifPresent(bytes ->
                        refuse("input must have at most %d bytes of UTF-8, has %d".formatted(MAX_INPUT_BYTES, bytes)));
        return input;
    }

    /** The size of an input that is too large. */
    static Optional<Integer> size(JsonElement input) {
        var bytes = input.toString().getBytes(StandardCharsets.UTF_8).length;
        return bytes > MAX_INPUT_BYTES ? Optional.of(bytes) : Optional.empty();
    }

    private Expectation expectation() {
        if (json.has("output") && json.has("error")) {
            refuse("a case expects either an output or an error, not both; remove one");
        }
        if (!json.has("output") && !json.has("error")) {
            refuse(
                    "output or error must say how the execution ends, both are absent; {\"output\": {}} takes any object");
        }
        if (json.has("cause") && !json.has("error")) {
            refuse("cause must stand beside error, which is absent; add \"error\": the error's name");
        }
        if (json.has("exact") && !json.has("output")) {
            refuse("exact must stand beside output, which is absent; remove exact");
        }
        if (json.has("output")) {
            return new Expectation.Success(json.get("output"), exact());
        }
        return new Expectation.Failure(error(), Optional.ofNullable(json.get("cause")));
    }

    private boolean exact() {
        var exact = json.get("exact");
        if (exact instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        if (exact != null) {
            refuse("exact must be true or false, was %s".formatted(exact));
        }
        return false;
    }

    private Optional<String> error() {
        var error = json.get("error");
        var text = text(error);
        if (text.isEmpty() && error != null && !error.isJsonNull()) {
            refuse("error must be the error's name, or null for a Fail that has none, was %s".formatted(error));
        }
        return text;
    }

    private static Optional<String> text(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString()
                ? Optional.of(primitive.getAsString())
                : Optional.empty();
    }

    private Optional<List<String>> path() {
        var path = json.get("path");
        if (path == null) {
            return Optional.empty();
        }
        var names = path.isJsonArray()
                ? path.getAsJsonArray().asList().stream()
                        .map(CaseReader::text)
                        .flatMap(Optional::stream)
                        .toList()
                : List.<String>of();
        if (!path.isJsonArray() || names.size() != path.getAsJsonArray().size()) {
            refuse("path must be an array of names of states, was %s".formatted(path));
        }
        return Optional.of(names);
    }

    private Optional<Instant> now() {
        var now = json.get("now");
        if (now == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text(now).orElse("")).toInstant());
        } catch (DateTimeException e) {
            refuse("now must be a time such as \"2026-11-26T08:00:00Z\", was %s".formatted(now));
            return Optional.empty();
        }
    }

    private Map<String, Mock> mocks() {
        var mocks = json.get("mocks");
        var read = new LinkedHashMap<String, Mock>();
        if (mocks instanceof JsonObject byState) {
            byState.asMap()
                    .forEach((state, mock) -> mock("mocks." + state, mock).ifPresent(each -> read.put(state, each)));
        } else if (mocks != null) {
            refuse("mocks must be an object with the names of states, was %s".formatted(mocks));
        }
        return read;
    }

    private Optional<Mock> mock(String place, JsonElement value) {
        if (!(value instanceof JsonObject mock) || mock.isEmpty()) {
            refuse("%s must be %s, or these by the number of the call, such as {\"0\": ..., \"1-2\": ...}, was %s"
                    .formatted(place, RESPONSE, value));
            return Optional.empty();
        }
        if (mock.keySet().stream().anyMatch(key -> !key.isEmpty() && Character.isDigit(key.charAt(0)))) {
            return numbered(place, mock);
        }
        return response(place, mock).map(Mock::always);
    }

    private Optional<Mock> numbered(String place, JsonObject mock) {
        var answers = new ArrayList<Mock.Answer>();
        mock.asMap().forEach((calls, response) -> {
            var range = List.of(calls.split("-", 2));
            var areNumbers = range.stream().allMatch(CaseReader::isCallNumber);
            if (areNumbers) {
                var first = Integer.parseInt(range.get(0));
                var last = Integer.parseInt(range.get(range.size() - 1));
                response(place + "." + calls, response)
                        .ifPresent(each -> answers.add(new Mock.Answer(first, last, each)));
            } else {
                refuse("%s.%s must be the number of a call or a range, such as \"0\" or \"1-2\""
                        .formatted(place, calls));
            }
        });
        if (answers.size() < mock.size()) {
            return Optional.empty();
        }
        answers.sort(Comparator.comparing(Mock.Answer::first));
        var next = 0;
        for (var answer : answers) {
            if (answer.first() != next || answer.last() < answer.first()) {
                refuse("%s must number the calls from 0 on, each once, was %s; %d must be next"
                        .formatted(place, mock.keySet(), next));
                return Optional.empty();
            }
            next = answer.last() + 1;
        }
        return Optional.of(new Mock(answers));
    }

    private static boolean isCallNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_CALL_DIGITS
                && text.chars().allMatch(Character::isDigit);
    }

    private Optional<Mock.Response> response(String place, JsonElement value) {
        if (!(value instanceof JsonObject response) || response.size() != 1) {
            refuse("%s must be %s, was %s".formatted(place, RESPONSE, value));
            return Optional.empty();
        }
        if (response.has("Return")) {
            return Optional.of(new Mock.Return(response.get("Return")));
        }
        if (response.get("Throw") instanceof JsonObject thrown) {
            return thrown(place + ".Throw", thrown);
        }
        refuse("%s must be %s, was %s".formatted(place, RESPONSE, value));
        return Optional.empty();
    }

    private Optional<Mock.Response> thrown(String place, JsonObject thrown) {
        requireKnownFields(place + ".", thrown, List.of("Error", "Cause"));
        var error = text(thrown.get("Error"));
        var cause = text(thrown.get("Cause"));
        if (error.isEmpty()) {
            refuse("%s.Error must be the error's name, was %s"
                    .formatted(
                            place,
                            Optional.<Object>ofNullable(thrown.get("Error")).orElse("absent")));
        }
        if (thrown.has("Cause") && cause.isEmpty()) {
            refuse("%s.Cause must be text, was %s; JSON goes into a text, as Lambda sends it"
                    .formatted(place, thrown.get("Cause")));
        }
        return error.map(each -> new Mock.Throw(each, cause.orElse(null)));
    }
}
