package stepfunction.asl;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.function.Consumer;

/** The visit of the Task that calls, the same for its retries; for executions that it starts, which share its virtual time. */
public final class CallSite {

    private final Timeline timeline;
    private final List<Integer> iterations;
    private final Consumer<JsonElement> submitted;

    CallSite(Visit visit, Consumer<JsonElement> submitted) {
        this.timeline = visit.timeline();
        this.iterations = visit.iterations();
        this.submitted = submitted;
    }

    /** The indexes of the iterations that the Task is in, from the outermost Map on. */
    public List<Integer> iterations() {
        return iterations;
    }

    Timeline timeline() {
        return timeline;
    }

    /** Records that the job has started that the Task waits for, with the API's answer. */
    public void submitted(JsonElement answer) {
        submitted.accept(answer);
    }
}
