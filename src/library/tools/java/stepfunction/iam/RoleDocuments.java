package stepfunction.iam;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import stepfunction.declared.ComputedState;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.LookupAnswers;

/**
 * The IAM documents of the roles that preview and deploy a stack: the templates of {@code documents.yaml} with the ARNs of what the
 * stack declares, and the boundary; both with what the user adds.
 */
record RoleDocuments(DeclaredStack declared, Owner owner, CiPermissions permissions) {

    private static final String TEMPLATES = "documents.yaml";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** In the order of their names. */
    List<RoleDocument> all() throws IOException {
        var values = new Placeholders(declared, owner, permissions).values();
        var templates = new TreeMap<>(templates());
        templates.put(Section.BOUNDARY.document(), new Boundary(declared).document());
        var contents = new TreeMap<String, Object>();
        templates.forEach((name, template) -> contents.put(name, rendered(withAdditions(name, template), values)));
        return contents.entrySet().stream()
                .map(content -> new RoleDocument(content.getKey(), json(content.getValue())))
                .toList();
    }

    @SuppressWarnings("unchecked") // The documents are mappings, each with a list of statements.
    private static Map<String, Map<String, Object>> templates() throws IOException {
        var stream = Objects.requireNonNull(RoleDocuments.class.getResourceAsStream(TEMPLATES), TEMPLATES);
        try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return (Map<String, Map<String, Object>>) new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        }
    }

    /** By document, those that the templates have. */
    static Map<String, Set<String>> sids() throws IOException {
        return templates().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        template -> statements(template.getValue())
                                .map(statement -> String.valueOf(statement.get("Sid")))
                                .collect(Collectors.toUnmodifiableSet())));
    }

    @SuppressWarnings("unchecked") // As above.
    private static Stream<Map<String, Object>> statements(Map<String, Object> document) {
        return ((List<Map<String, Object>>) Objects.requireNonNull(document.get("Statement"))).stream();
    }

    /** With the user's statements for the types that the stack declares, after those of the document. */
    private Map<String, Object> withAdditions(String name, Map<String, Object> document) {
        var declaredTypes = new DeclaredArns(declared).types();
        var additions = Stream.of(Section.values())
                .filter(section -> section.document().equals(name))
                .flatMap(section -> permissions.statements(section, declaredTypes).stream())
                .map(CiPermissions.Statement::template);
        var extended = new LinkedHashMap<>(document);
        extended.put("Statement", Stream.concat(statements(document), additions).toList());
        return extended;
    }

    /** With the owner's account in place of that of the mocked AWS. */
    private String json(Object content) {
        var json = GSON.toJson(content) + "\n";
        ComputedState.madeUpArn(json).ifPresent(arn -> {
            throw new IllegalArgumentException(
                    "%s is made up, and the documents need the true ARN; set it in the list in %s, with the entry that the local run prints for a lookup, or with the type and the name of the resource"
                            .formatted(arn, LookupAnswers.FILE));
        });
        return ComputedState.withWildcards(json).replace(DeclaredStack.ACCOUNT, owner.account());
    }

    private static Object rendered(Object template, Map<String, Object> values) {
        if (template instanceof Map<?, ?> entries) {
            var rendered = new LinkedHashMap<Object, Object>();
            entries.forEach((key, value) -> rendered.put(key, rendered(value, values)));
            return rendered;
        }
        if (template instanceof List<?> list) {
            return list.stream()
                    .map(element -> rendered(element, values))
                    .filter(element -> !isStatementOnNothing(element))
                    // A list in a list is there by its anchor: what may be written may be read.
                    .flatMap(element -> element instanceof List<?> several ? several.stream() : Stream.of(element))
                    .toList();
        }
        return template instanceof String text ? filledIn(text, values) : template;
    }

    /** On resources that the stack declares none of. */
    private static boolean isStatementOnNothing(Object element) {
        return element instanceof Map<?, ?> statement && List.of().equals(statement.get("Resource"));
    }

    /** A list where the text is the placeholder of one, else a text. */
    private static Object filledIn(String text, Map<String, Object> values) {
        var filledIn = text;
        for (var value : values.entrySet()) {
            var placeholder = "${" + value.getKey() + "}";
            if (text.equals(placeholder)) {
                return value.getValue();
            }
            filledIn = filledIn.replace(placeholder, value.getValue().toString());
        }
        return filledIn;
    }
}
