package stepfunction.recording;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.CallSite;
import stepfunction.asl.Definition;
import stepfunction.asl.ExecutionRequest;
import stepfunction.asl.Interpreter;
import stepfunction.asl.State;
import stepfunction.asl.TaskCall;
import stepfunction.asl.TaskFailure;
import stepfunction.asl.TaskResult;
import stepfunction.asl.TaskRunner;
import stepfunction.asl.UnrunnableDefinitionException;

/**
 * Runs a recorded execution again to find the order in which its calls come where none of them takes time, as a case's mocks do not: by
 * that, a case numbers the calls of iterations that run at the same time.
 */
final class OrderOfCalls implements TaskRunner {

    /** Longer than any execution lasts. */
    private static final Duration NEVER = Duration.ofDays(2 * 365);

    private final Map<VisitedState, Deque<Deque<RecordedCall>>> visits = new HashMap<>();
    private final Map<String, Deque<RecordedCall>> mapRuns = new HashMap<>();
    private final IdentityHashMap<CallSite, Deque<RecordedCall>> attempts = new IdentityHashMap<>();
    private final Map<String, List<RecordedCall>> ordered = new LinkedHashMap<>();

    /** Where a state is visited. */
    private record VisitedState(String state, List<Integer> iterations) {}

    private OrderOfCalls(Map<String, List<RecordedCall>> calls) {
        calls.forEach((state, ofState) -> {
            ordered.put(state, new ArrayList<>());
            ofState.forEach(call -> add(state, call));
        });
    }

    private void add(String state, RecordedCall call) {
        if (call.outcome() instanceof RecordedCall.Whole) {
            mapRuns.computeIfAbsent(state, first -> new ArrayDeque<>()).add(call);
            return;
        }
        var place = new VisitedState(state, call.position().iterations());
        var ofPlace = visits.computeIfAbsent(place, first -> new ArrayDeque<>());
        if (ofPlace.isEmpty()
                || ofPlace.getLast().getLast().position().visit()
                        != call.position().visit()) {
            ofPlace.add(new ArrayDeque<>());
        }
        ofPlace.getLast().add(call);
    }

    /**
     * The calls in the order of the run, a retry directly behind the call that it repeats. Those that the run does not make come last.
     *
     * @param calls by state
     */
    static Map<String, List<RecordedCall>> of(
            Map<String, List<RecordedCall>> calls, Definition definition, JsonElement input, Instant start) {
        var order = new OrderOfCalls(calls);
        try {
            Interpreter.of(definition).run(ExecutionRequest.of(input, start), order);
        } catch (UnrunnableDefinitionException e) {
            // The case cannot run either, which is reported when it is tried.
            return calls;
        }
        order.addTheRest(calls);
        return order.ordered;
    }

    private void addTheRest(Map<String, List<RecordedCall>> calls) {
        calls.forEach((state, ofState) -> {
            var ofRun = ordered.getOrDefault(state, new ArrayList<>());
            var isInRun = Collections.newSetFromMap(new IdentityHashMap<RecordedCall, Boolean>());
            isInRun.addAll(ofRun);
            ofState.stream().filter(call -> !isInRun.contains(call)).forEach(ofRun::add);
        });
    }

    @Override
    public TaskResult run(TaskCall call) throws TaskFailure {
        var left = attempts.computeIfAbsent(call.site(), site -> nextVisit(call));
        return left.isEmpty()
                ? result(new RecordedCall.Unanswered())
                : result(left.remove().outcome());
    }

    private Deque<RecordedCall> nextVisit(TaskCall call) {
        var place = new VisitedState(call.state().name(), call.site().iterations());
        var visit = Optional.ofNullable(visits.get(place)).map(Deque::poll).orElseGet(ArrayDeque::new);
        ordered.getOrDefault(place.state(), new ArrayList<>()).addAll(visit);
        return visit;
    }

    @Override
    public Optional<TaskResult> runMap(State map) throws TaskFailure {
        var run = Optional.ofNullable(mapRuns.get(map.name())).map(Deque::poll);
        return run.isEmpty() ? Optional.empty() : Optional.of(result(run.get().outcome()));
    }

    private static TaskResult result(RecordedCall.Outcome outcome) throws TaskFailure {
        if (outcome instanceof RecordedCall.Whole whole) {
            return result(whole.outcome());
        }
        if (outcome instanceof RecordedCall.Thrown thrown) {
            throw new TaskFailure(thrown.error(), thrown.cause().orElse(null), Duration.ZERO);
        }
        return outcome instanceof RecordedCall.Returned returned
                ? new TaskResult(returned.result(), Duration.ZERO)
                : new TaskResult(JsonNull.INSTANCE, NEVER);
    }
}
