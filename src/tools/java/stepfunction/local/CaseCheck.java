package stepfunction.local;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/** What a case must have in view of the workflow that it is for, before anything runs. */
final class CaseCheck {

    private final DeployedWorkflow workflow;
    private final Case given;
    private final List<String> violations = new ArrayList<>();

    private CaseCheck(DeployedWorkflow workflow, Case given) {
        this.workflow = workflow;
        this.given = given;
    }

    /** @throws CannotRunException with all that is wrong */
    static void check(DeployedWorkflow workflow, Case given) {
        var check = new CaseCheck(workflow, given);
        check.mocksAreOfStatesThatCall();
        check.pathIsOfStates();
        check.mocksAnswerForWhatThisMachineCannotCall();
        if (!check.violations.isEmpty()) {
            throw new CannotRunException(String.join("\n", check.violations));
        }
    }

    private void refuse(String message) {
        violations.add("%s: %s".formatted(given.file(), message));
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
            refuse("%s names the state %s, which the workflow does not have%s"
                    .formatted(place, name, known.hint(name)));
        }
    }

    private void mocksAreOfStatesThatCall() {
        for (var name : given.mocks().keySet()) {
            requireState("mocks", name);
            state(name).filter(state -> Called.by(state).isEmpty()).ifPresent(state -> {
                var type = state.type().map(StateType::text).orElse("state without a type");
                refuse("mocks has the state %s, a %s, which calls nothing; remove it there".formatted(name, type));
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
        if (lacking.isEmpty()) {
            return;
        }
        var list = new StringBuilder();
        var paste = new JsonObject();
        for (var state : lacking) {
            var called = Called.by(state).orElseThrow();
            list.append("\n- state %s: %s".formatted(state.name(), called.resource()));
            JsonElement result = called.isReader() ? new JsonArray() : new JsonObject();
            var response = new JsonObject();
            response.add("Return", result);
            paste.add(state.name(), response);
        }
        var json = new JsonObject();
        json.add("mocks", paste);
        refuse(
                "mocks must answer for what this machine cannot call, lacks:%s%nAdd these, with what each answers after Return:%n%s"
                        .formatted(
                                list,
                                new GsonBuilder().setPrettyPrinting().create().toJson(json)));
    }

    private boolean isCallable(State state) {
        return Called.function(state)
                .filter(function ->
                        isComputed(function) || workflow.function(function).isPresent())
                .isPresent();
    }

    /** A path or an expression, whose value only the execution knows. */
    private static boolean isComputed(String function) {
        return function.startsWith("$") || function.startsWith("{%") || function.startsWith("States.");
    }
}
