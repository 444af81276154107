package stepfunction.declared;

import com.google.gson.GsonBuilder;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as the Pulumi CLI reads it: {@code yes} and {@code on} are texts, {@code 1:30} is no number. Recorded from Pulumi 3.274, whose
 * reader is https://pkg.go.dev/gopkg.in/yaml.v3.
 */
final class PulumiYaml {

    /** As Go writes a time. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss '+0000 UTC'");

    private PulumiYaml() {}

    private static final class Types extends Resolver {

        private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern INTEGER =
                Pattern.compile("[-+]?(0|[1-9][0-9_]*|0[0-7_]+|0x[0-9a-fA-F_]+|0b[01_]+)");
        private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOLEAN, "tTfF");
            addImplicitResolver(Tag.INT, INTEGER, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, NUMBER, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
            addImplicitResolver(Tag.TIMESTAMP, TIMESTAMP, "0123456789");
        }
    }

    /**
     * The mapping in a file; empty where the file is.
     *
     * @param file its name, for messages
     * @throws IllegalArgumentException where it is no YAML, or no mapping
     */
    @SuppressWarnings("unchecked") // The keys of these mappings are strings.
    static Map<String, Object> mapping(String file, String text) {
        try {
            var options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            var yaml = new Yaml(
                    new SafeConstructor(options),
                    new Representer(new DumperOptions()),
                    new DumperOptions(),
                    options,
                    new Types());
            var content = yaml.<@Nullable Object>load(text);
            if (content != null && !(content instanceof Map)) {
                throw new IllegalArgumentException("%s must be a mapping, was %s".formatted(file, content));
            }
            return content == null ? Map.of() : (Map<String, Object>) content;
        } catch (YAMLException e) {
            throw new IllegalArgumentException("%s must be YAML, was not: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The text that the CLI passes to the program for a value; JSON for what has a structure. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Map || value instanceof List ? json(value) : String.valueOf(plain(value));
    }

    private static String json(Object value) {
        return new GsonBuilder().disableHtmlEscaping().serializeNulls().create().toJson(plain(value));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> mapping) {
            var sorted = new TreeMap<String, @Nullable Object>();
            mapping.forEach((key, element) -> sorted.put(String.valueOf(key), plain(element)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PulumiYaml::plain).toList();
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return new BigDecimal(
                    new BigDecimal(number.toString()).stripTrailingZeros().toPlainString());
        }
        return value instanceof Date time ? TIME.format(time.toInstant().atOffset(ZoneOffset.UTC)) : value;
    }
}
