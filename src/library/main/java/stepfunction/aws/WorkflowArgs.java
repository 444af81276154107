package stepfunction.aws;

import com.pulumi.core.Output;
import java.util.List;
import stepfunction.asl.Definition;
import stepfunction.config.SharedSettings;
import stepfunction.config.StateMachineSettings;
import stepfunction.grants.Grant;
import stepfunction.plan.Location;

/**
 * What a {@link Workflow} is made of.
 *
 * @param definition with placeholders for functions and targets, and nothing else
 * @param grants what the state machine's role allows
 */
public record WorkflowArgs(
        StateMachineSettings stateMachine,
        Definition definition,
        List<Grant> grants,
        List<HandlerFunction> functions,
        DeclaredTargets targets,
        Output<Location> location,
        SharedSettings settings) {

    public WorkflowArgs {
        grants = List.copyOf(grants);
        functions = List.copyOf(functions);
    }
}
