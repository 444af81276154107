package stepfunction.local;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import stepfunction.asl.CallSite;
import stepfunction.asl.TaskCall;

/**
 * The arguments of all calls of a case's executions, by state. The calls of a state are numbered in the order of their times, but a retry
 * directly follows the call that it repeats, even if another iteration of a Map has called in between.
 */
final class SentCalls {

    private final Case given;
    private final DeployedStack stack;
    private final Map<MockedState, List<CallsOfVisit>> visits = new LinkedHashMap<>();
    private final IdentityHashMap<CallSite, CallsOfVisit> bySite = new IdentityHashMap<>();

    /** One visit of a state: its call, and the retries of that. */
    private static final class CallsOfVisit {
        private final int index;
        private final List<JsonElement> arguments = new ArrayList<>();

        CallsOfVisit(int index) {
            this.index = index;
        }
    }

    SentCalls(Case given, DeployedStack stack) {
        this.given = given;
        this.stack = stack;
    }

    /**
     * Where a call is among the calls of its state.
     *
     * @param visit the index of the visit of the state
     * @param retry 0 for the first call of the visit
     */
    record CallIndex(int visit, int retry) {

        boolean isBefore(CallIndex other) {
            return visit < other.visit || (visit == other.visit && retry < other.retry);
        }
    }

    /** Adds a call, and returns where it is. */
    CallIndex add(MockedState state, TaskCall call) {
        var visit = bySite.computeIfAbsent(call.site(), site -> newVisit(state));
        visit.arguments.add(call.arguments());
        return new CallIndex(visit.index, visit.arguments.size() - 1);
    }

    private CallsOfVisit newVisit(MockedState state) {
        var all = visits.computeIfAbsent(state, first -> new ArrayList<>());
        var visit = new CallsOfVisit(all.size());
        all.add(visit);
        return visit;
    }

    /** The states that have called, in the order of their first calls. */
    List<MockedState> states() {
        return List.copyOf(visits.keySet());
    }

    /** Where the calls of a state are, in the order of their numbers. */
    List<CallIndex> positions(MockedState state) {
        return visits.getOrDefault(state, List.of()).stream()
                .flatMap(visit ->
                        IntStream.range(0, visit.arguments.size()).mapToObj(retry -> new CallIndex(visit.index, retry)))
                .toList();
    }

    /** The arguments of all calls of a state, which is named as the case names it. */
    List<JsonElement> of(String name) {
        return of(MockedState.of(name, given, stack).orElseThrow());
    }

    List<JsonElement> of(MockedState state) {
        return visits.getOrDefault(state, List.of()).stream()
                .flatMap(visit -> visit.arguments.stream())
                .toList();
    }

    /** The states that have called, in the order of their first calls, and the arguments of their calls. */
    Map<String, List<JsonElement>> byName() {
        var byName = new LinkedHashMap<String, List<JsonElement>>();
        visits.keySet().forEach(state -> byName.put(state.nameIn(given), of(state)));
        return byName;
    }
}
