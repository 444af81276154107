package stepfunction.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import stepfunction.asl.StateType;
import stepfunction.asl.Transition;
import stepfunction.lambda.CannotRunException;
import stepfunction.local.FaultedCase.ErrorHandler;
import stepfunction.local.FaultedCase.InjectedFault;

/**
 * The runs of a case in which each call of a Task fails with each error in turn: alone, and, where that makes a difference, with all later
 * calls of its state. The first calls of all states come first, then the second ones: so that a run that is cut off has tried each state.
 */
final class FaultRuns {

    static final int MAX_RUNS = 1000;

    /** Of all runs together, which take two seconds or so. */
    private static final int MAX_EVENTS = 150_000;

    /** For functions that only a failure leads to. */
    private static final Duration MAX_TIME = Duration.ofSeconds(10);

    private final CaseExecutions first;
    private final CaseRun withoutFault;
    private final Optional<FaultExpectation> expected;
    private final List<String> differences = new ArrayList<>();
    private final Set<ErrorHandler> reached = new HashSet<>();
    private final long end = System.nanoTime() + MAX_TIME.toNanos();
    private int runs;
    private int events;

    /**
     * Those of a case.
     *
     * @param first that have been run without a fault
     * @param withoutFault the run
     */
    FaultRuns(CaseExecutions first, CaseRun withoutFault) {
        this.first = first;
        this.withoutFault = withoutFault;
        this.expected = first.given().expected().faults();
    }

    /** A case that does not end as it expects is not run again. */
    FaultedCase all() {
        var faults = withoutFault.differences().isEmpty() ? faults() : List.<NumberedFault>of();
        var outcomes = new ArrayList<InjectedFault>();
        for (var fault : faults) {
            if (isOver()) {
                break;
            }
            outcomes.add(outcome(fault));
        }
        return new FaultedCase(withoutFault, outcomes, faults.size(), reached, differences);
    }

    /** Two runs may follow. */
    private boolean isOver() {
        return runs > MAX_RUNS - 2 || events > MAX_EVENTS || System.nanoTime() > end;
    }

    /**
     * A fault, and what a reader calls it.
     *
     * @param call the number of the call that fails
     */
    private record NumberedFault(int call, Fault fault) {}

    private List<NumberedFault> faults() {
        var calls = first.sent().states().stream().map(this::faults).toList();
        var most = calls.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, most)
                .boxed()
                .flatMap(number ->
                        calls.stream().filter(each -> number < each.size()).map(each -> each.get(number)))
                .flatMap(List::stream)
                .toList();
    }

    /** Those of a state, by the number of the call. The reading of a Map's items is no call of a Task. */
    private List<List<NumberedFault>> faults(MockedState calling) {
        var state = calling.in(first.stack()).orElseThrow();
        if (!state.is(StateType.TASK)) {
            return List.of();
        }
        var errors = new FaultErrors(state, Called.by(state).orElseThrow().resource()).names();
        var positions = first.sent().positions(calling);
        return IntStream.range(0, positions.size())
                .mapToObj(number -> errors.stream()
                        .map(error ->
                                new NumberedFault(number, new Fault(calling, positions.get(number), error, false)))
                        .toList())
                .toList();
    }

    private InjectedFault outcome(NumberedFault numbered) {
        var fault = numbered.fault();
        var once = end(numbered, fault);
        var lasting = once.isRetried() || isCalledAgain(fault) ? end(numbered, fault.lasting()) : once;
        return new InjectedFault(fault.state().nameIn(first.given()), numbered.call(), fault.error(), once, lasting);
    }

    private boolean isCalledAgain(Fault fault) {
        return first.sent().positions(fault.state()).stream().anyMatch(fault.call()::isBefore);
    }

    private FaultEnd end(NumberedFault numbered, Fault fault) {
        runs++;
        var executions = first.with(fault);
        try {
            var run = executions.run(Story.untold());
            events += run.all().size();
            addReached(executions, run);
            expected.ifPresent(each -> report(numbered, fault, each.differences(run, executions.stack())));
            return FaultEnd.of(fault, executions, run, withoutFault);
        } catch (CannotRunException e) {
            var reason = reason(e);
            expected.ifPresent(each -> report(numbered, fault, List.of("the end is not known: " + reason)));
            return FaultEnd.unknown(reason);
        }
    }

    private String reason(CannotRunException cause) {
        var message = String.valueOf(cause.getMessage()).replace(first.given().file() + ": ", "");
        return message.lines().findFirst().orElse("");
    }

    private void addReached(CaseExecutions executions, CaseRun run) {
        executions
                .retried()
                .forEach(retry -> reached.add(new ErrorHandler(
                        retry.workflow(), "%s.Retry[%d]".formatted(retry.state().name(), retry.retrier()))));
        run.all()
                .forEach(event -> event.event()
                        .transition()
                        .filter(Transition::isOfCatch)
                        .ifPresent(transition -> reached.add(new ErrorHandler(
                                event.workflow(),
                                "%s.%s"
                                        .formatted(
                                                event.event()
                                                        .state()
                                                        .orElseThrow()
                                                        .name(),
                                                transition.field().replace(".Next", ""))))));
    }

    private void report(NumberedFault numbered, Fault fault, List<String> found) {
        found.forEach(difference -> differences.add("faults: if call %d of %s fails with %s%s, %s"
                .formatted(
                        numbered.call(),
                        fault.state().nameIn(first.given()),
                        fault.error(),
                        fault.isLasting() ? " and keeps failing" : "",
                        difference)));
    }
}
