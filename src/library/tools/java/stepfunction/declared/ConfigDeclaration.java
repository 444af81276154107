package stepfunction.declared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key under {@code config} in Pulumi.yaml, with what the Pulumi CLI checks of it:
 * https://www.pulumi.com/docs/iac/concepts/projects/project-file/#config-options
 *
 * @param key as the file has it
 * @param fields such as {@code type} and {@code default}
 */
record ConfigDeclaration(String key, boolean isOfProject, Map<String, Object> fields) {

    private static final List<String> TYPES = List.of("string", "integer", "boolean", "array", "object");

    private static final String FILE = "Pulumi.yaml";

    ConfigDeclaration {
        fields = Map.copyOf(fields);
    }

    /** The declaration for what stands at a key, which may be a bare value: a default, or the value of another namespace's key. */
    static ConfigDeclaration of(String project, String key, @Nullable Object content) {
        var isOfProject = !key.contains(":") || key.startsWith(project + ":");
        if (content instanceof Map<?, ?> mapping) {
            var fields = new LinkedHashMap<String, Object>();
            mapping.forEach((name, value) -> {
                if (value != null) {
                    fields.put(name.toString(), value);
                }
            });
            return new ConfigDeclaration(key, isOfProject, fields);
        }
        return new ConfigDeclaration(
                key, isOfProject, content == null ? Map.of() : Map.of(isOfProject ? "default" : "value", content));
    }

    /** The value for a stack that does not set the key. */
    Optional<Object> value() {
        return Optional.ofNullable(fields.get("default")).or(() -> Optional.ofNullable(fields.get("value")));
    }

    /** The problem in Pulumi.yaml itself, if any; the CLI reports it for every stack. */
    Optional<String> problem() {
        var hasDefault = fields.containsKey("default");
        var hasValue = fields.containsKey("value");
        if (hasDefault && hasValue) {
            return wrong("must have a default or a value, has both; remove one of them");
        }
        if (!isOfProject) {
            return hasValue && !fields.containsKey("type")
                    ? Optional.empty()
                    : wrong("is of another namespace and must have a value and no type; write %s: VALUE"
                            .formatted(key));
        }
        if (!fields.containsKey("type")) {
            return Optional.empty();
        }
        if (!TYPES.contains(type())) {
            return wrong("must have one of the types %s, has %s".formatted(String.join(", ", TYPES), type()));
        }
        if (type().equals("array") && !fields.containsKey("items")) {
            return wrong("is an array and must say of what; add items: {type: string}");
        }
        return hasDefault && !accepts(fields.get("default"))
                ? wrong("must have a default of the type %s, was %s; correct one of them"
                        .formatted(typeName(), shown(fields.get("default"))))
                : Optional.empty();
    }

    private boolean isDeclaredSecret() {
        return Boolean.TRUE.equals(fields.get("secret"));
    }

    private Optional<String> wrong(String rule) {
        return Optional.of("%s: %s %s".formatted(FILE, key, rule));
    }

    /**
     * The problem with a stack's value, if any.
     *
     * @param isSet whether the stack's file or Pulumi.yaml has a value
     */
    Optional<String> problem(String stack, boolean isSet, @Nullable Object value) {
        if (!isOfProject) {
            return Optional.empty();
        }
        if (!isSet) {
            return Optional.of(
                    "%1$s must be set, was not set: Pulumi.yaml declares it without a default; run: pulumi config set %3$s%1$s -s %2$s"
                            .formatted(key, stack, isDeclaredSecret() ? "--secret " : ""));
        }
        if (!fields.containsKey("type")) {
            return Optional.empty();
        }
        var isSecure = SecureValue.isIn(value);
        if (isDeclaredSecret() && !isSecure) {
            return Optional.of(
                    "%1$s must be encrypted, was plain text in Pulumi.%2$s.yaml: Pulumi.yaml declares it as secret; run: pulumi config set --secret %1$s -s %2$s"
                            .formatted(key, stack));
        }
        // The CLI reads any plain value of a stack as a text.
        var asRead = value instanceof Map || value instanceof List ? value : PulumiYaml.text(value);
        return isSecure || accepts(asRead)
                ? Optional.empty()
                : Optional.of("%1$s must be of the type %2$s, was %3$s; run: pulumi config set %1$s -s %4$s"
                        .formatted(key, typeName(), shown(value), stack));
    }

    private static String shown(@Nullable Object value) {
        return "\"" + PulumiYaml.text(value) + "\"";
    }

    private String type() {
        return String.valueOf(fields.get("type"));
    }

    private String typeName() {
        return typeName(fields);
    }

    private static String typeName(Map<?, ?> declared) {
        return declared.get("items") instanceof Map<?, ?> items
                ? "array<%s>".formatted(typeName(items))
                : String.valueOf(declared.get("type"));
    }

    private boolean accepts(@Nullable Object value) {
        return accepts(fields, value);
    }

    /** The CLI accepts a text that is a whole number or a boolean, too. */
    private static boolean accepts(Map<?, ?> declared, @Nullable Object value) {
        return switch (String.valueOf(declared.get("type"))) {
            case "string" -> value instanceof String;
            case "integer" -> PulumiYaml.text(value).matches("[-+]?\\d+");
            case "boolean" -> PulumiYaml.text(value).matches("true|false");
            case "object" -> value instanceof Map;
            default ->
                value instanceof List<?> elements
                        && declared.get("items") instanceof Map<?, ?> items
                        && elements.stream().allMatch(element -> accepts(items, Objects.requireNonNull(element)));
        };
    }
}
