package stepfunction.asl;

import com.google.gson.JsonElement;
import java.util.function.Consumer;

/** The visit of the Task that calls, the same for its retries; for executions that it starts, which share its virtual time. */
public final class CallSite {

    private final Timeline timeline;
    private final Consumer<JsonElement> submitted;

    CallSite(Timeline timeline, Consumer<JsonElement> submitted) {
        this.timeline = timeline;
        this.submitted = submitted;
    }

    Timeline timeline() {
        return timeline;
    }

    /** Records that the job has started that the Task waits for, with the API's answer. */
    public void submitted(JsonElement answer) {
        submitted.accept(answer);
    }
}
