package stepfunction.asl;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What must hold of times that are written as numbers. A token waits for people, who take their time: its Task is not
 * compared with the state machine.
 */
record TimeCheck(Definition definition, StateNames names, MachineType type) {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
    private static final long EXPRESS_SECONDS = 300;

    Stream<Finding> findings() {
        return Stream.of(
                        expressIsShort(),
                        definition.states().stream().flatMap(this::waitFits),
                        tasks().stream().flatMap(this::timeoutFits),
                        tasks().stream().flatMap(this::heartbeatFits),
                        machineHasTimeout(),
                        tasksHaveTimeouts())
                .flatMap(Function.identity());
    }

    private Stream<Finding> expressIsShort() {
        return definition.timeoutSeconds().stream()
                .filter(seconds -> type == MachineType.EXPRESS && seconds > EXPRESS_SECONDS)
                .map(seconds ->
                        Finding.error("TimeoutSeconds of the state machine must be at most %d for EXPRESS, was %d"
                                .formatted(EXPRESS_SECONDS, seconds)));
    }

    private Stream<Finding> waitFits(State state) {
        return state.fields().integer("Seconds").stream()
                .filter(seconds -> state.is(StateType.WAIT))
                .flatMap(seconds -> machineSeconds()
                        .filter(machine -> seconds >= machine)
                        .map(machine -> Finding.error(
                                "%s waits %d s, but the state machine ends after %d s; shorten it or give the state machine more"
                                        .formatted(names.of(state), seconds, machine)))
                        .stream());
    }

    private Stream<Finding> timeoutFits(State task) {
        return task.timeoutSeconds().stream().flatMap(seconds -> isBelowMachine("TimeoutSeconds", seconds, task));
    }

    private Stream<Finding> heartbeatFits(State task) {
        var heartbeat = task.heartbeatSeconds();
        var timeout = task.timeoutSeconds().filter(seconds -> seconds > 0);
        if (heartbeat.isEmpty()) {
            return Stream.empty();
        }
        if (timeout.isEmpty()) {
            return isBelowMachine("HeartbeatSeconds", heartbeat.get(), task);
        }
        return heartbeat.get() < timeout.get()
                ? Stream.empty()
                : Stream.of(Finding.error("HeartbeatSeconds of %s must be below its TimeoutSeconds, %d, was %d"
                        .formatted(names.of(task), timeout.get(), heartbeat.get())));
    }

    private Stream<Finding> isBelowMachine(String field, long seconds, State task) {
        return machineSeconds()
                .filter(machine -> seconds >= machine && !TaskCheck.waitsForToken(task))
                .map(machine -> Finding.error("%s of %s must be below the state machine's %d, was %d"
                        .formatted(field, names.of(task), machine, seconds)))
                .stream();
    }

    private Stream<Finding> machineHasTimeout() {
        return type == MachineType.EXPRESS || definition.fields().has("TimeoutSeconds")
                ? Stream.empty()
                : Stream.of(Finding.warning(
                        "the state machine has no TimeoutSeconds, so an execution may run for a year; add it"));
    }

    private Stream<Finding> tasksHaveTimeouts() {
        var endless = tasks().stream()
                .filter(Predicate.not(TimeCheck::hasTimeout))
                .filter(Predicate.not(TaskCheck::waitsForToken))
                .toList();
        return endless.isEmpty()
                ? Stream.empty()
                : Stream.of(Finding.warning(
                        "Tasks without TimeoutSeconds may wait as long as the state machine runs; add it to %s"
                                .formatted(names.of(endless))));
    }

    private static boolean hasTimeout(State task) {
        return task.fields().has("TimeoutSeconds") || task.fields().has("TimeoutSecondsPath");
    }

    private List<State> tasks() {
        return definition.states().stream()
                .filter(state -> state.is(StateType.TASK))
                .toList();
    }

    private Optional<Long> machineSeconds() {
        var own = definition.timeoutSeconds().filter(seconds -> seconds > 0);
        return own.or(() -> type == MachineType.EXPRESS ? Optional.of(EXPRESS_SECONDS) : Optional.empty());
    }
}
