package stepfunction.local;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.asl.EventType;
import stepfunction.asl.Fields;
import stepfunction.asl.HistoryEvent;
import stepfunction.asl.MachineType;
import stepfunction.asl.Resource;
import stepfunction.asl.Scope;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.changes.Units;
import stepfunction.lambda.LambdaFunction;

/**
 * The units that AWS bills for the executions of a case: https://aws.amazon.com/step-functions/pricing/. Executions that a mock stands for are not
 * among them, as those of a distributed Map that is mocked as a whole.
 */
record BilledUnits(CaseRun run) {

    private static final long EXPRESS_STEP_MS = 100;
    private static final long EXPRESS_STEP_MB = 64;
    private static final long BYTES_PER_MB = 1024L * 1024;

    /** Of an EXPRESS execution, besides its definition and its data. */
    private static final long EXPRESS_BYTES = 50 * BYTES_PER_MB;

    /** The events of one execution, in their order. */
    private record OneExecution(DeployedWorkflow workflow, List<HistoryEvent> events) {

        Stream<State> entered() {
            return events.stream().filter(MergedHistory::isEntered).flatMap(event -> event.state().stream());
        }

        /** Whether a distributed Map has started it. */
        boolean isOfMap() {
            return entered().findFirst().flatMap(first -> first.scope().owner()).isPresent();
        }

        boolean isExpress() {
            return entered()
                    .findFirst()
                    .filter(first -> typeAround(workflow, first) == MachineType.EXPRESS)
                    .isPresent();
        }

        /** Its memory and time, in the steps in which they are billed. */
        long mbMs() {
            var took = Duration.between(
                            events.get(0).time(), events.get(events.size() - 1).time())
                    .toMillis();
            return steps(EXPRESS_BYTES + bytes(), EXPRESS_STEP_MB * BYTES_PER_MB)
                    * EXPRESS_STEP_MB
                    * steps(took, EXPRESS_STEP_MS)
                    * EXPRESS_STEP_MS;
        }

        /** By AWS's estimate: of the definition, and of the data as often as branches and iterations have it. */
        private long bytes() {
            var data = events.stream()
                    .filter(MergedHistory::isEntered)
                    .mapToLong(event -> event.input()
                            .map(input -> input.toString().length())
                            .orElse(0))
                    .max()
                    .orElse(0);
            var parts = entered().filter(OneExecution::isFirst).count();
            return workflow.definitionText().length() + data * Math.max(1, parts);
        }

        private static boolean isFirst(State state) {
            return state.scope().owner().isPresent()
                    && state.scope().startAt().filter(state.name()::equals).isPresent();
        }

        private static long steps(long amount, long step) {
            return Math.max(1, (amount + step - 1) / step);
        }
    }

    Units units() {
        var executions = executions();
        var express = executions.stream().filter(OneExecution::isExpress).toList();
        return new Units(
                transitions(executions),
                express.size(),
                calledFunctions().count(),
                calledFunctions()
                        .flatMap(Optional::stream)
                        .mapToLong(function -> mbMs(function, function.timeout()))
                        .sum(),
                new Units.Measured(
                        express.stream().mapToLong(OneExecution::mbMs).sum(),
                        run.invocations().stream()
                                .mapToLong(made -> mbMs(made.function(), made.took()))
                                .sum(),
                        run.invocations().size()));
    }

    private List<OneExecution> executions() {
        var eventsByExecution = new LinkedHashMap<List<String>, OneExecution>();
        for (var each : run.all()) {
            eventsByExecution
                    .computeIfAbsent(
                            List.of(each.workflow(), each.event().executionName()),
                            first -> new OneExecution(workflow(each.workflow()), new ArrayList<>()))
                    .events()
                    .add(each.event());
        }
        return List.copyOf(eventsByExecution.values());
    }

    private DeployedWorkflow workflow(String name) {
        return run.stack().workflow(name).orElseThrow();
    }

    /** The type of the executions that a state is part of: of its workflow, or of the distributed Map around it. */
    private static MachineType typeAround(DeployedWorkflow workflow, State state) {
        return state.scope()
                .owner()
                .map(owner -> owner.isDistributedMap() ? childType(owner) : typeAround(workflow, owner))
                .orElse(workflow.type());
    }

    private static MachineType childType(State map) {
        return map.scopes().stream()
                        .map(Scope::fields)
                        .flatMap(processor -> processor.object("ProcessorConfig").stream())
                        .flatMap(config -> new Fields(config).text("ExecutionType").stream())
                        .anyMatch(MachineType.EXPRESS.name()::equals)
                ? MachineType.EXPRESS
                : MachineType.STANDARD;
    }

    /**
     * Those of STANDARD executions: each state, each retry and, by
     * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-transitions.html, each child execution of a distributed Map.
     */
    private long transitions(List<OneExecution> executions) {
        var standard = executions.stream().filter(each -> !each.isExpress()).toList();
        var entered =
                standard.stream().mapToLong(each -> each.entered().count()).sum();
        var repeated = standard.stream().mapToLong(BilledUnits::repeatedParts).sum();
        var children = executions.stream().filter(OneExecution::isOfMap).count();
        return entered + repeated + children + retriesOfTasks();
    }

    /** The retries of Parallels and Maps, which start again without being entered. */
    private static long repeatedParts(OneExecution execution) {
        return repeated(execution, StateType.PARALLEL, EventType.PARALLEL_STATE_STARTED)
                + repeated(execution, StateType.MAP, EventType.MAP_STATE_STARTED);
    }

    private static long repeated(OneExecution execution, StateType type, EventType start) {
        var starts = execution.events().stream()
                .filter(event -> event.type() == start)
                .count();
        return Math.max(
                0, starts - execution.entered().filter(state -> state.is(type)).count());
    }

    private long retriesOfTasks() {
        return run.sent().states().stream()
                .filter(state -> state.in(run.stack())
                        .filter(each -> typeAround(workflow(state.workflow()), each) == MachineType.STANDARD)
                        .isPresent())
                .flatMap(state -> run.sent().positions(state).stream())
                .filter(position -> position.retry() > 0)
                .count();
    }

    /** A function, or absent for one of another stack, for each call of one. */
    private Stream<Optional<LambdaFunction>> calledFunctions() {
        return run.sent().states().stream().flatMap(this::functionsCalledBy);
    }

    private Stream<Optional<LambdaFunction>> functionsCalledBy(MockedState calling) {
        var resource = calling.in(run.stack()).flatMap(State::resource).orElse(null);
        var calls = run.sent().of(calling);
        if (resource instanceof Resource.Function) {
            return calls.stream().map(call -> run.stack().function(resource.text()));
        }
        return resource instanceof Resource.Integration called && called.isLambdaInvoke()
                ? calls.stream().map(call -> invoked(call.getAsJsonObject()))
                : Stream.empty();
    }

    private Optional<LambdaFunction> invoked(JsonObject arguments) {
        return new Fields(arguments).text("FunctionName").flatMap(run.stack()::function);
    }

    private static long mbMs(LambdaFunction function, Duration duration) {
        return function.memoryMb() * duration.toMillis();
    }
}
