package stepfunction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The broken rules found so far, so that a user sees all of them at once. */
final class Violations {

    private final List<String> messages = new ArrayList<>();

    void add(String message) {
        messages.add(message);
    }

    /** Runs a check; its rejection becomes violations, one a line. */
    void check(Runnable check) {
        collect(() -> {
            check.run();
            return true;
        });
    }

    /** The value that the supplier gives; empty when it rejects, which becomes violations, one a line. */
    <T> Optional<T> collect(Supplier<T> supplier) {
        try {
            return Optional.of(supplier.get());
        } catch (IllegalArgumentException | IllegalStateException e) {
            String.valueOf(e.getMessage()).lines().forEach(this::add);
            return Optional.empty();
        }
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    /**
     * Throws when there are any.
     *
     * @param exception makes an exception of a message, which has one violation a line
     */
    void throwIfAny(Function<String, RuntimeException> exception) {
        if (!messages.isEmpty()) {
            throw exception.apply(String.join("\n", messages));
        }
    }
}
