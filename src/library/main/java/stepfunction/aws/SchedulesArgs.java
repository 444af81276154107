package stepfunction.aws;

import com.pulumi.core.Output;
import java.util.List;
import stepfunction.config.SharedSettings;
import stepfunction.plan.Location;
import stepfunction.plan.Schedule;

/**
 * The arguments of {@link Schedules}.
 *
 * @param workflow that they start
 */
public record SchedulesArgs(
        List<Schedule> schedules,
        Workflow workflow,
        DeclaredTargets targets,
        Output<Location> location,
        SharedSettings settings) {

    public SchedulesArgs {
        schedules = List.copyOf(schedules);
    }
}
