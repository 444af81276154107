package stepfunction.dataflow;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import stepfunction.asl.Definition;
import stepfunction.asl.Scope;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.asl.Transition;

/** The data that states pass on, on all ways through a state machine. */
public final class DataFlow {

    /** After so many changes of what is known at the entry of a state, nothing is. */
    private static final int MAX_CHANGES = 20;

    private final StateFacts facts;
    private final TemplateShapes templates;
    private final Map<State, Entry> entries = new HashMap<>();
    private final Map<State, Integer> changes = new HashMap<>();
    private final Map<Scope, Shape> outputs = new HashMap<>();

    private DataFlow(StateFacts facts) {
        this.facts = facts;
        this.templates = new TemplateShapes(facts.expressions());
    }

    /** Follows all ways; nothing is known of the input of an execution. */
    public static DataFlow of(Definition definition, StateFacts facts) {
        var flow = new DataFlow(facts);
        flow.follow(definition.machine(), Entry.UNKNOWN);
        return flow;
    }

    /**
     * The values that an expression reads; absent if the state is never reached, or if reachability is unknown.
     *
     * @param field within the state, such as {@code Catch[0]/Assign/error.$}
     */
    public Optional<Data> at(State state, String field) {
        return Optional.ofNullable(entries.get(state))
                .map(entry -> data(state, entry, result(state)).at(field));
    }

    /** The arguments that a Task sends; absent if it is never reached. */
    public Optional<Shape> sentBy(State task) {
        return Optional.ofNullable(entries.get(task))
                .map(entry -> data(task, entry, result(task)).branchInput());
    }

    /** Until nothing changes: a way back to a state may bring other data. */
    private void follow(Scope scope, Entry start) {
        if (!facts.isComplete().test(scope)) {
            return;
        }
        var waiting = new ArrayDeque<State>();
        scope.startAt().flatMap(scope::meant).ifPresent(state -> reach(state, start, waiting));
        while (!waiting.isEmpty()) {
            visit(waiting.remove(), waiting);
        }
    }

    private void reach(State state, Entry entry, Queue<State> waiting) {
        var known = entries.get(state);
        var joined = known == null ? entry : known.or(entry);
        if (!joined.equals(known)) {
            var isTooMany = changes.merge(state, 1, Integer::sum) > MAX_CHANGES;
            entries.put(state, isTooMany ? Entry.UNKNOWN : joined);
            waiting.add(state);
        }
    }

    private void visit(State state, Queue<State> waiting) {
        var entry = entries.getOrDefault(state, Entry.UNKNOWN);
        followInner(state, data(state, entry, Shape.anything()), entry);
        var data = data(state, entry, result(state));
        for (var transition : state.transitions()) {
            state.scope()
                    .meant(transition.target())
                    .ifPresent(target -> reach(target, after(data, transition), waiting));
        }
        if (state.isEnd() && !state.is(StateType.FAIL)) {
            var output = facts.isRight().test(state) ? data.afterState().input() : Shape.anything();
            outputs.merge(state.scope(), output, DataFlow::joined);
        }
    }

    private Entry after(StateData data, Transition transition) {
        return facts.isRight().test(data.state()) ? data.after(transition) : Entry.UNKNOWN;
    }

    private static Shape joined(Shape one, Shape other) {
        return Shape.join(one, other).bounded();
    }

    /** Inner states see the variables of the outer ones, but not those in a distributed Map. */
    private void followInner(State state, StateData data, Entry entry) {
        var variables = state.isDistributedMap() ? KnownVariables.NONE : entry.variables();
        for (var inner : state.scopes()) {
            var input = state.is(StateType.MAP) ? data.iterationInput() : data.branchInput();
            follow(inner, facts.isRight().test(state) ? new Entry(input, variables) : Entry.UNKNOWN);
        }
    }

    private Shape result(State state) {
        var maker = Origins.of(facts.names().apply(state));
        if (state.is(StateType.TASK)) {
            return ResultShapes.ofTask(state, maker);
        }
        if (state.is(StateType.PARALLEL) && !state.scopes().isEmpty()) {
            return new Shape.Tuple(state.scopes().stream().map(this::output).toList(), maker);
        }
        return state.is(StateType.MAP)
                        && !state.isDistributedMap()
                        && state.scopes().size() == 1
                ? new Shape.Many(output(state.scopes().get(0)), maker)
                : Shape.anything();
    }

    private Shape output(Scope scope) {
        return outputs.getOrDefault(scope, Shape.anything());
    }

    private StateData data(State state, Entry entry, Shape result) {
        var tested = facts.tested().getOrDefault(state, List.of());
        return StateData.of(
                new StateData.Known(state, entry, result, tested, facts.names().apply(state)), templates);
    }
}
