package stepfunction.local;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stepfunction.asl.CallSite;
import stepfunction.asl.TaskCall;

/**
 * The arguments of all calls of a case's executions, by state. The calls of a state are numbered in the order of their times, but a retry
 * directly follows the call that it repeats, even if another iteration of a Map has called in between.
 */
final class SentCalls {

    private final Case given;
    private final DeployedStack stack;
    private final Map<MockedState, List<Visit>> visits = new LinkedHashMap<>();
    private final IdentityHashMap<CallSite, Visit> bySite = new IdentityHashMap<>();

    /** One visit of a state: its call, and the retries of that. */
    private static final class Visit {
        private final List<JsonElement> arguments = new ArrayList<>();
    }

    SentCalls(Case given, DeployedStack stack) {
        this.given = given;
        this.stack = stack;
    }

    void add(MockedState state, TaskCall call) {
        bySite.computeIfAbsent(call.site(), site -> newVisit(state)).arguments.add(call.arguments());
    }

    private Visit newVisit(MockedState state) {
        var visit = new Visit();
        visits.computeIfAbsent(state, first -> new ArrayList<>()).add(visit);
        return visit;
    }

    /** The arguments of all calls of a state, which is named as the case names it. */
    List<JsonElement> of(String name) {
        return of(MockedState.of(name, given, stack).orElseThrow());
    }

    private List<JsonElement> of(MockedState state) {
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
