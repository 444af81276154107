package stepfunction.asl;

/**
 * One way out of a state.
 *
 * @param field where the state names it, such as {@code Next}, {@code Default}, {@code Choices[0].Next} or {@code Catch[1].Next}
 * @param target the name of the next state, of the same scope if the definition is right
 */
public record Transition(String field, String target) {

    /** Whether the state itself names the next one, and not one of its rules or catchers. */
    public boolean isOfState() {
        return field.equals("Next") || field.equals("Default");
    }

    /** Whether a catcher names the next state. */
    public boolean isOfCatch() {
        return field.startsWith("Catch[");
    }
}
