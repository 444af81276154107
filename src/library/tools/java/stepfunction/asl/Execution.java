package stepfunction.asl;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One execution: of the machine, or of a distributed Map's processor for one item or batch. */
final class Execution {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** The parts that an execution shares with those that its Maps start. */
    record Shared(Expressions expressions, TaskRunner tasks, Timeline timeline, Consumer<HistoryEvent> listener) {}

    /** As the context object shows it. */
    private record Identity(
            String id, String name, String roleArn, String machineId, String machineName, MachineType type) {}

    private final Shared shared;
    private final Identity identity;
    private final Map<String, Object> context = new LinkedHashMap<>();
    private final History history;
    private final @Nullable Object input;

    private Execution(Shared shared, Identity identity, @Nullable Object input) {
        this.shared = shared;
        this.identity = identity;
        this.input = input;
        this.history = identity.type() == MachineType.STANDARD
                ? History.standard(identity.name(), shared.timeline(), shared.listener())
                : History.express(identity.name(), shared.timeline(), shared.listener());
        context.put("Execution", executionContext());
        context.put("StateMachine", machineContext());
    }

    static Execution of(ExecutionRequest request, Shared shared) {
        var identity = new Identity(
                request.executionArn(),
                request.name(),
                request.roleArn(),
                request.stateMachineArn(),
                request.stateMachineName(),
                request.type());
        return new Execution(shared, identity, JsonValues.fromGson(request.input()));
    }

    /** One that a distributed Map starts for an item or a batch. */
    Execution child(String mapName, MachineType type, @Nullable Object childInput) {
        var name = UUID.randomUUID().toString();
        var machineName = identity.machineName() + "/" + mapName;
        var kind = type == MachineType.STANDARD ? ":execution:" : ":express:";
        var id = "%s/%s:%s".formatted(identity.machineId().replace(":stateMachine:", kind), mapName, name);
        var child = new Identity(id, name, identity.roleArn(), identity.machineId() + "/" + mapName, machineName, type);
        return new Execution(shared, child, childInput);
    }

    String mapRunArn(String mapName) {
        return "%s/%s:%s"
                .formatted(identity.machineId().replace(":stateMachine:", ":mapRun:"), mapName, identity.name());
    }

    private Map<String, @Nullable Object> executionContext() {
        var execution = new LinkedHashMap<String, @Nullable Object>();
        execution.put("Id", identity.id());
        execution.put("Input", input);
        execution.put("StartTime", timestamp(shared.timeline().now()));
        execution.put("Name", identity.name());
        execution.put("RoleArn", identity.roleArn());
        if (identity.type() == MachineType.STANDARD) {
            execution.put("RedriveCount", 0L);
        }
        return execution;
    }

    private Map<String, Object> machineContext() {
        var machine = new LinkedHashMap<String, Object>();
        machine.put("Id", identity.machineId());
        machine.put("Name", identity.machineName());
        return machine;
    }

    static String timestamp(Instant time) {
        return MILLISECONDS.format(time);
    }

    /**
     * Runs the states of a scope to an end, or until what it is a part of ends.
     *
     * @param deadline of this execution alone
     * @throws StateError if the execution fails
     * @throws Timeline.DeadlineException if its time is over, or that of what it is a part of
     */
    @Nullable
    Object run(Scope scope, Instant deadline) {
        recordOfItself(EventType.EXECUTION_STARTED, Details.of("input", input));
        var states = new ScopeRun(this, scope, Variables.none(), Trail.ofMachine(), Optional.empty(), false);
        try {
            var output = timeline().runUntil(deadline, () -> states.run(input));
            recordOfItself(EventType.EXECUTION_SUCCEEDED, Details.of("output", output));
            return output;
        } catch (StateError e) {
            recordOfItself(EventType.EXECUTION_FAILED, Details.of(e));
            throw e;
        } catch (Timeline.DeadlineException e) {
            if (timeline().isOver()) {
                recordOfItself(EventType.EXECUTION_ABORTED, Details.none());
            } else {
                recordOfItself(EventType.EXECUTION_TIMED_OUT, Details.of("error", StateError.TIMEOUT));
            }
            throw e;
        } catch (Timeline.AbortedException e) {
            recordOfItself(EventType.EXECUTION_ABORTED, Details.none());
            throw e;
        }
    }

    /** Execution and StateMachine of the context object. */
    Map<String, Object> context() {
        return context;
    }

    Shared shared() {
        return shared;
    }

    Timeline timeline() {
        return shared.timeline();
    }

    History history() {
        return history;
    }

    private void recordOfItself(EventType type, Map<String, ?> details) {
        history.add(new History.Occurrence(type, null, details, null), history.lastId());
    }

    /** @param previousId of the event that led to it */
    int record(EventType type, State state, Map<String, ?> details, int previousId) {
        return history.add(new History.Occurrence(type, state, details, null), previousId);
    }

    /** @param previousId of the event that led to it */
    int recordExited(EventType type, State state, Completion completion, int previousId) {
        var transition = completion.transition().orElse(null);
        var details = Details.of("output", completion.output());
        return history.add(new History.Occurrence(type, state, details, transition), previousId);
    }
}
