package stepfunction.asl;

import java.util.List;
import java.util.Optional;

/**
 * A part of a definition with its own transition, variables and output: a state, a rule of a Choice, or a catcher.
 *
 * @param path within the state, such as {@code Choices[1]}; empty for the state itself
 */
record Clause(Fields fields, String path) {

    static Clause stateItself(State state) {
        return new Clause(state.fields(), "");
    }

    /** The rules in Choices, or the catchers in Catch. */
    static List<Clause> in(State state, String field) {
        return state.fields().elements(field).stream()
                .flatMap(
                        element -> element.object().map(json -> new Clause(new Fields(json), element.field())).stream())
                .toList();
    }

    /** Of a field, as errors name it: {@code Choices[1]/Condition}. */
    String pathOf(String field) {
        return path.isEmpty() ? field : path + "/" + field;
    }

    /** The way that Next or Default leads; absent at an end. */
    Optional<Transition> transition(String field) {
        return fields.text(field).map(target -> new Transition(path.isEmpty() ? field : path + "." + field, target));
    }
}
