package stepfunction.asl;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A string value or a key anywhere in a definition, and where it stands.
 *
 * @param enclosingState the innermost state that holds it; absent in what belongs to the machine or a scope itself
 * @param path such as {@code /States/Greet/Parameters/Key}
 */
public record Text(String value, @Nullable State enclosingState, String path, Usage usage) {

    /** The way in which Step Functions interprets a text. */
    public enum Usage {
        /** A field of the language, such as {@code Next} or {@code ResultPath}. */
        LANGUAGE,
        /** Within a value that the user composes, such as {@code Parameters} or {@code Output}. */
        PAYLOAD,
        /** Taken as it stands: the Result of a Pass, a Comment, the operand of a comparison in a Choice. */
        DATA
    }

    public Optional<State> state() {
        return Optional.ofNullable(enclosingState);
    }

    /** Whether Step Functions takes it as it stands, so that it cannot contain a placeholder. */
    public boolean isData() {
        return usage == Usage.DATA;
    }

    /** The path within the state, such as {@code Parameters/Key}; the whole path where there is no state. */
    public String field() {
        return enclosingState == null
                ? path
                : path.substring(enclosingState.path().length() + 1);
    }

    /** The placeholders that it has, as the whole or within. */
    public List<Placeholder> placeholders() {
        return Placeholder.in(value);
    }

    /** The placeholder that the whole text is. */
    public Optional<Placeholder> placeholder() {
        return Placeholder.parse(value);
    }
}
