package stepfunction.declared;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.Spelling;
import stepfunction.asl.StrictJson;

/**
 * The project's own answers to lookups, {@code src/test/lookups.json}: a list of entries. The first entry that matches a lookup
 * answers it.
 *
 * @param entries in their order
 */
public record LookupAnswers(List<LookupEntry> entries) {

    /** Its path in a project. */
    public static final String FILE = "src/test/lookups.json";

    private static final List<String> FIELDS = List.of("lookup", "arguments", "answer");

    private static final Gson GSON = new Gson();

    public LookupAnswers {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a project's answers; there are none without the file.
     *
     * @throws IllegalArgumentException with a line for each mistake
     */
    public static LookupAnswers of(Path projectDir) {
        var file = projectDir.resolve(FILE);
        if (!Files.exists(file)) {
            return new LookupAnswers(List.of());
        }
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LookupAnswers parse(String text) {
        var entries = new ArrayList<LookupEntry>();
        var problems = new ArrayList<String>();
        for (var element : list(text)) {
            var place = "entry " + (entries.size() + problems.size() + 1);
            var problem = problem(element);
            if (problem.isPresent()) {
                problems.add("%s: %s %s".formatted(FILE, place, problem.get()));
            } else {
                entries.add(entry(element.getAsJsonObject()));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return new LookupAnswers(entries);
    }

    private static JsonArray list(String text) {
        try {
            if (StrictJson.parse(text) instanceof JsonArray list) {
                return list;
            }
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException("%s %s".formatted(FILE, e.getMessage()), e);
        }
        throw new IllegalArgumentException("%s must be a list of entries; put [ and ] around them".formatted(FILE));
    }

    private static Optional<String> problem(JsonElement element) {
        if (!(element instanceof JsonObject entry)) {
            return Optional.of("must be an object with lookup, arguments and answer, was " + element);
        }
        for (var field : entry.keySet()) {
            if (!FIELDS.contains(field)) {
                var meant = Spelling.nearest(field, FIELDS).map("; did you mean %s?"::formatted);
                return Optional.of("has the unknown field %s%s".formatted(field, meant.orElse("; remove it")));
            }
        }
        if (!(entry.get("lookup") instanceof JsonPrimitive lookup && lookup.isString())) {
            return Optional.of("must have the text lookup, such as \"aws:ssm/getParameter:getParameter\"");
        }
        if (entry.has("arguments") && !entry.get("arguments").isJsonObject()) {
            return Optional.of("must have an object as arguments, was " + entry.get("arguments"));
        }
        if (!(entry.get("answer") instanceof JsonObject)) {
            return Optional.of(
                    "must have an object as answer, was " + (entry.has("answer") ? entry.get("answer") : "missing"));
        }
        var read = entry(entry);
        return AnswerCheck.problem(read).map(problem -> "(%s) %s".formatted(read.lookup(), problem));
    }

    private static LookupEntry entry(JsonObject entry) {
        var arguments = entry.get("arguments") instanceof JsonObject given ? given : new JsonObject();
        return new LookupEntry(entry.get("lookup").getAsString(), arguments, entry.getAsJsonObject("answer"));
    }

    /** The entry that answers a lookup, or has a resource's outputs. */
    Optional<LookupEntry> answering(String lookup, Map<String, ?> arguments) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        var actual = GSON.toJsonTree(arguments).getAsJsonObject();
        return entries.stream().filter(entry -> entry.answers(lookup, actual)).findFirst();
    }

    /** Those that are not among the used ones, each with its place in the file. */
    public List<String> unused(Collection<LookupEntry> used) {
        return entries.stream()
                .filter(entry -> !used.contains(entry))
                .map(entry -> "entry %d: %s".formatted(entries.indexOf(entry) + 1, entry.json()))
                .toList();
    }
}
