package stepfunction.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.MachineType;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/**
 * Checks times that are written as numbers. A token waits for people, who take their time: its Task is not
 * compared with the state machine.
 */
final class TimeCheck {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
    private static final long EXPRESS_SECONDS = 300;

    private final Definition definition;
    private final StateNames names;
    private final MachineType type;
    private final Findings findings = new Findings();

    private TimeCheck(Definition definition, StateNames names, MachineType type) {
        this.definition = definition;
        this.names = names;
        this.type = type;
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, StateNames names, MachineType type) {
        var check = new TimeCheck(definition, names, type);
        check.all();
        return check.findings.all();
    }

    private void all() {
        expressIsShort();
        for (var state : definition.states()) {
            waitFits(state);
        }
        for (var task : tasks()) {
            timeoutFits(task);
            heartbeatFits(task);
        }
        machineHasTimeout();
        tasksHaveTimeouts();
    }

    private void expressIsShort() {
        var seconds = definition.timeoutSeconds();
        if (type == MachineType.EXPRESS && seconds.isPresent() && seconds.get() > EXPRESS_SECONDS) {
            findings.error("TimeoutSeconds of the state machine must be at most %d for EXPRESS, was %d"
                    .formatted(EXPRESS_SECONDS, seconds.get()));
        }
    }

    /** AWS takes it, but the execution ends as timed out. */
    private void waitFits(State state) {
        var seconds = state.fields().integer("Seconds");
        var machine = machineSeconds();
        if (state.is(StateType.WAIT) && seconds.isPresent() && machine.isPresent() && seconds.get() >= machine.get()) {
            findings.warning(
                    Code.BEYOND_TIMEOUT,
                    state.name(),
                    "%s waits %d s, but the state machine ends after %d s; shorten it, or raise TimeoutSeconds of the state machine"
                            .formatted(names.of(state), seconds.get(), machine.get()));
        }
    }

    private void timeoutFits(State task) {
        var timeout = task.timeoutSeconds();
        if (timeout.isPresent()) {
            endsBeforeMachine("TimeoutSeconds", timeout.get(), task);
        }
    }

    private void heartbeatFits(State task) {
        var heartbeat = task.heartbeatSeconds();
        if (heartbeat.isEmpty()) {
            return;
        }
        long timeout = task.timeoutSeconds().orElse(0L);
        if (timeout <= 0) {
            endsBeforeMachine("HeartbeatSeconds", heartbeat.get(), task);
        } else if (heartbeat.get() >= timeout) {
            findings.error("HeartbeatSeconds of %s must be below its TimeoutSeconds, %d, was %d"
                    .formatted(names.of(task), timeout, heartbeat.get()));
        }
    }

    /** AWS takes it, but no Retry or Catch of the Task's is reached then. */
    private void endsBeforeMachine(String field, long seconds, State task) {
        var machine = machineSeconds();
        if (machine.isPresent() && seconds >= machine.get() && !task.waitsForToken()) {
            findings.warning(
                    Code.BEYOND_TIMEOUT,
                    task.name(),
                    "%s of %s is %d, but the state machine ends after %d s; shorten it, or raise TimeoutSeconds of the state machine"
                            .formatted(field, names.of(task), seconds, machine.get()));
        }
    }

    private void machineHasTimeout() {
        if (type == MachineType.STANDARD && !definition.fields().has("TimeoutSeconds")) {
            findings.warning(
                    Code.NO_TIMEOUT,
                    "",
                    "the state machine has no TimeoutSeconds, so an execution may run for a year; add it");
        }
    }

    private void tasksHaveTimeouts() {
        for (var task : tasks()) {
            if (!hasTimeout(task) && !task.waitsForToken()) {
                findings.warning(
                        Code.NO_TIMEOUT,
                        task.name(),
                        "%s has no TimeoutSeconds, so it may wait as long as the state machine runs; add it"
                                .formatted(names.of(task)));
            }
        }
    }

    private static boolean hasTimeout(State task) {
        return task.fields().has("TimeoutSeconds") || task.fields().has("TimeoutSecondsPath");
    }

    private List<State> tasks() {
        var tasks = new ArrayList<State>();
        for (var state : definition.states()) {
            if (state.is(StateType.TASK)) {
                tasks.add(state);
            }
        }
        return tasks;
    }

    /** Seconds after which an execution ends; absent where only AWS ends it, after a year. */
    private Optional<Long> machineSeconds() {
        var own = definition.timeoutSeconds();
        if (own.isPresent() && own.get() > 0) {
            return own;
        }
        return type == MachineType.EXPRESS ? Optional.of(EXPRESS_SECONDS) : Optional.empty();
    }
}
