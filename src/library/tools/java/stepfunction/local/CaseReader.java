package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.asl.DataLimit;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.StrictJson;
import stepfunction.lambda.CannotRunException;

/** Reads a case strictly: what it does not know, it refuses. */
final class CaseReader {

    private static final List<String> FIELDS = Stream.concat(
                    Stream.of("recorded", "input", "mocks", "now"), ExpectationReader.FIELDS.stream())
            .toList();

    private final Origin origin;
    private final CaseFields fields;
    private final Refusals refusals;

    /**
     * Where a case is from.
     *
     * @param workflow its name in the plan
     * @param name of the case
     * @param file names it in messages
     * @param folder that the paths in it are relative to
     */
    record Origin(String workflow, String name, String file, Path folder) {}

    private CaseReader(Origin origin, JsonObject json) {
        this.origin = origin;
        this.fields = new CaseFields("", json, FIELDS);
        this.refusals = new Refusals(origin.file());
    }

    /**
     * Reads one case.
     *
     * @throws CannotRunException with all that is wrong
     */
    static Case read(Origin origin, String text) {
        try {
            if (StrictJson.parse(text) instanceof JsonObject json) {
                return new CaseReader(origin, json).read();
            }
            throw new CannotRunException("%s must be a JSON object, was another value".formatted(origin.file()));
        } catch (InvalidJsonException e) {
            throw new CannotRunException("%s %s".formatted(origin.file(), e.getMessage()));
        }
    }

    private Case read() {
        fields.refuseUnknown(refusals);
        var read = new Case(
                origin.workflow(),
                origin.name(),
                origin.file(),
                input(),
                mocks(),
                new ExpectationReader(fields, refusals).read(),
                now(),
                recorded());
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
        return fields.get("mocks")
                .map(new MockReader(origin.folder(), refusals)::mocks)
                .orElse(Map.of());
    }

    private boolean recorded() {
        var recorded = fields.get("recorded").orElse(new JsonPrimitive(false));
        if (!(recorded instanceof JsonPrimitive primitive && primitive.isBoolean())) {
            refusals.add("recorded must be true or false, was %s".formatted(recorded));
        }
        return recorded.equals(new JsonPrimitive(true));
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
