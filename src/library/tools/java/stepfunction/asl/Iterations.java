package stepfunction.asl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The iterations of a Map. Several may run at the same time. */
abstract class Iterations {

    private final List<@Nullable Object> inputs;
    private final List<Optional<Output>> outputs;
    private int started;

    Iterations(List<@Nullable Object> inputs) {
        this.inputs = inputs;
        this.outputs = new ArrayList<>(Collections.nCopies(inputs.size(), Optional.empty()));
    }

    /** An output, which may be null. */
    record Output(@Nullable Object value) {}

    /** The output of one iteration; absent if it has failed and that is tolerated. */
    abstract Optional<Output> run(int index, @Nullable Object input);

    final int size() {
        return inputs.size();
    }

    /** @throws StateError of an iteration that may not fail */
    final void runAll(Timeline timeline, int concurrency) {
        Runnable worker = this::runWhatIsLeft;
        timeline.runConcurrently(Collections.nCopies(Math.min(concurrency, inputs.size()), worker));
    }

    private void runWhatIsLeft() {
        while (started < inputs.size()) {
            int index = started;
            started++;
            outputs.set(index, run(index, inputs.get(index)));
        }
    }

    /** Of those that succeeded, in the order of the items. */
    final List<@Nullable Object> outputs() {
        var values = new ArrayList<@Nullable Object>();
        outputs.forEach(output -> output.ifPresent(each -> values.add(each.value())));
        return values;
    }
}
