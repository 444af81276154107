package stepfunction.config;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.pulumi.Context;
import com.pulumi.core.Output;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a stack's config key by key, and collects the violations, so that they can be reported together. */
public final class ConfigReader {

    /** Keys that were certainly meant for this project, whatever namespace they are in. */
    private static final Set<String> OWN_NAMES = Set.of("lambdaFunctionName", "stepFunctionName");

    private static final String USES_OF_SECRETS =
            "keep it in Secrets Manager, as the recipe FunctionWithSecretTest does, read it with config.secret for customize or declare, or run: pulumi config set --plaintext ";

    private final String project;
    private final String stack;
    private final Map<String, String> config;
    private final Secrets secrets;
    private final Set<String> readKeys = new LinkedHashSet<>();
    private final Set<String> violations = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private boolean isChecked;

    /** @param keys by {@code namespace:name} */
    private record Secrets(Set<String> keys, StateEncryption encryption) {

        Secrets {
            keys = Set.copyOf(keys);
        }
    }

    /** @param config by {@code namespace:name}, as are the keys of secrets */
    public ConfigReader(String project, String stack, Map<String, String> config, Set<String> secretKeys) {
        this(project, stack, config, new Secrets(secretKeys, StateEncryption.NONE));
    }

    private ConfigReader(String project, String stack, Map<String, String> config, Secrets secrets) {
        this.project = project;
        this.stack = stack;
        this.config = new TreeMap<>();
        StackConfig.DEFAULTS.forEach((key, value) -> this.config.put(qualified(key), value));
        this.config.putAll(config);
        this.secrets = secrets;
    }

    /** Reads the running program's config. The environment has its keys, because the SDK cannot list them. */
    public static ConfigReader of(Context ctx, Map<String, String> environment) {
        var config = new TreeMap<String, String>();
        var gson = new Gson();
        for (var key : gson.fromJson(environment.getOrDefault("PULUMI_CONFIG", "{}"), JsonObject.class)
                .keySet()) {
            var colon = key.indexOf(':');
            ctx.config(key.substring(0, colon))
                    .get(key.substring(colon + 1))
                    .ifPresent(value -> config.put(key, value));
        }
        var secretKeys = gson.fromJson(environment.getOrDefault("PULUMI_CONFIG_SECRET_KEYS", "[]"), String[].class);
        return new ConfigReader(
                ctx.projectName(),
                ctx.stackName(),
                config,
                new Secrets(Set.of(secretKeys), new StateEncryption(environment, Path.of(""))));
    }

    String project() {
        return project;
    }

    String stack() {
        return stack;
    }

    /** Any text, which must be set; it may be empty. */
    String text(String key) {
        return valid(key, "be set", value -> config.containsKey(qualified(key)), "");
    }

    /** A secret, which stays one in Pulumi's state; empty when the key has none, which is a violation. */
    Output<String> secret(String key) {
        readKeys.add(key);
        if (secrets.keys().contains(qualified(key))) {
            secrets.encryption().weakness(key, stack).ifPresent(warnings::add);
            return Output.ofSecret(config.getOrDefault(qualified(key), ""));
        }
        var actual = config.containsKey(qualified(key)) ? "plain text" : "not set";
        refuse(key, "be secret", actual, run("set --secret " + key));
        return Output.ofSecret("");
    }

    /** A text that matches; empty when it does not, which is a violation. */
    String matching(String key, Pattern pattern, String rule) {
        return valid(key, rule, value -> pattern.matcher(value).matches(), "");
    }

    /** A name in AWS, as both Lambda and Step Functions allow it; empty when it is not, which is a violation. */
    String name(String key, int maxLength) {
        var rule = "have 1 to %s characters of a-z, A-Z, 0-9, - and _".formatted(maxLength);
        return matching(key, Pattern.compile("[\\w-]{1,%s}".formatted(maxLength)), rule);
    }

    /** A text that matches, or empty. */
    String optional(String key, Pattern pattern, String rule) {
        return valid(
                key, rule, value -> value.isEmpty() || pattern.matcher(value).matches(), "");
    }

    /** One of some values; the first of them if it is not, which is a violation. */
    String oneOf(String key, List<String> allowed) {
        return valid(key, "be one of " + String.join(", ", allowed), allowed::contains, allowed.get(0));
    }

    /** True if it is neither true nor false, which is a violation. */
    boolean flag(String key) {
        return oneOf(key, List.of("true", "false")).equals("true");
    }

