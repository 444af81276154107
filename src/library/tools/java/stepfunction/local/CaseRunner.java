package stepfunction.local;

import com.google.common.base.Suppliers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.function.Supplier;
import stepfunction.asl.Event;
import stepfunction.asl.ExecutionRequest;
import stepfunction.asl.Interpreter;
import stepfunction.asl.UnrunnableDefinitionException;

/** Runs cases on a workflow. */
final class CaseRunner {

    private final DeployedWorkflow workflow;
    private final Interpreter interpreter;
    private final Supplier<LambdaRuntime> lambda;

    /**
     * A runner of a workflow's cases.
     *
     * @param lambda asked for at the first call of a function
     * @throws CannotRunException with all that this machine cannot run
     */
    CaseRunner(DeployedWorkflow workflow, Supplier<LambdaRuntime> lambda) {
        this.workflow = workflow;
        this.lambda = Suppliers.memoize(lambda::get);
        try {
            this.interpreter = Interpreter.of(workflow.definition());
        } catch (UnrunnableDefinitionException e) {
            throw new CannotRunException(
                    "the definition cannot run on this machine:\n- " + String.join("\n- ", e.problems()));
        }
    }

    DeployedWorkflow workflow() {
        return workflow;
    }

    /** @throws CannotRunException where the case does not fit the workflow, or ends in what this machine cannot run */
    CaseRun run(Case given, Story story) {
        CaseCheck.check(workflow, given);
        var events = new ArrayList<Event>();
        var request = new ExecutionRequest(
                given.input(),
                UUID.randomUUID().toString(),
                given.now().orElseGet(Instant::now),
                workflow.arn(),
                workflow.roleArn(),
                workflow.type());
        var result = interpreter.run(request, new Tasks(workflow, given, lambda, story), event -> {
            events.add(event);
            story.happens(event);
        });
        return new CaseRun(given, result, new Events(events));
    }
}
