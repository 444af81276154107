package stepfunction;

import java.util.List;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;

/** The IAM documents that let a role send traces. On every resource, because X-Ray's actions know no resource. */
final class XRayPolicy {

    private XRayPolicy() {}

    /**
     * What a function needs.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html">AWS: Visualize Lambda function
     *     invocations using AWS X-Ray</a>
     */
    static String lambda() {
        return tracing(List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords"));
    }

    /**
     * What a state machine needs.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html">AWS: Trace Step
     *     Functions request data in AWS X-Ray</a>
     */
    static String stepFunctions() {
        return tracing(List.of(
                "xray:PutTraceSegments",
                "xray:PutTelemetryRecords",
                "xray:GetSamplingRules",
                "xray:GetSamplingTargets"));
    }

    private static String tracing(List<String> actions) {
        return IamPolicy.builder()
                .addStatement(statement -> statement
                        .sid("SendTraces")
                        .effect(IamEffect.ALLOW)
                        .actionIds(actions)
                        .addResource("*"))
                .build()
                .toJson();
    }
}
