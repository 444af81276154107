package stepfunction.e2e;

import java.util.Map;
import java.util.function.Consumer;

/** A stack that lives as long as one test. */
interface TemporaryStack {

    /** Deploys the stack, and returns its outputs. */
    Map<String, String> up();

    /** Deploys it again, and fails when that would change anything. */
    void upExpectingNoChanges();

    /** Deletes its resources. */
    void destroy();

    /** Forgets its state. */
    void remove();

    /**
     * Deploys the stack twice, tests it, and deletes it however that went. When its resources cannot be deleted its state is
     * kept, for without it nobody could find them.
     *
     * @param test receives the outputs
     */
    @SuppressWarnings("try") // The clean-up is for its end alone.
    default void run(Consumer<Map<String, String>> test) {
        try (CleanUp cleanUp = this::cleanUp) {
            var outputs = up();
            upExpectingNoChanges();
            test.accept(outputs);
        }
    }

    private void cleanUp() {
        destroy();
        remove();
    }

    /** What happens at the end; an exception of it is added to that of the test, if there was one. */
    interface CleanUp extends AutoCloseable {
        @Override
        void close();
    }
}