    /** A whole number of a unit; the minimum if it is not, which is a violation. */
    int wholeNumber(String key, int min, int max, String unit) {
        var rule = "be a whole number of %s from %s to %s".formatted(unit, min, max);
        return Integer.parseInt(valid(key, rule, value -> isWhole(value, min, max), String.valueOf(min)));
    }

    private static boolean isWhole(String value, int min, int max) {
        try {
            var number = Integer.parseInt(value);
            return String.valueOf(number).equals(value) && min <= number && number <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String valid(String key, String rule, Predicate<String> accepts, String standIn) {
        readKeys.add(key);
        if (secrets.keys().contains(qualified(key))) {
            if (isOfLibrary(key)) {
                refuse(
                        key,
                        "not be secret, because names and policies show it",
                        "secret",
                        run("set --plaintext " + key));
            } else {
                refuse(
                        key,
                        "not be secret, because definitions and environments show it",
                        "secret",
                        USES_OF_SECRETS + key);
            }
            return accepts.test("") ? "" : standIn;
        }
        var value = config.getOrDefault(qualified(key), "");
        if (accepts.test(value)) {
            return value;
        }
        refuse(key, rule, value.isEmpty() ? "not set" : "\"" + printable(value) + "\"", fix(key));
        return standIn;
    }

    private String qualified(String key) {
        return key.contains(":") ? key : project + ":" + key;
    }

    private static String printable(String value) {
        return value.replaceAll("\\p{Cntrl}", "?");
    }

    /** A key of the user's own has neither a value nor a default until it is declared. */
    private String fix(String key) {
        return !isOfLibrary(key) && !config.containsKey(qualified(key))
                ? "set its default in Pulumi.yaml, or " + run("set " + key)
                : run("set " + key);
    }

    private static boolean isOfLibrary(String key) {
        return key.contains(":") || OWN_NAMES.contains(key) || StackConfig.DEFAULTS.containsKey(key);
    }

    private static String run(String command) {
        return "run: pulumi config " + command;
    }

    private void refuse(String key, String rule, String actual, String fix) {
        var violation = violation(key, rule, actual, fix);
        if (isChecked) {
            throw new IllegalArgumentException(violation);
        }
        violations.add(violation);
    }

    private static String violation(String key, String rule, String actual, String fix) {
        return "%s must %s, was %s; %s".formatted(key, rule, actual, fix);
    }

    /** Those of this project by their name, others with their namespace; in the order of their reading. */
    List<String> readKeys() {
        return List.copyOf(readKeys);
    }

    /** Anything legal but probably unintended about the values that were read. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The violations among the values that were read. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Ends the gathering of violations: code that runs later and reads a wrong value fails with its violation. */
    public void endCheck() {
        isChecked = true;
    }

    /**
     * A violation for each key that has not been read by now.
     *
     * @param nearest finds the name that was meant among those that there are
     */
    public List<String> unreadKeys(BiFunction<String, Collection<String>, Optional<String>> nearest) {
        var unread = new ArrayList<String>();
        var formerProjects = formerProjects();
        for (var key : config.keySet()) {
            var name = key.substring(key.indexOf(':') + 1);
            var isOfThisProject = key.equals(qualified(name));
            if (isOfThisProject && !readKeys.contains(name)) {
                unread.add(unknown(name, nearest.apply(name, readKeys)));
            }
            if (!isOfThisProject && isOfLibrary(name) && formerProjects.contains(namespace(key))) {
                var rule = "be under this project's name, " + project;
                unread.add(violation(
                        name, rule, key, "rename it in Pulumi.%s.yaml, or %s".formatted(stack, run("rm " + key))));
            }
        }
        return unread;
    }

    /** Namespaces that have a key of this project: its names before it was renamed. Others have keys of the same names for other programs. */
    private Set<String> formerProjects() {
        return config.keySet().stream()
                .filter(key ->
                        OWN_NAMES.stream().anyMatch(name -> key.endsWith(":" + name)) && !key.startsWith(project + ":"))
                .map(ConfigReader::namespace)
                .collect(Collectors.toSet());
    }

    private static String namespace(String key) {
        return key.substring(0, key.indexOf(':'));
    }

    private String unknown(String name, Optional<String> meant) {
        return meant.isPresent()
                ? "%1$s is not a key of this project; did you mean %2$s? Rename it in Pulumi.%3$s.yaml, or the key that the plan reads, or run: pulumi config rm %1$s"
                        .formatted(name, meant.get(), stack)
                : "%s is not a key that the plan reads; read it before the plan is returned, outside of code that runs later, or %s"
                        .formatted(name, run("rm " + name));
    }
}
