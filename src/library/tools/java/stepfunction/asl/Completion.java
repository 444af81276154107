package stepfunction.asl;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a state.
 *
 * @param assigned variables
 * @param transition to the state that follows; absent at an end
 */
record Completion(
        @Nullable Object output, Map<String, ? extends @Nullable Object> assigned, Optional<Transition> transition) {}
