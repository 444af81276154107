package stepfunction.asl;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One visit of a state, from its StateEntered to its StateExited; a retry does not enter it again. */
final class Visit {

    private static final Set<StateType> TAKING_TIME =
            Set.of(StateType.TASK, StateType.WAIT, StateType.PARALLEL, StateType.MAP);

    private final ScopeRun scopeRun;
    private final State state;
    private final StateType type;
    private final @Nullable Object input;
    private final Instant enteredTime;
    private final Payload payload;
    private final boolean isAlone;
    private int enteredEventId;
    private int retryCount;
    private Optional<String> taskToken = Optional.empty();
    private Optional<StateError> caught = Optional.empty();
    private Optional<Retriers.Retry> pendingRetry = Optional.empty();

    Visit(ScopeRun scopeRun, State state, @Nullable Object input) {
        this(scopeRun, state, input, false);
    }

    /** @param isAlone whether the state makes one attempt, without those around it */
    Visit(ScopeRun scopeRun, State state, @Nullable Object input, boolean isAlone) {
        this.scopeRun = scopeRun;
        this.state = state;
        this.type = state.type()
                .orElseThrow(() -> StateError.terminal(StateError.RUNTIME, state.path() + " has no known Type"));
        this.input = input;
        this.isAlone = isAlone;
        this.enteredTime = timeline().now();
        this.payload =
                state.queryLanguage() == QueryLanguage.JSONATA ? new JsonataPayload(this) : new JsonPathPayload(this);
    }

    /** @throws StateError that neither Retry nor Catch handles */
    Completion run() {
        enteredEventId = record(EventType.entered(type), Details.of("input", input));
        try {
            var completion = complete();
            if (isTooLarge(completion.output())) {
                throw StateError.terminal(StateError.DATA_LIMIT_EXCEEDED, tooLarge(state.name()));
            }
            variables().assign(state.name(), completion.assigned());
            var trail = scopeRun.trail();
            trail.goOn(execution().recordExited(EventType.exited(type), state, completion, trail.lastEventId()));
            return completion;
        } catch (StateError e) {
            throw located(e);
        } catch (Timeline.AbortedException e) {
            if (TAKING_TIME.contains(type)) {
                recordAborted(EventType.aborted(type), Details.none());
            }
            throw e;
        }
    }

    private Completion complete() {
        return switch (type) {
            case PASS -> payload.pass();
            case SUCCEED -> payload.unchanged();
            case FAIL ->
                throw StateError.named(
                        payload.text("Error").orElse(null),
                        payload.text("Cause").orElse(null));
            case CHOICE -> payload.choose();
            case WAIT -> {
                timeline().sleepUntil(payload.waitEnd());
                yield payload.unchanged();
            }
            case TASK -> new ErrorHandling(this).run(new TaskAttempt(this));
            case PARALLEL -> new ErrorHandling(this).run(new ParallelAttempt(this));
            case MAP -> new ErrorHandling(this).run(new MapAttempt(this));
        };
    }

    /** The error with its place, where the language itself found it. */
    StateError located(StateError error) {
        var located = error.in(state.name(), enteredEventId);
        if (located != error && StateError.QUERY_EVALUATION_ERROR.equals(error.error())) {
            record(EventType.EVALUATION_FAILED, Details.of(located));
        }
        return located;
    }

    static boolean isTooLarge(@Nullable Object value) {
        return JsonSize.exceeds(DataLimit.MAX_BYTES, value);
    }

    /** @param source the state's name, or what its Task called */
    static String tooLarge(String source) {
        return "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
                .formatted(source);
    }

    State state() {
        return state;
    }

    @Nullable
    Object input() {
        return input;
    }

    Payload payload() {
        return payload;
    }

    Variables variables() {
        return scopeRun.variables();
    }

    Execution execution() {
        return scopeRun.execution();
    }

    Timeline timeline() {
        return execution().timeline();
    }

    int retryCount() {
        return retryCount;
    }

    void countRetry() {
        retryCount++;
    }

    /** The error that a catcher has handled. */
    Optional<StateError> caught() {
        return caught;
    }

    void setCaught(StateError error) {
        caught = Optional.of(error);
    }

    boolean isAlone() {
        return isAlone;
    }

    /** The retry that a state which runs alone leaves out. */
    Optional<Retriers.Retry> pendingRetry() {
        return pendingRetry;
    }

    void setPendingRetry(Retriers.Retry retry) {
        pendingRetry = Optional.of(retry);
    }

    Optional<String> taskToken() {
        return taskToken;
    }

    void setTaskToken(String token) {
        taskToken = Optional.of(token);
    }

    int record(EventType eventType, Map<String, ?> details) {
        var trail = scopeRun.trail();
        return trail.goOn(execution().record(eventType, state, details, trail.lastEventId()));
    }

    /** That a Parallel or a Map has failed for good, whether or not a Catch follows. */
    void recordFailed() {
        if (type == StateType.PARALLEL || type == StateType.MAP) {
            record(EventType.failed(type), Details.none());
        }
    }

    /** That a Task ends a branch or an iteration with its failure. */
    void recordEndOfBranch() {
        if (type == StateType.TASK && scopeRun.isInner()) {
            recordAborted(EventType.TASK_STATE_ABORTED, Details.none());
        }
    }

    /** Leaves a full history alone, so that an abort is never an error. */
    void recordAborted(EventType eventType, Map<String, ?> details) {
        if (!execution().history().isFull()) {
            record(eventType, details);
        }
    }

    /** The indexes of the iterations that it is in, from the outermost Map on. */
    List<Integer> iterations() {
        return scopeRun.trail().iterations();
    }

    /** The states of a branch or an iteration, which see this scope's variables and assign their own. */
    ScopeRun inner(Scope scope, Optional<MapItem> item) {
        var trail = scopeRun.trail().inner(item);
        return new ScopeRun(execution(), scope, variables().inner(), trail, item.or(scopeRun::item), true);
    }

    /** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
    Map<String, Object> context() {
        return context(scopeRun.item());
    }

    Map<String, Object> context(Optional<MapItem> item) {
        var context = new LinkedHashMap<>(execution().context());
        var ofState = new LinkedHashMap<String, Object>();
        ofState.put("Name", state.name());
        ofState.put("EnteredTime", Execution.timestamp(enteredTime));
        if (type == StateType.TASK) {
            ofState.put("RetryCount", (long) retryCount);
        }
        context.put("State", ofState);
        taskToken.ifPresent(token -> context.put("Task", Map.of("Token", token)));
        item.ifPresent(each -> context.put("Map", each.context()));
        return context;
    }
}
