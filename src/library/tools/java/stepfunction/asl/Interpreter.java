package stepfunction.asl;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs executions of a state machine in this process, as Step Functions would. Time is virtual: a Wait and the delay before a
 * retry take none, what a Task takes counts. It knows no service: its caller makes the calls of Tasks.
 */
public final class Interpreter {

    private static final Duration STANDARD_LIMIT = Duration.ofDays(365);
    private static final Duration EXPRESS_LIMIT = Duration.ofMinutes(5);

    private final Definition definition;
    private final Expressions expressions;

    private Interpreter(Definition definition, Expressions expressions) {
        this.definition = definition;
        this.expressions = expressions;
    }

    /**
     * An interpreter of a definition that has passed the check.
     *
     * @throws UnrunnableDefinitionException with all that stands against it
     */
    public static Interpreter of(Definition definition) throws UnrunnableDefinitionException {
        var problems = unknown(definition);
        if (!problems.isEmpty()) {
            throw new UnrunnableDefinitionException(problems);
        }
        return new Interpreter(definition, Expressions.create());
    }

    /** Features of Step Functions that this interpreter does not support. */
    private static List<String> unknown(Definition definition) {
        return definition.states().stream()
                .filter(state -> state.fields()
                        .object("ResultWriter")
                        .filter(writer -> writer.has("WriterConfig"))
                        .isPresent())
                .map(state -> state.name() + " has a WriterConfig in its ResultWriter, which cannot run here")
                .toList();
    }

    public ExecutionResult run(ExecutionRequest request, TaskRunner tasks) {
        return run(request, tasks, event -> {});
    }

    /**
     * Runs an execution to its end.
     *
     * @param tasks called on threads of the interpreter, but never by two at once; while a call waits for an execution that it has
     *     started, others may come
     * @param listener receives each event as it happens, including those of a distributed Map's iterations
     * @return when the executions that it has started have ended too
     */
    public ExecutionResult run(ExecutionRequest request, TaskRunner tasks, Consumer<HistoryEvent> listener) {
        var timeline = new Timeline(request.startTime());
        try {
            var result = run(request, timeline, tasks, listener);
            timeline.finishBeside();
            return result;
        } finally {
            timeline.abortBeside();
        }
    }

    /**
     * Runs one state alone, as TestState does: one attempt, whose retry is left to the caller. A state within a Map sees its input as the
     * first item.
     *
     * @param request whose input is the state's
     * @param tasks as of {@link #run(ExecutionRequest, TaskRunner, Consumer)}
     */
    public StateResult runState(
            StateEntry entry, ExecutionRequest request, TaskRunner tasks, Consumer<HistoryEvent> listener) {
        var timeline = new Timeline(request.startTime());
        try {
            var execution = Execution.of(request, new Execution.Shared(expressions, tasks, timeline, listener));
            var input = JsonValues.fromGson(request.input());
            var result = new LoneState(execution, entry, input)
                    .run(request.startTime().plus(limit(request.type())));
            timeline.finishBeside();
            return result;
        } finally {
            timeline.abortBeside();
        }
    }

    /**
     * Runs an execution that a Task starts and waits for. It is aborted where the Task, or the execution of that, ends before.
     *
     * @param request with the time of the call
     */
    public ExecutionResult runWithin(
            CallSite site, ExecutionRequest request, TaskRunner tasks, Consumer<HistoryEvent> listener) {
        return run(request, site.timeline(), tasks, listener);
    }

    /**
     * Starts an execution that goes on whatever becomes of the Task that starts it.
     *
     * @param request with the time of the call
     */
    public void startBeside(
            CallSite site, ExecutionRequest request, TaskRunner tasks, Consumer<HistoryEvent> listener) {
        site.timeline().runBeside(() -> run(request, site.timeline(), tasks, listener));
    }

    private ExecutionResult run(
            ExecutionRequest request, Timeline timeline, TaskRunner tasks, Consumer<HistoryEvent> listener) {
        var input = JsonValues.fromGson(request.input());
        if (Visit.isTooLarge(input)) {
            throw new IllegalArgumentException("The input must be at most 256 KiB.");
        }
        var execution = Execution.of(request, new Execution.Shared(expressions, tasks, timeline, listener));
        try {
            var output = execution.run(definition.machine(), request.startTime().plus(limit(request.type())));
            return result(execution, ExecutionResult.Status.SUCCEEDED, output, null);
        } catch (StateError e) {
            return result(execution, ExecutionResult.Status.FAILED, null, e);
        } catch (Timeline.DeadlineException e) {
            if (timeline.isOver()) {
                throw e;
            }
            return result(execution, ExecutionResult.Status.TIMED_OUT, null, null);
        }
    }

    private Duration limit(MachineType type) {
        var longest = type == MachineType.STANDARD ? STANDARD_LIMIT : EXPRESS_LIMIT;
        return definition
                .timeoutSeconds()
                .map(Duration::ofSeconds)
                .filter(timeout -> timeout.compareTo(longest) < 0)
                .orElse(longest);
    }

    private static ExecutionResult result(
            Execution execution, ExecutionResult.Status status, @Nullable Object output, @Nullable StateError error) {
        return new ExecutionResult(
                status,
                status == ExecutionResult.Status.SUCCEEDED ? JsonValues.toGson(output) : null,
                error == null ? null : error.error(),
                error == null ? null : error.errorCause(),
                execution.history().events());
    }
}
