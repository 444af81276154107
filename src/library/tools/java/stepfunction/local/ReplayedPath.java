package stepfunction.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.HistoryEvent;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/**
 * The states that a run has entered, held against those of the recorded execution. The branches of a Parallel are compared one by one, because
 * they run at the same time; of the states within a Map, it only counts how often they are entered.
 */
record ReplayedPath(Case given, List<HistoryEvent> events, Definition definition) {

    /** A state that is entered by an event. */
    private record Entered(String state, int event) {}

    Stream<Replay.Difference> differences() {
        var recorded = given.expected().path().orElse(List.of());
        var expected = byScope(IntStream.range(0, recorded.size())
                .mapToObj(index -> new Entered(recorded.get(index), events.size()))
                .toList());
        var actual = byScope(IntStream.range(0, events.size())
                .filter(index -> MergedHistory.isEntered(events.get(index)))
                .mapToObj(index ->
                        new Entered(events.get(index).state().orElseThrow().name(), index))
                .toList());
        return Stream.concat(expected.keySet().stream(), actual.keySet().stream())
                .distinct()
                .flatMap(
                        scope -> difference(
                                scope, expected.getOrDefault(scope, List.of()), actual.getOrDefault(scope, List.of()))
                                .stream());
    }

    private Map<String, List<Entered>> byScope(List<Entered> path) {
        var byScope = new LinkedHashMap<String, List<Entered>>();
        path.forEach(each -> byScope.computeIfAbsent(scope(each.state()), first -> new ArrayList<>())
                .add(each));
        return byScope;
    }

    private Optional<State> state(String name) {
        return definition.states().stream()
                .filter(state -> state.name().equals(name))
                .findFirst();
    }

    /** That of the machine for a state that it no longer has. Within a Map, each state is on its own. */
    private String scope(String name) {
        var state = state(name);
        if (state.isEmpty()) {
            return definition.machine().path();
        }
        return isWithinMap(state.get())
                ? state.get().path()
                : state.get().scope().path();
    }

    private static boolean isWithinMap(State state) {
        return Stream.iterate(
                        state.scope().owner(),
                        Optional::isPresent,
                        owner -> owner.flatMap(each -> each.scope().owner()))
                .flatMap(Optional::stream)
                .anyMatch(owner -> owner.is(StateType.MAP));
    }

    private Optional<Replay.Difference> difference(String scope, List<Entered> recorded, List<Entered> actual) {
        if (definition.scopes().stream().noneMatch(each -> each.path().equals(scope))) {
            return differenceInNumber(recorded, actual);
        }
        return IntStream.range(0, Math.max(recorded.size(), actual.size()))
                .filter(index -> !name(recorded, index).equals(name(actual, index)))
                .mapToObj(index -> difference(index, recorded, actual))
                .findFirst();
    }

    private static Optional<String> name(List<Entered> path, int index) {
        return index < path.size() ? Optional.of(path.get(index).state()) : Optional.empty();
    }

    private Replay.Difference difference(int index, List<Entered> recorded, List<Entered> actual) {
        var place = index == 0 ? "first" : "after " + actual.get(index - 1).state();
        var was = name(recorded, index).orElse("the end");
        return name(actual, index)
                .map(state -> new Replay.Difference(
                        actual.get(index).event(), "%s is entered %s, was %s".formatted(state, place, was)))
                .orElseGet(() ->
                        new Replay.Difference(events.size(), "nothing is entered %s, was %s".formatted(place, was)));
    }

    private Optional<Replay.Difference> differenceInNumber(List<Entered> recorded, List<Entered> actual) {
        if (recorded.size() == actual.size()) {
            return Optional.empty();
        }
        var state = (recorded.isEmpty() ? actual : recorded).get(0).state();
        return Optional.of(new Replay.Difference(
                events.size(),
                "%s is entered %d times, was entered %d times".formatted(state, actual.size(), recorded.size())));
    }
}
