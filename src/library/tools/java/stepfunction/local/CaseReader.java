package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.DataLimit;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.StrictJson;

/** Reads a case strictly: what it does not know, it refuses. */
final class CaseReader {

    private static final List<String> FIELDS =
            List.of("input", "mocks", "output", "error", "cause", "path", "now", "exact");

    private final String workflow;
    private final String name;
    private final String file;
    private final CaseFields fields;
    private final Refusals refusals;

    private CaseReader(String workflow, String name, String file, JsonObject json) {
        this.workflow = workflow;
        this.name = name;
        this.file = file;
        this.fields = new CaseFields("", json, FIELDS);
        this.refusals = new Refusals(file);
    }

    /**
     * Reads one case.
     *
     * @param workflow its name in the plan
     * @param file names it in messages
     * @throws CannotRunException with all that is wrong
     */
    static Case read(String workflow, String name, String file, String text) {
        try {
            if (StrictJson.parse(text) instanceof JsonObject json) {
                return new CaseReader(workflow, name, file, json).read();
            }
            throw new CannotRunException("%s must be a JSON object, was another value".formatted(file));
        } catch (InvalidJsonException e) {
            throw new CannotRunException("%s %s".formatted(file, e.getMessage()));
        }
    }

    private Case read() {
        fields.refuseUnknown(refusals);
        var read = new Case(workflow, name, file, input(), mocks(), expectation(), path(), now());
        refusals.throwIfAny();
        return read;
    }

    private JsonElement input() {
        if (fields.lacks("input")) {
            refusals.add("input must be the execution's input, is missing");
        }
        var input = fields.get("input").orElse(JsonNull.INSTANCE);
        excess(input).ifPresent(refusals::add);
        return input;
    }

    /** How an input is larger than AWS takes; absent where it is not. */
    static Optional<String> excess(JsonElement input) {
        var bytes = input.toString().getBytes(StandardCharsets.UTF_8).length;
        return bytes <= DataLimit.MAX_BYTES
                ? Optional.empty()
                : Optional.of(
                        "input must have at most %d bytes of UTF-8, has %d".formatted(DataLimit.MAX_BYTES, bytes));
    }

    private Map<String, Mock> mocks() {
        return fields.get("mocks").map(new MockReader(refusals)::mocks).orElse(Map.of());
    }

    private Expectation expectation() {
        refuseWhatDoesNotGoTogether();
        return fields.get("output")
                .<Expectation>map(output -> new Expectation.Success(output, exact()))
                .orElseGet(() -> new Expectation.Failure(error(), fields.get("cause")));
    }

    private void refuseWhatDoesNotGoTogether() {
        if (fields.has("output") && fields.has("error")) {
            refusals.add("a case expects either an output or an error, not both; remove one");
        }
        if (fields.lacks("output") && fields.lacks("error")) {
            refusals.add(
                    "output or error must say how the execution ends, both are missing; {\"output\": {}} accepts any object");
        }
        if (fields.has("cause") && fields.lacks("error")) {
            refusals.add("cause needs error, which is missing; add \"error\": the error's name");
        }
        if (fields.has("exact") && fields.lacks("output")) {
            refusals.add("exact needs output, which is missing; remove exact");
        }
    }

    private boolean exact() {
        var exact = fields.get("exact").orElse(new JsonPrimitive(false));
        if (exact instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        refusals.add("exact must be true or false, was %s".formatted(exact));
        return false;
    }

    private Optional<String> error() {
        var name = fields.text("error");
        fields.get("error")
                .filter(error -> name.isEmpty() && !error.isJsonNull())
                .ifPresent(error -> refusals.add(
                        "error must be the error's name, or null for a Fail that has none, was %s".formatted(error)));
        return name;
    }

    private Optional<List<String>> path() {
        return fields.get("path").map(this::namesOfStates);
    }

    private List<String> namesOfStates(JsonElement path) {
        var elements = path.isJsonArray() ? path.getAsJsonArray().asList() : List.<JsonElement>of();
        var names = elements.stream()
                .map(CaseFields::text)
                .flatMap(Optional::stream)
                .toList();
        if (!path.isJsonArray() || names.size() < elements.size()) {
            refusals.add("path must be an array of names of states, was %s".formatted(path));
        }
        return names;
    }

    private Optional<Instant> now() {
        return fields.get("now").flatMap(this::instant);
    }

    private Optional<Instant> instant(JsonElement now) {
        try {
            var text = CaseFields.text(now).orElse("");
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            refusals.add("now must be a time such as \"2026-11-26T08:00:00Z\", was %s".formatted(now));
            return Optional.empty();
        }
    }
}
