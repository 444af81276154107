package stepfunction.local;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.EventType;
import stepfunction.asl.ExecutionResult.Status;

/**
 * A condition that an execution must satisfy, whichever of its calls fails.
 *
 * @param output of an execution that succeeds, by the rule of {@link JsonComparison}; absent where any will do
 * @param errors that it may fail with; absent where any will do, unless there is an output
 * @param undone by the state that does something, the state that undoes it
 */
record FaultExpectation(Optional<JsonElement> output, Optional<List<String>> errors, Map<String, String> undone) {

    private static final Set<EventType> CALLED =
            Set.of(EventType.TASK_SCHEDULED, EventType.LAMBDA_FUNCTION_SCHEDULED, EventType.ACTIVITY_SCHEDULED);
    private static final Set<EventType> SUCCEEDED =
            Set.of(EventType.TASK_SUCCEEDED, EventType.LAMBDA_FUNCTION_SUCCEEDED, EventType.ACTIVITY_SUCCEEDED);

    FaultExpectation {
        errors = errors.map(List::copyOf);
        undone = Collections.unmodifiableMap(new LinkedHashMap<>(undone));
    }

    /** The differences in a run, one sentence each. */
    List<String> differences(CaseRun run, DeployedStack stack) {
        var differences = new ArrayList<>(
                run.result().status() == Status.SUCCEEDED ? differencesOfOutput(run) : differencesOfError(run));
        if (run.result().status() != Status.SUCCEEDED) {
            undone.forEach((done, undoing) -> {
                if (isLeftDone(run, stack, done, undoing)) {
                    differences.add("%s must be undone by %s, which is not called after it; %s"
                            .formatted(done, undoing, firstLine(run.ending())));
                }
            });
        }
        return differences;
    }

    private List<String> differencesOfOutput(CaseRun run) {
        return output.map(each -> new JsonComparison(false)
                        .differences("output", each, run.result().output().orElseThrow()).stream()
                                .map(JsonComparison.Difference::toString)
                                .toList())
                .orElse(List.of());
    }

    private List<String> differencesOfError(CaseRun run) {
        var error = run.error().orElse("");
        if (errors.isPresent()) {
            return errors.get().contains(error)
                    ? List.of()
                    : List.of("error must be one of %s, was %s".formatted(String.join(", ", errors.get()), error));
        }
        return output.isPresent() ? List.of("the execution must succeed, but: " + firstLine(run.ending())) : List.of();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Whether a call has succeeded, and none that would undo it came after that. */
    private static boolean isLeftDone(CaseRun run, DeployedStack stack, String done, String undoing) {
        var doing = MockedState.of(done, run.given(), stack).orElseThrow();
        var undo = MockedState.of(undoing, run.given(), stack).orElseThrow();
        var isLeftDone = false;
        for (var event : run.all()) {
            if (isOf(doing, event) && SUCCEEDED.contains(event.event().type())) {
                isLeftDone = true;
            } else if (isOf(undo, event) && CALLED.contains(event.event().type())) {
                isLeftDone = false;
            }
        }
        return isLeftDone;
    }

    private static boolean isOf(MockedState state, WorkflowEvent event) {
        return event.workflow().equals(state.workflow())
                && event.event()
                        .state()
                        .filter(each -> each.name().equals(state.state()))
                        .isPresent();
    }
}
