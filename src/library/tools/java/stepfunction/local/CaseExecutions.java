package stepfunction.local;

import com.google.gson.JsonElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import stepfunction.asl.Event;
import stepfunction.asl.ExecutionRequest;
import stepfunction.asl.MachineType;

/** The executions of one case: its own, and those that are started by it. */
final class CaseExecutions {

    /** The maximum depth of executions that start each other. Step Functions has no such quota, but a deeper chain is probably endless. */
    static final int MAX_DEPTH = 20;

    private static final int MAX_EXECUTIONS = 1000;
    private static final int MAX_CHILD_EVENTS = 250_000;

    private final DeployedStack stack;
    private final Case given;
    private final Supplier<LambdaRuntime> lambda;
    private final CaseMocks mocks;
    private final SentCalls sent;
    private final List<WorkflowEvent> events = new ArrayList<>();
    private final Map<String, Named> namedByArn = new HashMap<>();
    private int started;
    private int childEvents;

    /** An execution whose name no other one of its workflow may have. */
    record Named(ExecutionAnswer answer, boolean hasEnded) {}

    /** @param lambda asked for at the first call of a function */
    CaseExecutions(DeployedStack stack, Case given, Supplier<LambdaRuntime> lambda) {
        this.stack = stack;
        this.given = given;
        this.lambda = lambda;
        this.mocks = new CaseMocks(given, stack);
        this.sent = new SentCalls(given, stack);
    }

    DeployedStack stack() {
        return stack;
    }

    Case given() {
        return given;
    }

    LambdaRuntime lambda() {
        return lambda.get();
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
        return new CaseRun(given, result, sent, events);
    }

    /**
     * Runs a state of the case's plan alone.
     *
     * @param variables that earlier states would have assigned, by name
     */
    StateRun runState(StateCase stateCase, JsonElement input, Map<String, JsonElement> variables, Story story) {
        var workflow = stateCase.workflow();
        var tasks = new Tasks(this, new Lineage(List.of(workflow)), story);
        var ofState = new ArrayList<Event>();
        var result = workflow.interpreter().runState(stateCase.state(), request(workflow, input), variables, tasks, event -> {
            ofState.add(event);
            story.happens(event);
        });
        return new StateRun(stateCase.state(), result, ofState);
    }

    private ExecutionRequest request(DeployedWorkflow workflow, JsonElement input) {
        return new ExecutionRequest(
                input,
                UUID.randomUUID().toString(),
                given.now().orElseGet(Instant::now),
                workflow.arn(),
                workflow.roleArn(),
                workflow.type());
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
    void addOfChild(DeployedWorkflow workflow, ExecutionAnswer started, Event event) {
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
