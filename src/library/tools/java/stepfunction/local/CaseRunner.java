package stepfunction.local;

import com.google.common.base.Suppliers;
import java.util.function.Supplier;
import stepfunction.lambda.CannotRunException;
import stepfunction.lambda.LocalLambda;

/** Runs cases on a stack's workflows. */
final class CaseRunner {

    private final DeployedStack stack;
    private final Supplier<LocalLambda> lambda;

    /**
     * A runner of the cases of a stack.
     *
     * @param lambda asked for at the first call of a function
     * @throws CannotRunException with all that this machine cannot run of the first workflow
     */
    CaseRunner(DeployedStack stack, Supplier<LocalLambda> lambda) {
        this.stack = stack;
        this.lambda = Suppliers.memoize(lambda::get);
        stack.workflows().stream().filter(DeployedWorkflow::isMain).forEach(DeployedWorkflow::interpreter);
    }

    DeployedStack stack() {
        return stack;
    }

    /**
     * Runs a case, and again with each of its calls failing.
     *
     * @throws CannotRunException where the case does not fit its workflow, or ends in what this machine cannot run
     */
    FaultedCase runWithFaults(Case given, Story story) {
        CaseCheck.check(stack, given);
        var executions = new CaseExecutions(stack, given, lambda);
        return new FaultRuns(executions, executions.run(story)).all();
    }

    /** @throws CannotRunException where the case does not fit its workflow, or ends in what this machine cannot run */
    CaseRun run(Case given, Story story) {
        CaseCheck.check(stack, given);
        return new CaseExecutions(stack, given, lambda).run(story);
    }
}
