package stepfunction.asl;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way through the states of one scope: of the machine, of a branch, of an iteration. */
record ScopeRun(Execution execution, Scope scope, Variables variables, Optional<MapItem> item) {

    /** @throws StateError that no Catch within the scope has handled */
    @Nullable
    Object run(@Nullable Object input) {
        var completion = visit(scope.startAt().orElse(""), input);
        while (completion.next().isPresent()) {
            completion = visit(completion.next().get(), completion.output());
        }
        return completion.output();
    }

    private Completion visit(String name, @Nullable Object input) {
        var completion = new Visit(this, state(name), input).run();
        variables.assign(completion.assigned());
        return completion;
    }

    private State state(String name) {
        return scope.state(name)
                .orElseThrow(() -> StateError.terminal(
                        StateError.RUNTIME, "There is no state %s in %s".formatted(name, scope.path())));
    }
}
