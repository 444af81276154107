package stepfunction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Reads a stack's config key by key, and collects what is wrong with it so that a user sees all of it at once. */
abstract class SettingsReader {

    private final String project;
    private final Map<String, String> config;
    private final Set<String> secretKeys;
    private final List<String> knownNames = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /** @param config by {@code namespace:name}, as are the keys of secrets */
    SettingsReader(String project, Map<String, String> config, Set<String> secretKeys) {
        this.project = project;
        this.config = new TreeMap<>(config);
        this.secretKeys = secretKeys;
    }

    /** A text that matches a regular expression; empty when it does not. */
    final String text(String key, String regex, String rule) {
        return valid(key, rule, value -> value.matches(regex), "");
    }

    /** One of some values; the first of them if it is not, which is a violation. */
    final String oneOf(String key, List<String> allowed) {
        return valid(key, "be one of " + String.join(", ", allowed), allowed::contains, allowed.get(0));
    }

    final boolean flag(String key) {
        return oneOf(key, List.of("true", "false")).equals("true");
    }

    /** A whole number of a unit; the minimum if it is not, which is a violation. */
    final int whole(String key, int min, int max, String unit) {
        var allowed = IntStream.rangeClosed(min, max).mapToObj(String::valueOf).toList();
        var rule = "be a whole number of %s from %d to %d".formatted(unit, min, max);
        return Integer.parseInt(valid(key, rule, allowed::contains, allowed.get(0)));
    }

    private String valid(String key, String rule, Predicate<String> accepts, String standIn) {
        knownNames.add(key);
        var qualified = key.contains(":") ? key : project + ":" + key;
        var value = secretKeys.contains(qualified) ? "" : config.getOrDefault(qualified, "");
        if (secretKeys.contains(qualified)) {
            refuse(key, "not be secret, for names and policies show it", "secret", "set --plaintext " + key);
        } else if (!accepts.test(value)) {
            var shown = "\"" + value.replaceAll("\\p{Cntrl}", "?") + "\"";
            refuse(key, rule, value.isEmpty() ? "not set" : shown, "set " + key);
        }
        return accepts.test(value) ? value : standIn;
    }

    private void refuse(String key, String rule, String actual, String command) {
        violations.add("%s must %s, was %s; run: pulumi config %s".formatted(key, rule, actual, command));
    }

    /** To be called once, after reading all keys: what is wrong with their values, and the keys that were not read. */
    final List<String> violations() {
        for (var key : config.keySet()) {
            var name = key.substring(key.indexOf(':') + 1);
            var isOwn = key.equals(project + ":" + name);
            if (isOwn && !knownNames.contains(name)) {
                refuse(name, "be one of the keys " + knownNames, "unknown", "rm " + name);
            } else if (!isOwn && name.matches("lambdaFunctionName|stepFunctionName")) {
                refuse(name, "be under this project's name, " + project, key, "rm " + key);
            }
        }
        return violations;
    }
}
