package stepfunction.asl;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An attempt of a Task: https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html. */
final class TaskAttempt implements Supplier<Completion> {

    private final Visit visit;
    private final String resourceText;
    private final Resource resource;
    private final CallSite site;
    private boolean isSubmitted;

    TaskAttempt(Visit visit) {
        this.visit = visit;
        this.resourceText = visit.state().fields().text("Resource").orElse("");
        this.resource = Resource.parse(resourceText);
        this.site = new CallSite(visit, this::submitted);
    }

    @Override
    public Completion get() {
        var timeout = visit.payload().integer("TimeoutSeconds").map(Duration::ofSeconds);
        var heartbeat = visit.payload().integer("HeartbeatSeconds").map(Duration::ofSeconds);
        if (waitsForToken()) {
            visit.setTaskToken(UUID.randomUUID().toString());
        }
        var arguments = visit.payload().arguments();
        if (Visit.isTooLarge(arguments)) {
            throw StateError.terminal(
                    StateError.DATA_LIMIT_EXCEEDED,
                    "The state/task '%s' was given an input with a size exceeding the maximum number of bytes service limit."
                            .formatted(source()));
        }
        return visit.payload().withResult(run(arguments, timeout, heartbeat));
    }

    private boolean waitsForToken() {
        return resource instanceof Resource.Integration integration
                && integration.pattern() == Resource.Pattern.WAIT_FOR_TASK_TOKEN;
    }

    private @Nullable Object run(@Nullable Object arguments, Optional<Duration> timeout, Optional<Duration> heartbeat) {
        visit.record(event("SCHEDULED"), Details.of("resource", resourceText, "parameters", arguments));
        visit.record(event("STARTED"), Details.of("resource", resourceText));
        var start = visit.timeline().now();
        var call = new TaskCall(
                visit.state(),
                resourceText,
                JsonValues.toGson(arguments),
                visit.retryCount(),
                visit.taskToken(),
                start,
                timeout,
                site);
        isSubmitted = false;
        var outcome = timeout.isPresent()
                ? outcomeBefore(start.plus(timeout.get()), call)
                : ResultOrFailure.of(visit.execution().shared().tasks(), call);
        if (outcome.result() != null) {
            return succeeded(outcome.result(), start, timeout, heartbeat);
        }
        var failure = Objects.requireNonNull(outcome.failure());
        if (waits() && !isOfApi(failure.error())) {
            recordSubmitted();
        }
        sleepUntilEnd(start, failure.took(), timeout);
        throw failed(StateError.named(failure.error(), failure.errorCause()));
    }

    /** An execution that the call starts ends with the timeout. */
    private ResultOrFailure outcomeBefore(Instant deadline, TaskCall call) {
        var tasks = visit.execution().shared().tasks();
        try {
            return visit.timeline().runUntil(deadline, () -> ResultOrFailure.of(tasks, call));
        } catch (Timeline.DeadlineException e) {
            if (visit.timeline().isOver()) {
                throw e;
            }
            throw timedOut(StateError.timeout());
        }
    }

    /** One of both. */
    private record ResultOrFailure(
            @Nullable TaskResult result, @Nullable TaskFailure failure) {

        static ResultOrFailure of(TaskRunner tasks, TaskCall call) {
            try {
                return new ResultOrFailure(tasks.run(call), null);
            } catch (TaskFailure failure) {
                return new ResultOrFailure(null, failure);
            }
        }
    }

    private void submitted(JsonElement answer) {
        visit.record(
                EventType.TASK_SUBMITTED, Details.of("resource", resourceText, "output", JsonValues.fromGson(answer)));
        isSubmitted = true;
    }

    private @Nullable Object succeeded(
            TaskResult result, Instant start, Optional<Duration> timeout, Optional<Duration> heartbeat) {
        if (waits()) {
            recordSubmitted();
        }
        var missed = heartbeat.flatMap(result::missedHeartbeat);
        if (missed.isPresent()) {
            sleepUntilEnd(start, missed.get(), timeout);
            throw timedOut(StateError.heartbeatTimeout());
        }
        sleepUntilEnd(start, result.took(), timeout);
        var output = JsonValues.fromGson(result.output());
        if (Visit.isTooLarge(output)) {
            throw failed(StateError.named(StateError.DATA_LIMIT_EXCEEDED, Visit.tooLarge(source())));
        }
        visit.record(event("SUCCEEDED"), Details.of("resource", resourceText, "output", output));
        return output;
    }

    /** Whether the Task goes on after what it has started has ended. */
    private boolean waits() {
        return resource instanceof Resource.Integration integration
                && integration.pattern() != Resource.Pattern.REQUEST_RESPONSE;
    }

    private void recordSubmitted() {
        if (!isSubmitted) {
            visit.record(EventType.TASK_SUBMITTED, Details.of("resource", resourceText));
        }
    }

    /** Whether the API has refused the call, so that nothing has started: its errors are named as {@code Sqs.QueueDoesNotExistException}. */
    private static boolean isOfApi(String error) {
        return error.contains(".") && !error.startsWith("States.");
    }

    /** @throws StateError States.Timeout, if the Task would take longer than it may */
    private void sleepUntilEnd(Instant start, Duration took, Optional<Duration> timeout) {
        if (timeout.isPresent() && took.compareTo(timeout.get()) > 0) {
            visit.timeline().sleepUntil(start.plus(timeout.get()));
            throw timedOut(StateError.timeout());
        }
        visit.timeline().sleepUntil(start.plus(took));
    }

    private StateError failed(StateError error) {
        visit.record(event("FAILED"), Details.of(error));
        return error;
    }

    private StateError timedOut(StateError error) {
        visit.record(event("TIMED_OUT"), Details.of(error));
        return error;
    }

    private EventType event(String what) {
        return EventType.valueOf("%s_%s".formatted(eventFamily(), what));
    }

    private String eventFamily() {
        if (resource instanceof Resource.Function) {
            return "LAMBDA_FUNCTION";
        }
        return resource instanceof Resource.Activity ? "ACTIVITY" : "TASK";
    }

    /** As a cause names it: a service by its name, else the ARN. */
    private String source() {
        return resource instanceof Resource.Integration integration ? integration.service() : resourceText;
    }
}
