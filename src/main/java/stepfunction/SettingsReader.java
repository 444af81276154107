package stepfunction;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.pulumi.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads a stack's config key by key, and collects what is wrong with it so that a user sees all of it at once. */
final class SettingsReader {

    private final String project;
    private final String stack;
    private final Function<String, Optional<String>> values;
    private final Set<String> setKeys;
    private final Set<String> secretKeys;
    private final List<String> knownNames = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /**
     * A reader of config whose keys have the form {@code namespace:name}.
     *
     * @param values gives the value of a key
     * @param setKeys the keys that have a value
     * @param secretKeys those of them that are marked secret
     */
    SettingsReader(
            String project,
            String stack,
            Function<String, Optional<String>> values,
            Set<String> setKeys,
            Set<String> secretKeys) {
        this.project = project;
        this.stack = stack;
        this.values = values;
        this.setKeys = new TreeSet<>(setKeys);
        this.secretKeys = Set.copyOf(secretKeys);
    }

    /** A reader of the running program's config. The language host tells its keys, for the SDK lists none. */
    static SettingsReader of(Context ctx) {
        Function<String, Optional<String>> values =
                key -> ctx.config(key.split(":", 2)[0]).get(key.split(":", 2)[1]);
        var keys = host("PULUMI_CONFIG", "{}").getAsJsonObject().keySet();
        var secretKeys =
                host("PULUMI_CONFIG_SECRET_KEYS", "[]").getAsJsonArray().asList();
        return new SettingsReader(
                ctx.projectName(),
                ctx.stackName(),
                values,
                keys,
                secretKeys.stream().map(JsonElement::getAsString).collect(Collectors.toSet()));
    }

    private static JsonElement host(String variable, String otherwise) {
        return JsonParser.parseString(
                Optional.ofNullable(System.getenv(variable)).orElse(otherwise));
    }

    /** The tags that tell where a resource comes from. */
    Map<String, String> tags() {
        return Map.of("project", project, "stack", stack, "managed-by", "pulumi");
    }

    /** A text that matches a regular expression; empty when it does not. */
    String text(String key, String regex, String rule) {
        return valid(key, rule, value -> value.matches(regex)).orElse("");
    }

    /** A text that may be left empty. */
    Optional<String> optionalText(String key, String regex, String rule) {
        return Optional.of(text(key, "|" + regex, rule + ", or empty")).filter(value -> !value.isEmpty());
    }

    /** One of some values; the first of them when it is none. */
    String oneOf(String key, Collection<String> allowed) {
        var first = allowed.iterator().next();
        return valid(key, "be one of " + String.join(", ", allowed), allowed::contains)
                .orElse(first);
    }

    /** A whole number of a unit; the least when it is none, or out of range. */
    int whole(String key, int min, int max, String unit) {
        Predicate<String> isInRange = value ->
                value.matches("[1-9]\\d{0,8}") && Integer.parseInt(value) >= min && Integer.parseInt(value) <= max;
        return valid(key, "be a whole number of %s from %d to %d".formatted(unit, min, max), isInRange)
                .map(Integer::parseInt)
                .orElse(min);
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(oneOf(key, List.of("true", "false")));
    }

    private Optional<String> valid(String key, String rule, Predicate<String> accepts) {
        var qualified = key.contains(":") ? key : project + ":" + key;
        if (!key.contains(":")) {
            knownNames.add(key);
        }
        if (secretKeys.contains(qualified)) {
            violations.add(
                    "%s must not be secret, for names and policies show it, was secret; run: pulumi config set --plaintext %s"
                            .formatted(key, key));
            return Optional.empty();
        }
        var value = values.apply(qualified).orElse("");
        var length = value.length() > 50 ? " (%d characters)".formatted(value.length()) : "";
        var shown = value.replaceAll("\\p{Cntrl}", "?").replaceFirst("^(.{100}).+", "$1...");
        require(accepts.test(value), key, rule, value.isEmpty() ? "not set" : "\"%s\"%s".formatted(shown, length));
        return Optional.of(value).filter(accepts);
    }

    /** Demands that a rule about a key's valid value holds. */
    void require(boolean holds, String key, String rule, String actual) {
        if (!holds) {
            violations.add("%s must %s, was %s; run: pulumi config set %s".formatted(key, rule, actual, key));
        }
    }

    /** What is wrong with the config, all known keys having been read: with their values, and with every other key. */
    List<String> violations() {
        var found = new ArrayList<>(violations);
        for (var key : setKeys) {
            var name = key.substring(key.indexOf(':') + 1);
            if (key.startsWith(project + ":") && !knownNames.contains(name)) {
                found.add("%s must be a key of this project %s, was unknown; run: pulumi config rm %s"
                        .formatted(name, knownNames, name));
            } else if (!key.startsWith(project + ":")
                    && Set.of("lambdaFunctionName", "stepFunctionName").contains(name)) {
                found.add("%s must be under this project's name, %s, was %s; run: pulumi config rm %s"
                        .formatted(name, project, key, key));
            }
        }
        return found;
    }
}
