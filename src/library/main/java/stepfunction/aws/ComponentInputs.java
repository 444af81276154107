package stepfunction.aws;

import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.RoleArgs;
import stepfunction.asl.Findings;
import stepfunction.plan.Customizations;
import stepfunction.plan.TargetResources;

/**
 * The arguments of a component's resources: the function or the state machine, its log group and its role.
 *
 * @param <A> the arguments of the resource, to be completed by what is declared before it
 * @param <B> their builder
 */
record ComponentInputs<A, B>(
        Customized<A, B> resource,
        Customized<LogGroupArgs, LogGroupArgs.Builder> logGroup,
        Customized<RoleArgs, RoleArgs.Builder> role) {

    /**
     * The arguments that the library plans.
     *
     * @param component as messages name it
     */
    record Planned<A>(String component, A resource, LogGroupArgs logGroup, RoleArgs role) {}

    /**
     * Calls the user's customizations as far as they need no targets.
     *
     * @param findings take what is wrong with the customizations
     */
    static <A, B> ComponentInputs<A, B> of(
            Customizable<A, B> kind, Planned<A> planned, Customizations<B> customizations, Findings findings) {
        var component = planned.component();
        return new ComponentInputs<>(
                Customized.planned(
                                "plan: customize of " + component, kind, planned.resource(), customizations.resource())
                        .begun(findings),
                Customized.planned(
                                "plan: customizeLogGroup of " + component,
                                Customizable.LOG_GROUP,
                                planned.logGroup(),
                                customizations.logGroup())
                        .begun(findings),
                Customized.planned(
                                "plan: customizeRole of " + component,
                                Customizable.ROLE,
                                planned.role(),
                                customizations.role())
                        .begun(findings));
    }

    /** Calls the rest of the customizations. */
    ComponentInputs<A, B> completedWith(TargetResources targets, Findings findings) {
        return new ComponentInputs<>(
                resource.completedWith(targets, findings),
                logGroup.completedWith(targets, findings),
                role.completedWith(targets, findings));
    }
}
