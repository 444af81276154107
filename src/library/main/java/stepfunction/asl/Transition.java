package stepfunction.asl;

/**
 * One way out of a state.
 *
 * @param field where the state names it, such as {@code Next}, {@code Default}, {@code Choices[0].Next} or {@code Catch[1].Next}
 * @param target the name of the next state, of the same scope if the definition is right
 */
public record Transition(String field, String target) {}
