package stepfunction.aws;

import com.pulumi.core.Output;
import java.util.List;
import stepfunction.config.SharedSettings;
import stepfunction.plan.Location;
import stepfunction.plan.QueueMessages;

/**
 * The arguments of {@link Queues}.
 *
 * @param workflow that they start
 */
public record QueuesArgs(
        List<QueueMessages> queues,
        Workflow workflow,
        DeclaredTargets targets,
        Output<Location> location,
        SharedSettings settings) {

    public QueuesArgs {
        queues = List.copyOf(queues);
    }
}
