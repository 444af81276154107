package stepfunction.apis;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The statements that a written-out request needs, as text: {@code glue:StartCrawler on arn:aws:glue:...}. */
final class Statements {

    private static final String PARTITION = "aws";
    private static final String REGION = "eu-central-1";
    private static final String ACCOUNT = "123456789012";

    private final JsonObject request;
    private final Map<String, Set<String>> actions = new LinkedHashMap<>();

    private Statements(JsonObject request) {
        this.request = request;
    }

    /** Separated by semicolons; {@code nothing} where a call needs none. What is only proposed begins with {@code propose}, what is possible with {@code perhaps}. */
    static String of(List<Authorization> authorizations, JsonObject request) {
        var statements = new Statements(request);
        authorizations.forEach(statements::add);
        return statements.toString();
    }

    private void add(Authorization needed) {
        if (!needed.neededWhen().stream().allMatch(when -> when.anyOf().stream().anyMatch(this::holds))) {
            return;
        }
        var on = new LinkedHashSet<String>();
        if (needed.isOnEveryResource()) {
            on.add("*");
        }
        for (var type : needed.resources()) {
            on.addAll(resources(type));
        }
        if (on.isEmpty() && needed.orEveryResource()) {
            on.add("*");
        }
        var conditions = restrictions(needed);
        for (var resource : on) {
            var key = (needed.isPossible() ? "perhaps " : "") + resource + conditions;
            actions.computeIfAbsent(key, first -> new LinkedHashSet<>()).addAll(needed.actions());
        }
    }

    private List<String> resources(ResourceType type) {
        var proposal = type.isProposed() ? "propose " : "";
        for (var template : type.alternatives()) {
            var arns = arns(template);
            if (!arns.isEmpty()) {
                return arns.stream().map(arn -> proposal + arn).toList();
            }
        }
        return type.isRequired()
                ? List.of("missing "
                        + type.alternatives().get(0).proposal(v -> Optional.empty(), PARTITION, REGION, ACCOUNT))
                : List.of();
    }

    /** One for each value of the first variable that has several. */
    private List<String> arns(ArnTemplate template) {
        var many = template.variables().stream()
                .filter(variable -> values(variable).size() > 1)
                .findFirst();
        var count = many.map(variable -> values(variable).size()).orElse(1);
        var arns = new ArrayList<String>();
        for (var index = 0; index < count; index++) {
            var chosen = index;
            template.arn(variable -> value(variable, chosen), PARTITION, REGION, ACCOUNT)
                    .ifPresent(arns::add);
        }
        return arns;
    }

    private Optional<String> value(Variable variable, int index) {
        if (variable.isOwnName()) {
            return Optional.of("greeting");
        }
        var values = values(variable);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(Math.min(index, values.size() - 1)));
    }

    private List<String> values(Variable variable) {
        return at(request, variable.path(), variable.defaultValue()).toList();
    }

    private static Stream<String> at(JsonElement element, List<String> path, Optional<String> otherwise) {
        if (element instanceof JsonArray array) {
            return array.asList().stream().flatMap(each -> at(each, path, otherwise));
        }
        if (path.isEmpty()) {
            return Stream.of(element.isJsonPrimitive() ? element.getAsString() : element.toString());
        }
        if (!(element instanceof JsonObject object)) {
            return Stream.of();
        }
        if (path.get(0).equals(Variable.KEYS)) {
            return object.keySet().stream();
        }
        return object.has(path.get(0))
                ? at(object.get(path.get(0)), path.subList(1, path.size()), otherwise)
                : otherwise.stream();
    }

    private boolean holds(Authorization.Clause clause) {
        var values = at(request, clause.path(), Optional.empty()).toList();
        var holds = values.stream().anyMatch(value -> switch (clause.test()) {
            case IS_PRESENT -> true;
            case EQUALS -> value.equals(clause.value());
            case CONTAINS ->
                value.toLowerCase(Locale.ROOT).contains(clause.value().toLowerCase(Locale.ROOT));
            case STARTS_WITH -> value.startsWith(clause.value());
        });
        return holds != clause.isNegated();
    }

    private String restrictions(Authorization needed) {
        var text = new StringBuilder();
        for (var restriction : needed.restrictions()) {
            var value = restriction.value() instanceof ArnTemplate.Filled filled
                    ? value(filled.variable(), 0)
                    : Optional.of(((ArnTemplate.Text) restriction.value()).text());
            value.ifPresent(present -> text.append(" if ")
                    .append(restriction.operator())
                    .append(' ')
                    .append(restriction.key())
                    .append(' ')
                    .append(present));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        var statements = actions.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + " on " + entry.getKey())
                .toList();
        return statements.isEmpty() ? "nothing" : String.join("; ", statements);
    }
}
