package stepfunction.asl;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a Task succeeded.
 *
 * @param took by which the virtual time advances
 * @param heartbeats when it sent them, from its start; a Task with HeartbeatSeconds fails without
 */
public record TaskResult(JsonElement output, Duration took, List<Duration> heartbeats) {

    public TaskResult {
        heartbeats = List.copyOf(heartbeats);
    }

    public TaskResult(JsonElement output, Duration took) {
        this(output, took, List.of());
    }

    /** Whether more time passes without a heartbeat than is allowed, and when that is reported. */
    Optional<Duration> missedHeartbeat(Duration interval) {
        var last = Duration.ZERO;
        for (var heartbeat : heartbeats) {
            if (heartbeat.minus(last).compareTo(interval) > 0) {
                break;
            }
            last = heartbeat;
        }
        var due = last.plus(interval);
        return took.compareTo(due) > 0 ? Optional.of(due) : Optional.empty();
    }
}
