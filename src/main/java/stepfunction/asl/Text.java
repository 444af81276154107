package stepfunction.asl;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A string value anywhere in a definition, and where it stands. Keys are none.
 *
 * @param enclosingState the innermost state that holds it; absent in what belongs to the machine or a scope itself
 * @param path such as {@code /States/Greet/Parameters/Key}
 * @param isData whether Step Functions takes it as it stands, so that nobody can have meant a placeholder: the Result of a
 *     Pass, a Comment, the operand of a comparison in a Choice
 */
public record Text(String value, @Nullable State enclosingState, String path, boolean isData) {

    public Optional<State> state() {
        return Optional.ofNullable(enclosingState);
    }

    /** The placeholder that the whole text is. */
    public Optional<Placeholder> placeholder() {
        return Placeholder.parse(value);
    }
}
