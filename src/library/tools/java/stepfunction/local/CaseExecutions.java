package stepfunction.local;

import com.google.gson.JsonElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import stepfunction.asl.ExecutionRequest;
import stepfunction.asl.HistoryEvent;
import stepfunction.asl.MachineType;
import stepfunction.asl.State;
import stepfunction.asl.StateEntry;
import stepfunction.asl.TaskCall;
import stepfunction.asl.TaskFailure;
import stepfunction.lambda.CannotRunException;
import stepfunction.lambda.LocalLambda;

/** The executions of one case: its own, and those that are started by it. */
final class CaseExecutions {

    /** The maximum depth of executions that start each other. Step Functions has no such quota, but a deeper chain is probably endless. */
    static final int MAX_DEPTH = 20;

    private static final int MAX_EXECUTIONS = 1000;
    private static final int MAX_CHILD_EVENTS = 250_000;

    private final DeployedStack stack;
    private final Case given;
    private final Invocations invocations;
    private final Optional<Fault> fault;
    private final String name;
    private final Instant start;
    private final CaseMocks mocks;
    private final SentCalls sent;
    private final List<WorkflowEvent> events = new ArrayList<>();
    private final Map<String, Named> namedByArn = new HashMap<>();
    private final List<Retried> retried = new ArrayList<>();
    private OptionalInt eventsBeforeFault = OptionalInt.empty();
    private int started;
    private int childEvents;

    /** An execution whose name no other one of its workflow may have. */
    record Named(ExecutionAnswer answer, boolean hasEnded) {}

    /**
     * A retry of a state.
     *
     * @param retrier its index in the state's Retry
     */
    record Retried(String workflow, State state, int retrier) {}

    /** @param lambda asked for at the first call of a function */
    CaseExecutions(DeployedStack stack, Case given, Supplier<LocalLambda> lambda) {
        this.stack = stack;
        this.given = given;
        this.invocations = new Invocations(lambda);
        this.fault = Optional.empty();
        this.name = UUID.randomUUID().toString();
        this.start = given.now().orElseGet(Instant::now);
        this.mocks = new CaseMocks(given, stack);
        this.sent = new SentCalls(given, stack);
    }

    private CaseExecutions(CaseExecutions first, Fault injected) {
        this.stack = first.stack;
        this.given = first.given;
        this.invocations = first.invocations.again();
        this.fault = Optional.of(injected);
        this.name = first.name;
        this.start = first.start;
        this.mocks = new CaseMocks(given, stack);
        this.sent = new SentCalls(given, stack);
    }

    /** The same executions, in which a call fails. Functions answer as they did in the first run. */
    CaseExecutions with(Fault injected) {
        return new CaseExecutions(this, injected);
    }

    DeployedStack stack() {
        return stack;
    }

    Case given() {
        return given;
    }

    Invocations invocations() {
        return invocations;
    }

    boolean hasFault() {
        return fault.isPresent();
    }

    /** @throws TaskFailure where the call meets the fault */
    void meetFault(MockedState state, SentCalls.CallIndex position, TaskCall call) throws TaskFailure {
        var failure = fault.flatMap(each -> each.failure(state, position, call));
        if (failure.isPresent()) {
            if (eventsBeforeFault.isEmpty()) {
                eventsBeforeFault = OptionalInt.of(events.size());
                retried.clear();
            }
            mocks.passOverError(state, call);
            throw failure.get();
        }
    }

    /** The events since a call first met the fault; empty if none did. */
    List<WorkflowEvent> sinceFault() {
        return events.subList(eventsBeforeFault.orElse(events.size()), events.size());
    }

    void addRetry(Retried retry) {
        retried.add(retry);
    }

    /** The retries of all states; with a fault, those since a call first met it. */
    List<Retried> retried() {
        return List.copyOf(retried);
    }

    CaseMocks mocks() {
        return mocks;
    }

    SentCalls sent() {
        return sent;
    }

    /** Runs the case's own execution, and waits for those that it has started. */
    CaseRun run(Story story) {
        var workflow = stack.workflow(given.workflow()).orElseThrow();
        var tasks = new Tasks(this, new Lineage(List.of(workflow)), story);
        var result = workflow.interpreter().run(request(workflow, given.input()), tasks, event -> {
            events.add(new WorkflowEvent(workflow.name(), false, event));
            story.happens(event);
        });
        return new CaseRun(given, stack, result, sent, invocations.made(), events);
    }

    /**
     * Runs a state of the case's plan alone.
     *
     * @param variables that earlier states would have assigned, by name
     */
    StateRun runState(StateCase stateCase, JsonElement input, Map<String, JsonElement> variables, Story story) {
        var workflow = stateCase.workflow();
        var tasks = new Tasks(this, new Lineage(List.of(workflow)), story);
        var ofState = new ArrayList<HistoryEvent>();
        var result = workflow.interpreter()
                .runState(new StateEntry(stateCase.state(), variables), request(workflow, input), tasks, event -> {
                    ofState.add(event);
                    story.happens(event);
                });
        return new StateRun(stateCase.state(), result, ofState);
    }

    private ExecutionRequest request(DeployedWorkflow workflow, JsonElement input) {
        return new ExecutionRequest(input, name, start, workflow.arn(), workflow.roleArn(), workflow.type());
    }

    /** The execution that has this one's name already; absent for express workflows, whose executions may share names. */
    Optional<Named> named(ExecutionAnswer answer) {
        return Optional.ofNullable(namedByArn.get(answer.request().executionArn()))
                .filter(named -> answer.request().type() == MachineType.STANDARD);
    }

    /** Takes an execution that another one starts. */
    void add(ExecutionAnswer started) {
        namedByArn.put(started.request().executionArn(), new Named(started, false));
    }

    /** Takes an event of an execution that another one has started. */
    void addOfChild(DeployedWorkflow workflow, ExecutionAnswer started, HistoryEvent event) {
        if (event.isEnd() && event.executionName().equals(started.request().name())) {
            namedByArn.put(started.request().executionArn(), new Named(started, true));
        }
        events.add(new WorkflowEvent(workflow.name(), true, event));
        childEvents++;
        if (childEvents > MAX_CHILD_EVENTS) {
            throw new CannotRunException(
                    "%s: the executions that the case starts have more than %d events; end the loop in %s, or mock the state that starts it"
                            .formatted(given.file(), MAX_CHILD_EVENTS, workflow.title()));
        }
    }

    /**
     * Counts an execution that is to be started.
     *
     * @param lineage with the execution
     * @param state whose Task starts it
     * @throws CannotRunException where there is no end to it
     */
    void count(Lineage lineage, MockedState state) {
        if (lineage.depth() > MAX_DEPTH) {
            throw new CannotRunException("%s: %s more than %d deep; end the recursion, or mock the state %s"
                    .formatted(given.file(), lineage.description(), MAX_DEPTH, state.nameIn(given)));
        }
        started++;
        if (started > MAX_EXECUTIONS) {
            throw new CannotRunException(
                    "%s: the case starts more than %d executions, the last one of %s; mock the state %s"
                            .formatted(
                                    given.file(), MAX_EXECUTIONS, lineage.last().title(), state.nameIn(given)));
        }
    }
}
