package stepfunction.local;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A case that has been run, and again with each of its calls failing.
 *
 * @param outcomes of the faults that were run
 * @param faults how many there are
 * @param reached the retriers and catchers that any run has reached
 * @param differences from what the case expects of all these runs, a sentence each
 */
record FaultedCase(
        CaseRun run, List<InjectedFault> outcomes, int faults, Set<ErrorHandler> reached, List<String> differences) {

    FaultedCase {
        outcomes = List.copyOf(outcomes);
        reached = Set.copyOf(reached);
        differences = List.copyOf(differences);
    }

    /** A case that has been run on its own. */
    static FaultedCase without(CaseRun run) {
        return new FaultedCase(run, List.of(), 0, Set.of(), List.of());
    }

    /** The differences between all runs and the expectations of the case. */
    List<String> allDifferences() {
        return Stream.concat(run.differences().stream(), differences.stream()).toList();
    }

    /**
     * A fault injected into a call, and how the execution ends.
     *
     * @param state that calls, as the case names it
     * @param call its number
     * @param once the end if only this call fails
     * @param lasting the end if all later calls of the state fail too
     */
    record InjectedFault(String state, int call, String error, FaultEnd once, FaultEnd lasting) {}

    /**
     * A retrier or a catcher.
     *
     * @param workflow its name in the plan
     * @param name such as {@code Charge.Retry[0]}
     */
    record ErrorHandler(String workflow, String name) {}
}
