package stepfunction.iam;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * The statements that the user adds to the roles of CI, in {@code src/test/ci-permissions.yaml}: for types of resources that the
 * templates do not cover, or for more than they allow.
 *
 * @param entries by type of resource; a stack that declares none of a type does not get its statements
 */
record CiPermissions(Map<String, Map<Section, List<Statement>>> entries) {

    static final String FILE = "src/test/ci-permissions.yaml";

    static final CiPermissions NONE = new CiPermissions(Map.of());

    /**
     * An IAM statement that allows something.
     *
     * @param resources ARNs, {@code *}, or a type as a placeholder, which stands for the ARNs of all that the stack declares of it
     * @param condition empty for none
     */
    record Statement(String sid, List<String> actions, List<String> resources, Map<String, Object> condition) {

        Statement {
            actions = List.copyOf(actions);
            resources = List.copyOf(resources);
            condition = Map.copyOf(condition);
        }

        /** As the templates have it. */
        Map<String, Object> template() {
            var template = new LinkedHashMap<String, Object>();
            template.put("Sid", sid);
            template.put("Effect", "Allow");
            template.put("Action", actions);
            template.put("Resource", resources);
            if (!condition.isEmpty()) {
                template.put("Condition", condition);
            }
            return template;
        }

        Stream<String> types() {
            return resources.stream().flatMap(resource -> placeholderType(resource).stream());
        }
    }

    CiPermissions {
        entries = Map.copyOf(entries);
    }

    /** The type that a resource such as <code>${aws:kms/key:Key}</code> stands for; absent where it is none. */
    static Optional<String> placeholderType(String resource) {
        return Optional.of(resource)
                .filter(text -> text.startsWith("${") && text.endsWith("}") && text.contains(":"))
                .map(text -> text.substring(2, text.length() - 1));
    }

    /**
     * Reads the file of a project; a missing one is the same as an empty one.
     *
     * @param sids by document, those of the templates, which no statement may have again
     * @throws IllegalArgumentException with a line for each mistake
     */
    static CiPermissions read(Path projectDir, Map<String, Set<String>> sids) throws IOException {
        var file = projectDir.resolve(FILE);
        if (!Files.exists(file)) {
            return NONE;
        }
        var content = parsed(Files.readString(file));
        var mistakes = new CiPermissionsCheck(sids).mistakes(content);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return content instanceof Map<?, ?> entries ? new CiPermissions(entries(entries)) : NONE;
    }

    private static Object parsed(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return Optional.<Object>ofNullable(new Yaml(new SafeConstructor(options)).load(yaml))
                    .orElse(Map.of());
        } catch (MarkedYAMLException e) {
            throw new IllegalArgumentException(
                    "%s:%d: %s".formatted(FILE, e.getProblemMark().getLine() + 1, e.getProblem()), e);
        }
    }

    private static Map<String, Map<Section, List<Statement>>> entries(Map<?, ?> checked) {
        return checked.entrySet().stream()
                .collect(toUnmodifiableMap(
                        entry -> entry.getKey().toString(), entry -> sections((Map<?, ?>) entry.getValue())));
    }

    private static Map<Section, List<Statement>> sections(Map<?, ?> checked) {
        var sections = new EnumMap<Section, List<Statement>>(Section.class);
        for (var section : Section.values()) {
            if (checked.get(section.key()) instanceof List<?> statements) {
                sections.put(section, statements(statements));
            }
        }
        return sections;
    }

    private static List<Statement> statements(List<?> checked) {
        return checked.stream()
                .map(statement -> statement((Map<?, ?>) statement))
                .toList();
    }

    @SuppressWarnings("unchecked") // The check sees to it that operators are strings.
    private static Statement statement(Map<?, ?> checked) {
        var condition = (Map<String, Object>) checked.get("Condition");
        return new Statement(
                String.valueOf(checked.get("Sid")),
                CiPermissionsCheck.texts(checked.get("Action")),
                CiPermissionsCheck.texts(checked.get("Resource")),
                condition == null ? Map.of() : condition);
    }

    boolean covers(String type, Section section) {
        return entries.getOrDefault(type, Map.of()).containsKey(section);
    }

    /** Those of the given types, in the order of types and of the file. */
    List<Statement> statements(Section section, Set<String> declaredTypes) {
        return entries.entrySet().stream()
                .filter(entry -> declaredTypes.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().getOrDefault(section, List.of()).stream())
                .toList();
    }

    /** The types whose ARNs the statements name. */
    Set<String> namedTypes() {
        return entries.values().stream()
                .flatMap(sections -> sections.values().stream())
                .flatMap(List::stream)
                .flatMap(Statement::types)
                .collect(toUnmodifiableSet());
    }
}
