package stepfunction;

import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;

/** The IAM documents that say which AWS service may assume a role. */
final class TrustPolicy {

    private TrustPolicy() {}

    /**
     * Lets Lambda run a function as the role.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html">AWS: Defining Lambda
     *     function permissions with an execution role</a>
     */
    static String lambda() {
        return trusting("TrustLambda", "lambda.amazonaws.com");
    }

    /**
     * Lets Step Functions run a state machine as the role.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html">AWS: Creating an
     *     IAM role for your state machine</a>
     */
    static String stepFunctions() {
        return trusting("TrustStepFunctions", "states.amazonaws.com");
    }

    private static String trusting(String sid, String service) {
        return IamPolicy.builder()
                .addStatement(statement -> statement
                        .sid(sid)
                        .effect(IamEffect.ALLOW)
                        .addPrincipal(IamPrincipalType.SERVICE, service)
                        .addAction("sts:AssumeRole"))
                .build()
                .toJson();
    }
}
