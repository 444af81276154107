package stepfunction.local;

import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/** What a case must have in view of the workflow that it is for, before anything runs. */
final class CaseCheck {

    private static final String OR_A_PATH =
            "\nA state that the execution does not enter needs none, where the case says its \"path\"";

    private final DeployedWorkflow workflow;
    private final Case given;
    private final Refusals refusals;

    private CaseCheck(DeployedWorkflow workflow, Case given) {
        this.workflow = workflow;
        this.given = given;
        this.refusals = new Refusals(given.file());
    }

    /** @throws CannotRunException with all that is wrong */
    static void check(DeployedWorkflow workflow, Case given) {
        var check = new CaseCheck(workflow, given);
        check.mocksAreOfStatesThatCall();
        check.pathIsOfStates();
        check.mocksAnswerForWhatThisMachineCannotCall();
        check.refusals.throwIfAny();
    }

    private List<State> states() {
        return workflow.definition().states();
    }

    private Optional<State> state(String name) {
        return states().stream().filter(state -> state.name().equals(name)).findFirst();
    }

    private void requireState(String place, String name) {
        if (state(name).isEmpty()) {
            var known = new Names(states().stream().map(State::name).toList());
            refusals.add("%s names the state %s, which the workflow does not have%s"
                    .formatted(place, name, known.hint(name)));
        }
    }

    private void mocksAreOfStatesThatCall() {
        for (var name : given.mocks().keySet()) {
            requireState("mocks", name);
            state(name).filter(state -> Called.by(state).isEmpty()).ifPresent(state -> {
                var type = state.type().map(StateType::text).orElse("state without a type");
                refusals.add(
                        "mocks has the state %s, a %s, which calls nothing; remove it there".formatted(name, type));
            });
        }
    }

    private void pathIsOfStates() {
        given.path().orElse(List.of()).stream().distinct().forEach(name -> requireState("path", name));
    }

    /** Where the case says which states are entered, the others need none. */
    private void mocksAnswerForWhatThisMachineCannotCall() {
        var lacking = states().stream()
                .filter(state -> !given.mocks().containsKey(state.name()))
                .filter(state ->
                        given.path().map(path -> path.contains(state.name())).orElse(true))
                .filter(state -> Called.by(state).isPresent() && !isCallable(state))
                .toList();
        if (!lacking.isEmpty()) {
            var list = lacking.stream().map(CaseCheck::listed).collect(Collectors.joining("\n"));
            var mocks = lacking.stream().map(CaseCheck::mock).collect(Collectors.joining(",\n"));
            refusals.add("mocks must answer for what this machine cannot call, lacks:\n%s\n%s%s"
                    .formatted(list, paste(mocks), given.path().isPresent() ? "" : OR_A_PATH));
        }
    }

    private static String listed(State state) {
        return "- state %s: %s"
                .formatted(state.name(), Called.by(state).orElseThrow().resource());
    }

    /** A member of the case's mocks. */
    private static String mock(State state) {
        var result = Called.by(state).orElseThrow().isReader() ? "[]" : "{}";
        return "    %s: {\"Return\": %s}".formatted(new JsonPrimitive(state.name()), result);
    }

    private String paste(String mocks) {
        return given.mocks().isEmpty()
                ? "Add to the case, with what each answers after Return:\n  \"mocks\": {\n%s\n  }".formatted(mocks)
                : "Add to its mocks, with what each answers after Return:\n%s".formatted(mocks);
    }

    private boolean isCallable(State state) {
        return Called.function(state)
                .filter(function -> isComputed(function, state.queryLanguage())
                        || workflow.function(function).isPresent())
                .isPresent();
    }

    /** A path or an expression, whose value only the execution knows. */
    private static boolean isComputed(String function, QueryLanguage language) {
        return language.isExpression(function) || function.startsWith("$") || function.startsWith("States.");
    }
}
