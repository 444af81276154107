package stepfunction.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.Definition;
import stepfunction.asl.Scope;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.asl.Transition;
import stepfunction.changes.Markdown;

/** A workflow in Markdown: as a Mermaid diagram, in it what the cases have taken, and below it what they have not. */
final class WorkflowPicture {

    private static final String TAKEN = "-->";
    private static final String NOT_TAKEN = "-.->";

    private final Definition definition;
    private final Coverage coverage;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private WorkflowPicture(Definition definition, Coverage coverage) {
        this.definition = definition;
        this.coverage = coverage;
        definition.states().forEach(state -> ids.put(state.path(), "s" + ids.size()));
    }

    static String text(Definition definition, Coverage coverage) {
        return new WorkflowPicture(definition, coverage).text();
    }

    private String text() {
        lines.add("```mermaid");
        lines.add("flowchart TD");
        lines.add("    classDef taken fill:#cfe8cf,stroke:#2e7d32,color:#000");
        lines.add("    classDef missed fill:#fff,stroke:#b0b0b0,stroke-dasharray:4,color:#555");
        lines.add("    start((Start)) --> " + firstId(definition.machine()));
        addStates(definition.machine(), "    ");
        definition.states().forEach(this::addTransitions);
        lines.add("```");
        lines.add("");
        lines.add("What a case covers is green and has solid lines.");
        lines.add("");
        lines.add(coverage.summary(definition, Markdown::code));
        lines.add("");
        return String.join("\n", lines);
    }

    private String firstId(Scope scope) {
        return scope.startAt().flatMap(scope::state).map(this::id).orElse("nowhere");
    }

    private String id(State state) {
        return Optional.ofNullable(ids.get(state.path())).orElseThrow();
    }

    private void addStates(Scope scope, String indent) {
        for (var state : scope.states()) {
            var type = state.type().map(StateType::text).orElse("");
            var style = coverage.isEntered(state) ? "taken" : "missed";
            lines.add(
                    "%s%s[\"%s<br>%s\"]:::%s".formatted(indent, id(state), Markdown.label(state.name()), type, style));
            for (int index = 0; index < state.scopes().size(); index++) {
                addScope(state, state.scopes().get(index), index, indent);
            }
        }
    }

    private void addScope(State owner, Scope scope, int index, String indent) {
        var title =
                owner.is(StateType.MAP) ? owner.name() + ", each item" : "%s, branch %d".formatted(owner.name(), index);
        lines.add("%ssubgraph %s_%d[\"%s\"]".formatted(indent, id(owner), index, Markdown.label(title)));
        addStates(scope, indent + "    ");
        lines.add(indent + "end");
        var arrow = coverage.isEntered(owner) ? TAKEN : NOT_TAKEN;
        lines.add("%s%s %s %s".formatted(indent, id(owner), arrow, firstId(scope)));
    }

    private void addTransitions(State state) {
        state.transitions().forEach(transition -> addTransition(state, transition));
        if (state.isEnd() && state.scope().owner().isEmpty()) {
            lines.add("    %s %s finish((End))".formatted(id(state), coverage.isEndTaken(state) ? TAKEN : NOT_TAKEN));
        }
    }

    private void addTransition(State state, Transition transition) {
        var arrow = coverage.isTaken(state, transition) ? TAKEN : NOT_TAKEN;
        var rule = transition.field().replace(".Next", "");
        var label = rule.equals("Next") ? "" : "|\"%s\"|".formatted(rule);
        state.scope()
                .state(transition.target())
                .ifPresent(target -> lines.add("    %s %s%s %s".formatted(id(state), arrow, label, id(target))));
    }
}
