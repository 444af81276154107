package stepfunction.local;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.State;
import stepfunction.binding.Callee;
import stepfunction.lambda.LambdaFunction;

/**
 * A stack's workflows and functions, made ready to run on this machine.
 *
 * @param workflows those of the plan, the first one first; other state machines of the stack need mocks
 * @param names of all resources, and their URLs
 */
record DeployedStack(List<DeployedWorkflow> workflows, List<LambdaFunction> functions, Set<String> names) {

    DeployedStack {
        workflows = List.copyOf(workflows);
        functions = List.copyOf(functions);
        names = Set.copyOf(names);
    }

    /** The workflow with this name in the plan. */
    Optional<DeployedWorkflow> workflow(String name) {
        return workflows.stream()
                .filter(workflow -> workflow.name().equals(name))
                .findFirst();
    }

    /** The workflow that an execution by this ARN is started of. */
    Optional<DeployedWorkflow> startedBy(String arn) {
        return workflows.stream().filter(workflow -> workflow.isStartedBy(arn)).findFirst();
    }

    /** The function that a call by this name or ARN finds. */
    Optional<LambdaFunction> function(String nameOrArn) {
        return functions.stream()
                .filter(function -> function.invokedArn(nameOrArn).isPresent())
                .findFirst();
    }

    /** Whether this machine can do what a state calls: run a function, or an execution of a workflow. */
    boolean canCall(State state) {
        var start = ExecutionStart.by(state);
        return start.isPresent()
                ? start.get().stateMachine().filter(this::canStart).isPresent()
                : Called.function(state).filter(this::canInvoke).isPresent();
    }

    /** Only the execution knows what is computed. */
    private boolean canStart(Callee stateMachine) {
        return stateMachine instanceof Callee.Computed
                || startedBy(stateMachine.value().text()).isPresent();
    }

    private boolean canInvoke(Callee function) {
        return function instanceof Callee.Computed
                || function(function.value().text()).isPresent();
    }

    /** The names of the workflows in the plan. */
    WorkflowNames workflowNames() {
        return WorkflowNames.of(workflows);
    }

    /** Whether there is more than one workflow. */
    boolean hasSeveralWorkflows() {
        return workflows.size() > 1;
    }
}
