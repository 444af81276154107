package stepfunction.aws;

import com.pulumi.core.Output;
import java.util.List;
import stepfunction.config.SharedSettings;
import stepfunction.plan.Event;
import stepfunction.plan.Location;

/**
 * The arguments of {@link EventRules}.
 *
 * @param workflow that they start
 */
public record EventRulesArgs(
        List<Event> events,
        Workflow workflow,
        DeclaredTargets targets,
        Output<Location> location,
        SharedSettings settings) {

    public EventRulesArgs {
        events = List.copyOf(events);
    }
}
