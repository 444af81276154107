package stepfunction.aws;

import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.core.Output;
import java.util.Optional;
import stepfunction.config.SharedSettings;
import stepfunction.plan.Location;

/**
 * The arguments of a {@link HandlerFunction}.
 *
 * @param archive its deployment package; empty for an image
 * @param targets of the plan, to whose values its environment, its layers and its role refer
 */
public record HandlerFunctionArgs(
        FunctionInputs inputs,
        Optional<Output<GetFileResult>> archive,
        DeclaredTargets targets,
        Output<Location> location,
        SharedSettings settings) {}
