package stepfunction.aws;

import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.aws.sfn.inputs.StateMachineTracingConfigurationArgs;
import com.pulumi.core.Output;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.Findings;
import stepfunction.config.SharedSettings;
import stepfunction.config.StateMachineSettings;
import stepfunction.plan.Roles;
import stepfunction.plan.TargetResources;
import stepfunction.plan.WorkflowSpec;

/** The arguments of a state machine, its log group and its role, with the user's customizations. */
public record StateMachineInputs(
        WorkflowSpec spec, ComponentInputs<StateMachineArgs, StateMachineArgs.Builder> component) {

    /**
     * Calls the user's customizations as far as they need no targets.
     *
     * @param findings take what is wrong with them
     */
    public static StateMachineInputs of(WorkflowSpec workflow, SharedSettings shared, Findings findings) {
        var settings = workflow.settings();
        var planned = new ComponentInputs.Planned<>(
                workflow.title(),
                planned(settings, shared),
                // Under this prefix, the resource policy of CloudWatch Logs cannot grow over its limit.
                Logs.planned("/aws/vendedlogs/states/" + settings.name(), shared),
                ExecutionRole.planned(Roles.ofStateMachine(settings.name()), shared));
        var component =
                ComponentInputs.of(Customizable.stateMachine(workflow), planned, workflow.customizations(), findings);
        return new StateMachineInputs(workflow, component);
    }

    /** Calls the rest of the customizations. */
    public StateMachineInputs completedWith(TargetResources targets, Findings findings) {
        return new StateMachineInputs(spec, component.completedWith(targets, findings));
    }

    private static StateMachineArgs planned(StateMachineSettings settings, SharedSettings shared) {
        return StateMachineArgs.builder()
                .name(settings.name())
                .type(settings.type())
                .roleArn("the role that the stack declares")
                .definition("the definition with the values of its placeholders")
                .publish(shared.release().pinsVersions())
                .tracingConfiguration(tracing(shared))
                .tags(shared.tags())
                .build();
    }

    /** None where it is off: a state machine that was never traced has none either. */
    private static @Nullable Output<StateMachineTracingConfigurationArgs> tracing(SharedSettings shared) {
        var enabled =
                StateMachineTracingConfigurationArgs.builder().enabled(true).build();
        return shared.tracing() ? Output.of(enabled) : null;
    }

    StateMachineSettings settings() {
        return spec.settings();
    }

    /** The arguments without role, definition and log group, which the component sets. */
    StateMachineArgs args() {
        return component.resource().args();
    }
}
