package stepfunction.plan;

import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.RoleArgs;
import java.util.stream.Stream;

/**
 * The customizations of a component: of the resource that it is about, a state machine or a function, and of those around it.
 *
 * @param <B> the builder of the resource's arguments
 */
public record Customizations<B>(
        Customization<B> resource, Customization<LogGroupArgs.Builder> logGroup, Customization<RoleArgs.Builder> role) {

    /** None. */
    public static <B> Customizations<B> none() {
        return new Customizations<>(Customization.none(), Customization.none(), Customization.none());
    }

    /** Whether any of the code may refer to targets. */
    boolean mayUseTargets() {
        return Stream.of(resource, logGroup, role)
                .anyMatch(customization -> !customization.inContext().isEmpty());
    }

    Customizations<B> ofResource(Customization<B> changed) {
        return new Customizations<>(changed, logGroup, role);
    }

    Customizations<B> ofLogGroup(Customization<LogGroupArgs.Builder> changed) {
        return new Customizations<>(resource, changed, role);
    }

    Customizations<B> ofRole(Customization<RoleArgs.Builder> changed) {
        return new Customizations<>(resource, logGroup, changed);
    }
}
