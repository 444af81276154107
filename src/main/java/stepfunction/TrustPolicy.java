package stepfunction;

import java.util.List;
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
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html">AWS: execution role</a>
     */
    static String lambda() {
        return document(trusting("TrustLambda", "lambda.amazonaws.com"));
    }

    /**
     * Lets Step Functions run one state machine as the role.
     *
     * @param versions whether to trust the state machine's versions too
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html">AWS: confused deputy</a>
     */
    static String stepFunctions(StateMachineArn stateMachine, boolean versions) {
        var arn = stateMachine.toString();
        return document(trusting("TrustStepFunctions", "states.amazonaws.com")
                .addCondition(IamConditionOperator.STRING_EQUALS, "aws:SourceAccount", stateMachine.account())
                .addConditions(
                        IamConditionOperator.ARN_LIKE,
                        "aws:SourceArn",
                        versions ? List.of(arn, arn + ":*") : List.of(arn)));
    }

    private static IamStatement.Builder trusting(String sid, String service) {
        var statement = IamStatement.builder().sid(sid).effect(IamEffect.ALLOW).addAction("sts:AssumeRole");
        return statement.addPrincipal(IamPrincipalType.SERVICE, service);
    }

    private static String document(IamStatement.Builder statement) {
        return IamPolicy.create(List.of(statement.build())).toJson();
    }
}
