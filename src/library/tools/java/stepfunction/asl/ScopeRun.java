package stepfunction.asl;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way through the states of one scope: of the machine, of a branch, of an iteration.
 *
 * @param item of the innermost iteration, if it is in one
 * @param isInner whether it is a part of its execution, as a branch is
 */
record ScopeRun(
        Execution execution, Scope scope, Variables variables, Trail trail, Optional<MapItem> item, boolean isInner) {

    /** @throws StateError that no Catch within the scope has handled */
    @Nullable
    Object run(@Nullable Object input) {
        try {
            var completion = visit(scope.startAt().orElse(""), input);
            while (completion.transition().isPresent()) {
                completion = visit(completion.transition().get().target(), completion.output());
            }
            return completion.output();
        } finally {
            variables.release();
        }
    }

    private Completion visit(String name, @Nullable Object input) {
        return new Visit(this, state(name), input).run();
    }

    private State state(String name) {
        return scope.state(name)
                .orElseThrow(() -> StateError.terminal(
                        StateError.RUNTIME, "There is no state %s in %s".formatted(name, scope.path())));
    }
}
