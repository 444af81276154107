package stepfunction.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;
import stepfunction.plan.FunctionSpec;
import stepfunction.validation.SentEvents;

/** Whether functions without pinned versions, whose code may be new, still get the events that they got before. */
final class ChangedEventCheck {

    private final BoundWorkflow present;
    private final SentEvents eventsNow;
    private final SentEvents eventsBefore;
    private final Findings findings = new Findings();

    private ChangedEventCheck(BoundWorkflow present, BoundWorkflow deployed) {
        this.present = present;
        this.eventsNow = SentEvents.of(present.definition());
        this.eventsBefore = SentEvents.of(deployed.definition());
    }

    /**
     * A warning for each Task whose event has other fields now.
     *
     * @param deployed the workflow with the definition that executions started with
     */
    static List<Finding> check(BoundWorkflow present, BoundWorkflow deployed) {
        var check = new ChangedEventCheck(present, deployed);
        for (var call : deployed.calls()) {
            call.function()
                    .filter(function -> check.isStillCalled(call, function))
                    .ifPresent(function -> check.eventIsTheSame(call, function));
        }
        return check.findings.all();
    }

    private boolean isStillCalled(Call call, FunctionSpec function) {
        return present.calls().stream()
                .anyMatch(now -> now.state().name().equals(call.state().name())
                        && now.function().equals(Optional.of(function)));
    }

    private void eventIsTheSame(Call call, FunctionSpec function) {
        var state = call.state().name();
        var lost = eventsBefore
                .fields(state)
                .filter(field -> eventsNow.certainlyLacks(state, field))
                .map("with %s"::formatted);
        var added = eventsNow
                .fields(state)
                .filter(field -> eventsBefore.certainlyLacks(state, field))
                .map("without %s"::formatted);
        var differences = Stream.concat(lost, added).collect(Collectors.joining(", "));
        if (!differences.isEmpty()) {
            findings.warning(
                    Code.CHANGED_EVENT,
                    state,
                    "executions that started before and have not passed %s still send the present code of the function %s an event %s; let the code take both, or set pinFunctionVersions"
                            .formatted(state, function.name(), differences));
        }
    }
}
