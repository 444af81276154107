package stepfunction;

import java.util.List;
import stepfunction.asl.Findings;
import stepfunction.aws.DeclaredTargets;
import stepfunction.aws.FunctionInputs;
import stepfunction.aws.HttpApiInputs;
import stepfunction.aws.StateMachineInputs;
import stepfunction.config.StackConfig;

/** The arguments of the components, with the user's customizations. */
record PlannedInputs(List<FunctionInputs> functions, List<WorkflowInputs> workflows) {

    /**
     * The arguments of the components of a workflow.
     *
     * @param httpApi used where the workflow has routes
     */
    record WorkflowInputs(CheckedWorkflow checked, StateMachineInputs stateMachine, HttpApiInputs httpApi) {

        static WorkflowInputs of(CheckedWorkflow checked, StackConfig config, Findings findings) {
            var spec = checked.bound().spec();
            return new WorkflowInputs(
                    checked,
                    StateMachineInputs.of(spec, config.shared(), findings),
                    HttpApiInputs.of(spec, config.shared(), findings));
        }

        WorkflowInputs completedWith(DeclaredTargets targets, Findings findings) {
            return new WorkflowInputs(
                    checked.knowing(targets, findings),
                    stateMachine.completedWith(targets, findings),
                    httpApi.completedWith(targets, findings));
        }
    }

    /**
     * Calls the user's customizations as far as they need no targets.
     *
     * @throws com.pulumi.exceptions.RunException if they have mistakes
     */
    static PlannedInputs of(Preflight checked) {
        var config = checked.config();
        var findings = new Findings();
        var functions = checked.plan().functions().stream()
                .map(function -> FunctionInputs.of(function, config, findings))
                .toList();
        var workflows = checked.workflows().stream()
                .map(workflow -> WorkflowInputs.of(workflow, config, findings))
                .toList();
        Preflight.refuseErrors(findings);
        return new PlannedInputs(functions, workflows);
    }

    /**
     * Calls the rest of them, once the targets are declared.
     *
     * @throws com.pulumi.exceptions.RunException if they have mistakes, or a target is not what a Task calls
     */
    PlannedInputs completedWith(DeclaredTargets targets) {
        var findings = new Findings();
        var completedFunctions = functions.stream()
                .map(function -> function.completedWith(targets, findings))
                .toList();
        var completedWorkflows = workflows.stream()
                .map(workflow -> workflow.completedWith(targets, findings))
                .toList();
        Preflight.stopAtErrors(findings);
        return new PlannedInputs(completedFunctions, completedWorkflows);
    }
}
