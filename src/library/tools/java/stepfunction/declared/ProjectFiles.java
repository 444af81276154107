package stepfunction.declared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Pulumi.yaml and the stack files, read and checked as the Pulumi CLI reads and checks them. */
public record ProjectFiles(Path projectDir) {

    private static final String PROJECT_FILE = "Pulumi.yaml";

    /** The project's name, which is also the namespace of its config keys. */
    public String projectName() {
        return projectName(project());
    }

    private static String projectName(Map<String, Object> project) {
        if (project.get("name") instanceof String name && !name.isEmpty()) {
            return name;
        }
        throw new IllegalArgumentException("Pulumi.yaml must have a name, has none; add name: PROJECT");
    }

    /** The stacks that have a file, in alphabetical order. */
    public List<String> stacks() {
        try (var files = Files.list(projectDir)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("Pulumi\\..+\\.yaml"))
                    .map(name -> name.replaceAll("^Pulumi\\.|\\.yaml$", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The declaration of each config key: its type, default and description. A short form is a default or a value. */
    public Map<String, Map<String, Object>> declarations() {
        return declarations(project()).stream()
                .collect(Collectors.toMap(
                        ConfigDeclaration::key,
                        ConfigDeclaration::fields,
                        (first, second) -> second,
                        LinkedHashMap::new));
    }

    private static List<ConfigDeclaration> declarations(Map<String, Object> project) {
        var name = projectName(project);
        return config(project).entrySet().stream()
                // `pulumi new` adds pulumi:tags.
                .filter(entry -> !entry.getKey().startsWith("pulumi:"))
                .map(entry -> ConfigDeclaration.of(name, entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * The config that the CLI hands to the program: the stack file's values over the project file's defaults. In place of what is
     * encrypted there is a text that says so.
     *
     * @return from {@code namespace:key} to the value as text
     * @throws IllegalArgumentException when the stack has no file, or the CLI refuses a value
     */
    public Map<String, String> config(String stack) {
        if (!Files.exists(projectDir.resolve(stackFile(stack)))) {
            throw new IllegalArgumentException("stack must be one of %s, was \"%s\": there is no Pulumi.%s.yaml"
                    .formatted(stacks(), stack, stack));
        }
        var project = project();
        var declarations = declarations(project);
        var values = qualified(projectName(project), config(read(stackFile(stack))));
        refuse(problems(projectName(project), stack, declarations, values));
        var config = new LinkedHashMap<String, String>();
        declarations.forEach(declaration -> declaration
                .value()
                .ifPresent(value ->
                        config.put(qualified(projectName(project), declaration.key()), PulumiYaml.text(value))));
        values.forEach((key, value) -> config.put(key, PulumiYaml.text(SecureValue.madeUp(key, value))));
        return config;
    }

    /** The keys of a stack that are encrypted, with their namespace; none where the stack has no file. */
    Set<String> secretKeys(String projectName, String stack) {
        var file = stackFile(stack);
        // Most stacks have none, and need not be parsed for that.
        if (!Files.exists(projectDir.resolve(file)) || !text(file).contains(SecureValue.KEY)) {
            return Set.of();
        }
        return qualified(projectName, config(read(file))).entrySet().stream()
                .filter(entry -> SecureValue.isIn(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The CLI stops at the first; here they are reported together. */
    private static List<String> problems(
            String project, String stack, List<ConfigDeclaration> declarations, Map<String, Object> values) {
        return declarations.stream()
                .flatMap(declaration -> declaration
                        .problem()
                        .or(() -> problem(declaration, stack, values, qualified(project, declaration.key())))
                        .stream())
                .toList();
    }

    private static Optional<String> problem(
            ConfigDeclaration declaration, String stack, Map<String, Object> values, String key) {
        var isOfStack = values.containsKey(key);
        var value = isOfStack ? values.get(key) : declaration.value().orElse("");
        return declaration.problem(stack, isOfStack || declaration.value().isPresent(), value);
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the Pulumi CLI refuses the config, because:\n- " + String.join("\n- ", problems));
        }
    }

    private static Map<String, Object> qualified(String project, Map<String, Object> config) {
        var qualified = new LinkedHashMap<String, Object>();
        config.forEach((key, value) -> qualified.put(qualified(project, key), value));
        return qualified;
    }

    private static String qualified(String project, String key) {
        return key.contains(":") ? key : project + ":" + key;
    }

    @SuppressWarnings("unchecked") // The keys of these YAML mappings are strings.
    private static Map<String, Object> config(Map<String, Object> file) {
        return file.get("config") instanceof Map<?, ?> config ? (Map<String, Object>) config : Map.of();
    }

    private Map<String, Object> project() {
        return read(PROJECT_FILE);
    }

    private static String stackFile(String stack) {
        return "Pulumi." + stack + ".yaml";
    }

    private Map<String, Object> read(String file) {
        return PulumiYaml.mapping(file, text(file));
    }

    private String text(String file) {
        try {
            return Files.readString(projectDir.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
