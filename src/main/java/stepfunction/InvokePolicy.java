package stepfunction;

import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;

/** The IAM document that lets the state machine's role invoke one Lambda function. */
final class InvokePolicy {

    private InvokePolicy() {}

    /**
     * Allows {@code lambda:InvokeFunction} on the function with this ARN, not on its versions or aliases.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">AWS: Invoke an AWS Lambda
     *     function with Step Functions</a>
     */
    static String allowing(String functionArn) {
        return IamPolicy.builder()
                .addStatement(statement -> statement
                        .sid("InvokeFunction")
                        .effect(IamEffect.ALLOW)
                        .addAction("lambda:InvokeFunction")
                        .addResource(functionArn))
                .build()
                .toJson();
    }
}
