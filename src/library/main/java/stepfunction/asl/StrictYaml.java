package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A parser of YAML 1.2 as another way to write JSON, with the JSON schema (https://yaml.org/spec/1.2.2/#102-json-schema): one document, no
 * tags, no duplicate keys, and texts as keys. A plain value that the JSON schema does not know is a text, unless the core schema takes it for
 * something else. Aliases become copies.
 */
final class StrictYaml {

    /** Null, boolean or number in the core schema: https://yaml.org/spec/1.2.2/#1032-tag-resolution. */
    private static final Pattern CORE_SCHEMA =
            Pattern.compile("~|[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE|0o[0-7]+|0x[0-9a-fA-F]+"
                    + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private static final Pattern CUT_OFF_ESCAPE = Pattern.compile("\"[^\"]*\\\\[xuU]\\z");

    private final String text;
    private final Iterator<Event> events;
    private final Map<Anchor, JsonElement> anchors = new HashMap<>();

    /** At most that of the JSON. */
    private long size;

    private StrictYaml(String text) {
        this.text = text;
        this.events = new Parse(settings(text)).parseString(text).iterator();
    }

    /**
     * Parses one value of any type.
     *
     * @throws InvalidJsonException with one sentence
     */
    static JsonElement parse(String text) {
        refuseCharacters(text);
        return new StrictYaml(text).document();
    }

    /** A directive such as {@code %YAML 1.1} changes nothing. One buffer for all, because the reader fails where two meet within a pair. */
    private static LoadSettings settings(String text) {
        return LoadSettings.builder()
                .setVersionFunction(version -> version)
                .setBufferSize(text.length() + 1)
                .build();
    }

    private Event next() {
        try {
            return events.next();
        } catch (MarkedYamlEngineException e) {
            throw new YamlMistake(text, e).exception();
        } catch (RuntimeException e) {
            // The parser itself fails at an escape that the end cuts off.
            throw CUT_OFF_ESCAPE.matcher(text).find()
                    ? InvalidJsonException.at(text, text.lastIndexOf('"'), "must have a closing quote for the text")
                    : new InvalidJsonException("must be valid YAML, but has a mistake that the parser cannot name");
        }
    }

    private static void refuseCharacters(String text) {
        if (text.startsWith("\uFEFF")) {
            throw new InvalidJsonException("must not begin with a byte order mark");
        }
        for (var index = 0; index < text.length(); index = text.offsetByCodePoints(index, 1)) {
            var character = text.codePointAt(index);
            if (!StreamReader.isPrintable(character)) {
                throw InvalidJsonException.at(
                        text, index, "must not have the character U+%04X, which YAML excludes".formatted(character));
            }
        }
    }

    private JsonElement document() {
        next();
        if (next() instanceof StreamEndEvent) {
            throw new InvalidJsonException("must not be empty");
        }
        var value = value(next(), 0);
        next();
        var next = next();
        if (!(next instanceof StreamEndEvent)) {
            throw invalid("must have one document, not another after ---", next);
        }
        return value;
    }

    private JsonElement value(Event event, int depth) {
        requireDepth(depth, event);
        if (event instanceof AliasEvent alias) {
            return copy(anchored(alias), depth, alias);
        }
        if (event instanceof MappingStartEvent mapping) {
            refuseTag(mapping.getTag(), mapping);
            return named(mapping, object(mapping, depth));
        }
        if (event instanceof SequenceStartEvent sequence) {
            refuseTag(sequence.getTag(), sequence);
            return named(sequence, array(sequence, depth));
        }
        return scalar((ScalarEvent) event);
    }

    private JsonObject object(MappingStartEvent start, int depth) {
        grow(0, start);
        var object = new JsonObject();
        for (var event = next(); !(event instanceof MappingEndEvent); event = next()) {
            var key = key(event);
            if (object.has(key)) {
                throw invalid("must have the key %s once".formatted(new JsonPrimitive(key)), event);
            }
            object.add(key, value(next(), depth + 1));
        }
        return object;
    }

    private String key(Event event) {
        if (!(event instanceof ScalarEvent scalar)) {
            throw invalid("must have a text as each key, not a list, an object or an alias", event);
        }
        if (scalar.isPlain() && scalar.getValue().equals("<<")) {
            throw invalid("must not have the merge key <<, which YAML 1.2 does not know; repeat the entries", event);
        }
        if (scalar(scalar) instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw invalid(
                scalar.getValue().isEmpty()
                        ? "must have a key between ? and :"
                        : "must have a text as each key, was %s; put it in quotes".formatted(scalar.getValue()),
                event);
    }

    private JsonArray array(SequenceStartEvent start, int depth) {
        grow(0, start);
        var array = new JsonArray();
        for (var event = next(); !(event instanceof SequenceEndEvent); event = next()) {
            array.add(value(event, depth + 1));
        }
        return array;
    }

    private JsonElement scalar(ScalarEvent scalar) {
        refuseTag(scalar.getTag(), scalar);
        grow(scalar.getValue().length(), scalar);
        return named(scalar, scalar.isPlain() ? plain(scalar) : text(scalar));
    }

    private JsonElement plain(ScalarEvent scalar) {
        var value = scalar.getValue();
        if (StrictJson.isNumber(value)) {
            return StrictJson.number(value);
        }
        return switch (value) {
            case "", "null" -> JsonNull.INSTANCE;
            case "true", "false" -> new JsonPrimitive(Boolean.valueOf(value));
            default -> text(scalar);
        };
    }

    private JsonPrimitive text(ScalarEvent scalar) {
        var value = scalar.getValue();
        if (scalar.isPlain() && CORE_SCHEMA.matcher(value).matches()) {
            throw invalid("must have %s as JSON writes it, or in quotes if it is a text".formatted(value), scalar);
        }
        var half = StrictJson.halfPair(value);
        if (half.isPresent()) {
            throw invalid("must not have half of a surrogate pair, has %s".formatted(half.get()), scalar);
        }
        return new JsonPrimitive(value);
    }

    private <T extends JsonElement> T named(NodeEvent event, T element) {
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, element));
        return element;
    }

    /** One that contains its own alias is not yet known there. */
    private JsonElement anchored(AliasEvent alias) {
        var element = anchors.get(alias.getAlias());
        if (element == null) {
            var name = alias.getAlias().getValue();
            throw invalid(
                    name.endsWith(":")
                            ? "must have a space between the alias *%s and the colon"
                                    .formatted(name.substring(0, name.length() - 1))
                            : "must have the anchor &%s before the alias".formatted(name),
                    alias);
        }
        return element;
    }

    private JsonElement copy(JsonElement element, int depth, AliasEvent alias) {
        requireDepth(depth, alias);
        if (element instanceof JsonObject object) {
            grow(0, alias);
            var copy = new JsonObject();
            for (var field : object.entrySet()) {
                grow(field.getKey().length(), alias);
                copy.add(field.getKey(), copy(field.getValue(), depth + 1, alias));
            }
            return copy;
        }
        if (element instanceof JsonArray array) {
            grow(0, alias);
            var copy = new JsonArray();
            for (var value : array) {
                copy.add(copy(value, depth + 1, alias));
            }
            return copy;
        }
        grow(element.isJsonNull() ? 0 : element.getAsString().length(), alias);
        return element;
    }

    private void grow(int length, Event event) {
        size += 1 + length;
        if (size > Definition.MAX_BYTES) {
            throw invalid("must not be larger than 1 MB, with each alias replaced by a copy", event);
        }
    }

    private static void requireDepth(int depth, Event event) {
        if (depth > StrictJson.MAX_DEPTH) {
            throw invalid("must not be nested deeper than %d levels".formatted(StrictJson.MAX_DEPTH), event);
        }
    }

    private static void refuseTag(Optional<String> tag, Event event) {
        tag.ifPresent(each -> {
            var written = each.replaceFirst("^tag:yaml\\.org,2002:", "!!");
            throw invalid(
                    "must not have the tag %s; remove it, and put a text in quotes or name a value as ${Name}"
                            .formatted(written),
                    event);
        });
    }

    private static InvalidJsonException invalid(String rule, Event event) {
        var start = event.getStartMark().orElseThrow();
        return new InvalidJsonException(rule, start.getLine() + 1, start.getColumn() + 1);
    }
}
