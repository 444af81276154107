package stepfunction.plan;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.sfn.StateMachine;
import com.pulumi.core.Output;

/** The resources and outputs that the library has declared: the code in {@link Plan#declare} can refer to them and add to them. */
public interface StackResources extends TargetResources {

    /** The state machine and what belongs to it. */
    interface WorkflowResources {

        StateMachine stateMachine();

        /** The role that executions run as. */
        Role role();

        LogGroup logGroup();

        /** The name of the state machine in AWS. */
        Output<String> name();

        /** The ARN of the state machine. */
        Output<String> arn();

        /**
         * The ARN that triggers start: that of the alias if releases are gradual, of the published version if versions are pinned, otherwise
         * of the state machine.
         */
        Output<String> startedArn();
    }

    /** A function and what belongs to it. */
    interface FunctionResources {

        Function function();

        /** The role that invocations run as. */
        Role role();

        LogGroup logGroup();

        /** The name of the function in AWS. */
        Output<String> name();

        /** The ARN of the function. */
        Output<String> arn();
    }

    /** The first workflow. */
    WorkflowResources workflow();

    /**
     * A workflow.
     *
     * @param name in the plan; the first one's is {@code workflow}
     * @throws IllegalArgumentException if the plan does not have the workflow
     */
    WorkflowResources workflow(String name);

    /**
     * A function.
     *
     * @param name in the plan
     * @throws IllegalArgumentException if the plan does not have the function
     */
    FunctionResources function(String name);

    /**
     * Adds an output to the stack.
     *
     * @throws IllegalArgumentException if the stack has an output of this name
     */
    void export(String name, Output<?> value);
}
