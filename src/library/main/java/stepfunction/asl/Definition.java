package stepfunction.asl;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A state machine's definition in the Amazon States Language, https://states-language.net/spec.html: the JSON as it is
 * written, in JSON or in YAML, and a view of its states at any depth. Any object is one, however wrong.
 */
public final class Definition {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
    static final int MAX_BYTES = 1024 * 1024;

    private final JsonObject json;
    private final Scope machine;
    private final List<State> states;

    private Definition(JsonObject json) {
        this.json = json;
        var language = QueryLanguage.of(new Fields(json)).orElse(QueryLanguage.JSONPATH);
        this.machine = new Scope(json, null, "", language);
        this.states = machine.allStates();
    }

    /**
     * Reads a definition in JSON.
     *
     * @throws InvalidJsonException if it is not a JSON object, has a duplicate key, is nested too deep or is too long
     */
    public static Definition parse(String text) {
        requireSize(text);
        return of(StrictJson.parse(text));
    }

    /**
     * Reads a definition in YAML if its file ends in {@code .yaml} or {@code .yml}, otherwise in JSON.
     *
     * @throws InvalidJsonException if it is not an object, has a duplicate key, is nested too deep or is too long
     */
    public static Definition parse(String file, String text) {
        if (!file.endsWith(".yaml") && !file.endsWith(".yml")) {
            return parse(text);
        }
        requireSize(text);
        var json = StrictYaml.parse(text);
        requireSize(json.toString());
        return of(json);
    }

    private static void requireSize(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new InvalidJsonException("must not be larger than 1 MB, the quota of Step Functions");
        }
    }

    private static Definition of(JsonElement json) {
        if (json instanceof JsonObject object) {
            return new Definition(object);
        }
        throw new InvalidJsonException("must be an object with StartAt and States");
    }

    /** As it is written, with its keys in order. */
    public JsonObject json() {
        return json;
    }

    public Fields fields() {
        return new Fields(json);
    }

    /** The machine's own states, and what it says of itself. */
    public Scope machine() {
        return machine;
    }

    /** All states at any depth, each before those within it. */
    public List<State> states() {
        return states;
    }

    /** The machine, and each branch and processor at any depth. */
    public List<Scope> scopes() {
        return machine.allScopes();
    }

    /** Seconds; absent where it is no number. */
    public Optional<Long> timeoutSeconds() {
        return fields().integer("TimeoutSeconds");
    }

    /** Every string value, in the order of the definition. */
    public List<Text> texts() {
        return new Texts(this).values();
    }

    /** Every key of an object, in the order of the definition. */
    public List<Text> keys() {
        return new Texts(this).keys();
    }

    /** The names of its placeholders, wherever they stand but in what is data; see {@link Text#isData}. */
    public Set<String> placeholders() {
        var names = new LinkedHashSet<String>();
        Stream.concat(texts().stream(), keys().stream())
                .filter(text -> !text.isData())
                .flatMap(text -> text.placeholders().stream())
                .forEach(placeholder -> names.add(placeholder.name()));
        return names;
    }

    /**
     * The definition with values in place of its placeholders. One that the values do not name stays.
     *
     * @param values a text, a number, a boolean, a list, a map or JSON by the name of the placeholder
     * @throws InvalidJsonException if two keys of an object become the same
     */
    public Definition render(Map<String, ?> values) {
        return new Definition(Rendering.of(values).object(json));
    }

    /** JSON text with a line for each field, as people write it. */
    public String toPrettyString() {
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .serializeNulls()
                .create()
                .toJson(json);
    }

    /** JSON text. */
    @Override
    public String toString() {
        return json.toString();
    }
}
