package stepfunction.dataflow;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import stepfunction.asl.Scope;
import stepfunction.asl.State;
import stepfunction.expressions.Expression;

/**
 * The results of other checks on which the data flow analysis depends.
 *
 * @param expressions by their text; one that does not parse is absent
 * @param tested what each state asks for, whether it is there
 * @param names what messages call the states
 * @param isComplete whether it is known where each state of a scope leads
 * @param isRight whether a state has only fields that it may have; of what another one passes on, nothing is known
 */
public record StateFacts(
        Map<String, Expression> expressions,
        Map<State, List<DataRead>> tested,
        Function<State, String> names,
        Predicate<Scope> isComplete,
        Predicate<State> isRight) {

    public StateFacts {
        expressions = Map.copyOf(expressions);
        tested = Map.copyOf(tested);
    }
}
