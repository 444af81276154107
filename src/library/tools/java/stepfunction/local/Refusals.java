package stepfunction.local;

import java.util.ArrayList;
import java.util.List;
import stepfunction.lambda.CannotRunException;

/** The errors for which a case is rejected, reported together. */
final class Refusals {

    private final String file;
    private final List<String> messages = new ArrayList<>();

    /** @param file of the case, as the developer knows it */
    Refusals(String file) {
        this.file = file;
    }

    void add(String message) {
        messages.add("%s: %s".formatted(file, message));
    }

    /** @throws CannotRunException with all that is wrong */
    void throwIfAny() {
        if (!messages.isEmpty()) {
            throw new CannotRunException(String.join("\n", messages));
        }
    }
}
