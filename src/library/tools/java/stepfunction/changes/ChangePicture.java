package stepfunction.changes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.Scope;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.asl.Transition;

/** A changed definition as a Mermaid diagram: the states and transitions of both definitions. */
final class ChangePicture {

    /** GitHub draws no larger one: https://mermaid.js.org/config/schema-docs/config.html */
    private static final int MAX_LENGTH = 50_000;

    private static final int MAX_EDGES = 500;

    private final ChangedDefinition definition;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> added = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private int edges;

    /**
     * A way from one node to another, whatever its place in a list of rules.
     *
     * @param field without its index
     */
    private record Edge(String source, String field, String target) {}

    private ChangePicture(ChangedDefinition definition) {
        this.definition = definition;
        definition.states().forEach(each -> ids.put(each.state().path(), "s" + ids.size()));
    }

    static String text(ChangedDefinition definition) {
        return new ChangePicture(definition).text();
    }

    private String text() {
        lines.add("```mermaid");
        lines.add("flowchart TD");
        lines.add("    classDef added fill:#cfe8cf,stroke:#2e7d32,color:#000");
        lines.add("    classDef removed fill:#fbdcdc,stroke:#c62828,stroke-dasharray:4,color:#000");
        lines.add("    classDef changed fill:#fff1c2,stroke:#e08e00,color:#000");
        lines.add("    classDef same fill:#fff,stroke:#b0b0b0,color:#000");
        lines.add("    start((Start))");
        addStates(Optional.of(definition.formerMachine()), Optional.of(definition.machine()), "    ");
        addEdges(
                starts("start", Optional.of(definition.formerMachine())),
                starts("start", Optional.of(definition.machine())));
        definition.states().forEach(this::addEdgesFrom);
        addLinkStyle(added, "stroke:#2e7d32,stroke-width:3px");
        addLinkStyle(removed, "stroke:#c62828,stroke-width:3px,stroke-dasharray:4");
        lines.add("```");
        var text = String.join("\n", lines);
        return edges > MAX_EDGES || text.length() > MAX_LENGTH
                ? "The picture is left out: GitHub draws none with more than %d transitions or %d characters."
                        .formatted(MAX_EDGES, MAX_LENGTH)
                : text + "\n\nGreen is added, red and dashed is removed, yellow is changed.";
    }

    private void addStates(Optional<Scope> formerScope, Optional<Scope> scope, String indent) {
        for (var each : definition.statesOf(formerScope, scope)) {
            var state = each.state();
            lines.add("%s%s[\"%s<br>%s\"]:::%s"
                    .formatted(
                            indent,
                            id(state),
                            Markdown.label(state.name()),
                            state.type().map(StateType::text).orElse(""),
                            each.kind().style()));
            addScopes(each, indent);
        }
    }

    private void addScopes(ChangedState owner, String indent) {
        var former = scopesByPath(owner.before());
        var present = scopesByPath(owner.after());
        var paths = new LinkedHashSet<>(present.keySet());
        paths.addAll(former.keySet());
        var number = 0;
        for (var path : paths) {
            var title = owner.state().is(StateType.MAP)
                    ? owner.state().name() + ", each item"
                    : "%s, branch %d".formatted(owner.state().name(), number);
            lines.add("%ssubgraph %s_%d[\"%s\"]".formatted(indent, id(owner.state()), number, Markdown.label(title)));
            addStates(Optional.ofNullable(former.get(path)), Optional.ofNullable(present.get(path)), indent + "    ");
            lines.add(indent + "end");
            number++;
        }
    }

    private static Map<String, Scope> scopesByPath(@Nullable State owner) {
        return Optional.ofNullable(owner).stream()
                .flatMap(state -> state.scopes().stream())
                .collect(Collectors.toMap(
                        Scope::path, Function.identity(), (first, other) -> first, LinkedHashMap::new));
    }

    private String id(State state) {
        return Optional.ofNullable(ids.get(state.path())).orElseThrow();
    }

    private void addEdgesFrom(ChangedState state) {
        addEdges(edgesFrom(state.before()), edgesFrom(state.after()));
    }

    /** By what names them now, such as {@code Choices[0]}. */
    private Map<Edge, String> edgesFrom(@Nullable State state) {
        var labels = new LinkedHashMap<Edge, String>();
        if (state == null) {
            return labels;
        }
        state.scopes().forEach(scope -> labels.putAll(starts(id(state), Optional.of(scope))));
        state.transitions().forEach(transition -> addEdge(state, transition, labels));
        if (state.isEnd() && state.scope().owner().isEmpty()) {
            labels.put(new Edge(id(state), "End", "finish((End))"), "");
        }
        return labels;
    }

    private void addEdge(State state, Transition transition, Map<Edge, String> labels) {
        var place = transition.field().replace(".Next", "");
        var field = place.replaceFirst("\\[.*", "");
        state.scope()
                .state(transition.target())
                .ifPresent(target -> labels.merge(
                        new Edge(id(state), field, id(target)),
                        place.equals("Next") ? "" : place,
                        (first, other) -> "%s, %s".formatted(first, other)));
    }

    private Map<Edge, String> starts(String source, Optional<Scope> scope) {
        var labels = new HashMap<Edge, String>();
        scope.flatMap(each -> each.startAt().flatMap(each::state))
                .ifPresent(first -> labels.put(new Edge(source, "StartAt", id(first)), ""));
        return labels;
    }

    private void addEdges(Map<Edge, String> before, Map<Edge, String> after) {
        var all = new LinkedHashSet<>(after.keySet());
        all.addAll(before.keySet());
        for (var edge : all) {
            var label = Stream.of(after, before)
                    .filter(labels -> labels.containsKey(edge))
                    .map(labels -> labels.get(edge))
                    .findFirst()
                    .orElse("");
            var isRemoved = !after.containsKey(edge);
            if (isRemoved) {
                removed.add(String.valueOf(edges));
            } else if (!before.containsKey(edge)) {
                added.add(String.valueOf(edges));
            }
            lines.add("    %s %s%s %s"
                    .formatted(
                            edge.source(),
                            isRemoved ? "-.->" : "-->",
                            label.isEmpty() ? "" : "|\"%s\"|".formatted(Markdown.label(label)),
                            edge.target()));
            edges++;
        }
    }

    private void addLinkStyle(List<String> links, String style) {
        if (!links.isEmpty()) {
            lines.add("    linkStyle %s %s".formatted(String.join(",", links), style));
        }
    }
}
