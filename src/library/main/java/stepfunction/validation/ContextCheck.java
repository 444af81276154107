package stepfunction.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Resource;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.dataflow.ContextRead;

/**
 * Checks that the fields of the context object that states read exist: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html.
 * A member that is unknown and like no other may be a new one.
 */
final class ContextCheck {

    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "", Set.of("Execution", "StateMachine", "State", "Task", "Map"),
            "Execution", Set.of("Id", "Input", "StartTime", "Name", "RoleArn", "RedriveCount", "RedriveTime"),
            "StateMachine", Set.of("Id", "Name"),
            "State", Set.of("Name", "EnteredTime", "RetryCount"),
            "Task", Set.of("Token"),
            "Map", Set.of("Item"),
            "Item", Set.of("Index", "Value", "Key", "Source"));

    private static final Set<StateType> RETRYING = Set.of(StateType.TASK, StateType.PARALLEL, StateType.MAP);

    private final StateNames names;
    private final Findings findings = new Findings();

    private ContextCheck(StateNames names) {
        this.names = names;
    }

    /** The findings, each once. */
    static List<Finding> check(ExpressionFields fields, StateNames names) {
        var check = new ContextCheck(names);
        for (var field : fields.all()) {
            if (!field.isPresenceTested()) {
                ContextRead.in(field.expression()).forEach(read -> check.isThere(field, read));
            }
        }
        return check.findings.all();
    }

    private void isThere(ExpressionField field, ContextRead read) {
        var meant = meant(read);
        if (meant.isPresent()) {
            isMissing(field, read, "which does not exist; did you mean %s?".formatted(read.place(meant.get())));
        } else {
            isThereInState(field, read);
        }
    }

    /** The path with the member that was meant in place of an unknown one. */
    private static Optional<List<String>> meant(ContextRead read) {
        var known = new ArrayList<String>();
        var object = "";
        for (var step : read.steps()) {
            var members = MEMBERS.get(object);
            if (members == null) {
                return Optional.empty();
            }
            if (!members.contains(step)) {
                var rest = read.steps().subList(known.size() + 1, read.steps().size());
                return Spelling.nearest(step, members)
                        .map(nearest -> Stream.of(known, List.of(nearest), rest)
                                .flatMap(List::stream)
                                .toList());
            }
            known.add(step);
            object = step;
        }
        return Optional.empty();
    }

    private void isThereInState(ExpressionField field, ContextRead read) {
        var state = field.state();
        if (read.isWithin("Map") && !isInMap(state)) {
            isMissing(field, read, "which only a Map and the states within it have; remove it");
        } else if (read.isWithin("State", "RetryCount")
                && state.type().filter(RETRYING::contains).isEmpty()) {
            isMissing(field, read, "which only a Task has; read it there");
        } else if (read.isWithin("Task") && hasNoToken(state)) {
            isMissing(
                    field, read, "which only a Task with .waitForTaskToken has; add that to a Resource, or remove it");
        }
    }

    private static boolean isInMap(State state) {
        return state.is(StateType.MAP)
                || state.scope().owner().filter(ContextCheck::isInMap).isPresent();
    }

    private static boolean hasNoToken(State state) {
        if (!state.is(StateType.TASK)) {
            return true;
        }
        return state.resource().orElse(null) instanceof Resource.Integration called
                && called.pattern() != Resource.Pattern.WAIT_FOR_TASK_TOKEN;
    }

    private void isMissing(ExpressionField field, ContextRead read, String why) {
        findings.warning(
                Code.NO_DATA,
                field.state().name(),
                "%s of %s reads %s, %s"
                        .formatted(field.text().field(), names.of(field.state()), read.place(read.steps()), why));
    }
}
