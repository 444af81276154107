package stepfunction.declared;

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
import org.yaml.snakeyaml.error.YAMLException;

/** Pulumi.yaml and the stack files, read as the Pulumi CLI reads them. */
public record ProjectFiles(Path projectDir) {

    /** The project's name, which is also the namespace of its config keys. */
    public String projectName() {
        return Objects.requireNonNull(read("Pulumi.yaml").get("name"), "name").toString();
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

    /** The declaration of each config key: its type, default and description. */
    @SuppressWarnings("unchecked") // Every key is declared with its fields.
    public Map<String, Map<String, Object>> declarations() {
        var declarations = (Map<String, Map<String, Object>>) (Map<String, ?>) config(read("Pulumi.yaml"));
        // `pulumi new` adds pulumi:tags.
        declarations.keySet().removeIf(key -> key.startsWith("pulumi:"));
        return declarations;
    }

    /**
     * The config that the CLI hands to the program: the stack file's values over the project file's defaults.
     *
     * @return from {@code namespace:key} to the value as text
     * @throws IllegalArgumentException when the stack has no file
     */
    public Map<String, String> config(String stack) {
        if (!stacks().contains(stack)) {
            throw new IllegalArgumentException("stack must be one of %s, was \"%s\": there is no Pulumi.%s.yaml"
                    .formatted(stacks(), stack, stack));
        }
        var values = new LinkedHashMap<String, Object>();
        declarations().forEach((key, declaration) -> values.put(key, declaration.get("default")));
        values.putAll(config(read("Pulumi." + stack + ".yaml")));
        var namespace = projectName() + ":";
        var config = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> {
            // Structured values reach the program as JSON.
            var text = value instanceof Map || value instanceof List ? new Gson().toJson(value) : String.valueOf(value);
            if (value != null) {
                config.put(key.contains(":") ? key : namespace + key, text);
            }
        });
        return config;
    }

    @SuppressWarnings("unchecked") // The keys of these YAML mappings are strings.
    private static Map<String, Object> config(Map<String, Object> file) {
        return file.get("config") instanceof Map<?, ?> config ? (Map<String, Object>) config : Map.of();
    }

    private Map<String, Object> read(String file) {
        try (var reader = Files.newBufferedReader(projectDir.resolve(file))) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("%s must be YAML, was not: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
