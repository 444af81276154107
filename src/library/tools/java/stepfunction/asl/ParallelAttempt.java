package stepfunction.asl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An attempt of a Parallel: https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html. */
final class ParallelAttempt implements Supplier<Completion> {

    private final Visit visit;

    ParallelAttempt(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Completion get() {
        var input = visit.payload().arguments();
        visit.record(EventType.PARALLEL_STATE_STARTED, Details.none());
        var branches = visit.state().scopes();
        var outputs = new @Nullable Object[branches.size()];
        var runs = new ArrayList<Runnable>();
        for (int index = 0; index < outputs.length; index++) {
            int place = index;
            var run = visit.inner(branches.get(index), Optional.empty());
            runs.add(() -> outputs[place] = run.run(input));
        }
        visit.timeline().runConcurrently(runs);
        visit.record(EventType.PARALLEL_STATE_SUCCEEDED, Details.none());
        return visit.payload().withResult(new ArrayList<>(Arrays.asList(outputs)));
    }
}
