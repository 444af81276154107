package stepfunction;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Pulumi.yaml and the stack files, read as the Pulumi CLI reads them. */
public record ProjectFiles(Path projectDir) {

    /** The project's name, which is also the namespace of its config keys. */
    public String projectName() {
        return Objects.requireNonNull(project().get("name"), "name").toString();
    }

    /** The stacks that have a file, in alphabetical order. */
    public List<String> stacks() {
        try (var files = Files.list(projectDir)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("Pulumi\\..+\\.yaml"))
                    .map(name -> name.substring("Pulumi.".length(), name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The declaration of each config key: its type, default and description. */
    @SuppressWarnings("unchecked") // Every key is declared with its fields.
    public Map<String, Map<String, Object>> declarations() {
        var declarations = new LinkedHashMap<String, Map<String, Object>>();
        section(project()).forEach((key, declaration) -> declarations.put(key, (Map<String, Object>) declaration));
        return declarations;
    }

    /**
     * The config that the CLI hands to the program: the stack file's values over the project file's defaults.
     *
     * @return from {@code namespace:key} to the value as text
     * @throws IllegalArgumentException when the stack has no file
     */
    public Map<String, String> config(String stack) {
        var stackFile = projectDir.resolve("Pulumi." + stack + ".yaml");
        if (!Files.isRegularFile(stackFile)) {
            throw new IllegalArgumentException("stack must be one of %s, was \"%s\": there is no %s"
                    .formatted(stacks(), stack, stackFile.getFileName()));
        }
        var config = new LinkedHashMap<String, String>();
        declarations().forEach((key, declaration) -> {
            if (declaration.containsKey("default")) {
                config.put(qualified(key), text(declaration.get("default")));
            }
        });
        section(read(stackFile)).forEach((key, value) -> config.put(qualified(key), text(value)));
        return config;
    }

    /** Structured values reach the program as JSON. */
    private static String text(Object value) {
        return value instanceof Map || value instanceof List ? new Gson().toJson(value) : String.valueOf(value);
    }

    private String qualified(String key) {
        return key.contains(":") ? key : projectName() + ":" + key;
    }

    private Map<String, Object> project() {
        return read(projectDir.resolve("Pulumi.yaml"));
    }

    @SuppressWarnings("unchecked") // The keys of these YAML mappings are strings.
    private static Map<String, Object> section(Map<String, Object> file) {
        return file.get("config") instanceof Map<?, ?> config ? (Map<String, Object>) config : Map.of();
    }

    private static Map<String, Object> read(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
