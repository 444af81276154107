package stepfunction;

import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** The IAM documents that say which AWS service may assume a role. */
final class TrustPolicy {

    private TrustPolicy() {}

    /**
     * Lets Lambda run a function as the role. Lambda sends no condition keys.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html">AWS: Defining Lambda
     *     function permissions with an execution role</a>
     */
    static String lambda() {
        return document(trusting("TrustLambda", "lambda.amazonaws.com").build());
    }

    /**
     * Lets Step Functions run one state machine as the role.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html">AWS: Creating an
     *     IAM role for your state machine, prevent cross-service confused deputy issue</a>
     */
    static String stepFunctions(StateMachineArn stateMachine) {
        return document(trusting("TrustStepFunctions", "states.amazonaws.com")
                .addCondition(IamConditionOperator.STRING_EQUALS, "aws:SourceAccount", stateMachine.account())
                .addCondition(IamConditionOperator.ARN_LIKE, "aws:SourceArn", stateMachine.toString())
                .build());
    }

    private static IamStatement.Builder trusting(String sid, String service) {
        return IamStatement.builder()
                .sid(sid)
                .effect(IamEffect.ALLOW)
                .addPrincipal(IamPrincipalType.SERVICE, service)
                .addAction("sts:AssumeRole");
    }

    private static String document(IamStatement statement) {
        return IamPolicy.builder().addStatement(statement).build().toJson();
    }
}
