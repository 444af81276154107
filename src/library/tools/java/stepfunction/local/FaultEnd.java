package stepfunction.local;

import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.asl.ExecutionResult.Status;
import stepfunction.asl.State;
import stepfunction.asl.Transition;
import stepfunction.changes.Markdown;

/**
 * How an execution ends in which a call was made to fail.
 *
 * @param isRetried by the state that calls, or a Map or Parallel that it is in
 * @param text such as {@code retried, then succeeds}, in the Markdown of a cell
 */
record FaultEnd(Kind kind, boolean isRetried, String text) {

    /** The ways in which a failure can end. */
    enum Kind {
        /** A retry succeeds, and the execution ends as it does without the failure. */
        RETRIED,
        /** A Catch leads on. */
        CAUGHT,
        /** Nothing handles it, and the execution fails. */
        UNHANDLED,
        /** Unknown on this machine. */
        UNKNOWN
    }

    static FaultEnd unknown(String reason) {
        return new FaultEnd(Kind.UNKNOWN, false, "not known: " + Markdown.codeInTable(reason));
    }

    /**
     * The end of a run.
     *
     * @param executions that have run with the fault
     * @param withoutFault the case's own run
     */
    static FaultEnd of(Fault fault, CaseExecutions executions, CaseRun run, CaseRun withoutFault) {
        var called = fault.state().in(executions.stack()).orElseThrow();
        var isRetried = executions.retried().stream()
                .anyMatch(retry -> mayHandle(fault, called, retry.workflow(), retry.state()));
        var retried = isRetried ? "retried, then " : "";
        var catches = catchTransition(fault, called, executions);
        if (catches.isPresent()) {
            return new FaultEnd(
                    Kind.CAUGHT, isRetried, "%s%s, then %s".formatted(retried, catches.get(), end(run, fault)));
        }
        if (hasGoneOn(fault, called, executions) && end(run).equals(end(withoutFault))) {
            var asInTheCase = run.result().status() == Status.SUCCEEDED ? "" : ", as in the case";
            return new FaultEnd(Kind.RETRIED, isRetried, retried + end(run) + asInTheCase);
        }
        return new FaultEnd(Kind.UNHANDLED, isRetried, "%s**%s**".formatted(retried, end(run, fault)));
    }

    /** The state that calls, what it is in, or a state of another workflow that has started the execution. */
    private static boolean mayHandle(Fault fault, State called, String workflow, State state) {
        return workflow.equals(fault.state().workflow())
                ? withOwners(called).anyMatch(state::equals)
                : ExecutionStart.by(state).isPresent();
    }

    private static Stream<State> withOwners(State state) {
        return Stream.iterate(
                        Optional.of(state),
                        Optional::isPresent,
                        each -> each.flatMap(inner -> inner.scope().owner()))
                .flatMap(Optional::stream);
    }

    /** Such as "Catch[0] leads to `Release`". */
    private static Optional<String> catchTransition(Fault fault, State called, CaseExecutions executions) {
        return executions.sinceFault().stream()
                .filter(event ->
                        event.event().transition().filter(Transition::isOfCatch).isPresent())
                .filter(event -> mayHandle(
                        fault, called, event.workflow(), event.event().state().orElseThrow()))
                .findFirst()
                .map(event -> {
                    var state = event.event().state().orElseThrow();
                    var transition = event.event().transition().orElseThrow();
                    var catcher = transition.field().replace(".Next", "");
                    var place = state.equals(called)
                            ? catcher
                            : "%s of %s".formatted(catcher, Markdown.codeInTable(state.name()));
                    return "%s leads to %s".formatted(place, Markdown.codeInTable(transition.target()));
                });
    }

    private static boolean hasGoneOn(Fault fault, State called, CaseExecutions executions) {
        return executions.sinceFault().stream()
                .filter(event -> event.workflow().equals(fault.state().workflow()))
                .map(WorkflowEvent::event)
                .filter(MergedHistory::isExited)
                .anyMatch(event -> withOwners(called).anyMatch(event.state().orElseThrow()::equals));
    }

    private static String end(CaseRun run, Fault fault) {
        var isSame = run.result().error().filter(fault.error()::equals).isPresent();
        return isSame ? "fails with this error" : end(run);
    }

    private static String end(CaseRun run) {
        var status = run.result().status();
        if (status == Status.SUCCEEDED) {
            return "succeeds";
        }
        return status == Status.TIMED_OUT
                ? "times out"
                : "fails with "
                        + run.result().error().map(Markdown::codeInTable).orElse("no error's name");
    }
}
