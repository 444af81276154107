package stepfunction.aws;

import com.pulumi.core.Output;
import java.util.List;
import stepfunction.config.SharedSettings;
import stepfunction.grants.Grant;
import stepfunction.history.NextDefinition;
import stepfunction.plan.Location;

/**
 * The arguments of a {@link Workflow}.
 *
 * @param definition that the deployment brings
 * @param grants what the state machine's role allows
 */
public record WorkflowArgs(
        StateMachineInputs inputs,
        NextDefinition definition,
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
