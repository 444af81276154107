package stepfunction;

import java.util.List;
import stepfunction.binding.BoundWorkflow;
import stepfunction.grants.Grant;

/**
 * A workflow of a plan that has passed all checks.
 *
 * @param grants what its state machine's role allows
 */
public record CheckedWorkflow(BoundWorkflow bound, List<Grant> grants) {

    public CheckedWorkflow {
        grants = List.copyOf(grants);
    }
}
