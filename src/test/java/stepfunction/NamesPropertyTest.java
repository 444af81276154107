package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Every accepted pair of names renders valid JSON within AWS's limits. */
class NamesPropertyTest {

    /** Around the limits of length and of the alphabet, so that some are accepted and some refused. */
    @Provide
    Arbitrary<String> names() {
        var allowed = Arbitraries.strings().alpha().numeric().withChars('-', '_');
        return Arbitraries.frequencyOf(
                Tuple.of(6, allowed.ofMinLength(1).ofMaxLength(62)),
                Tuple.of(1, Arbitraries.strings().ascii().ofMaxLength(10)));
    }

    @Property
    void accepted_names_render_documents_within_the_limits_of_aws(
            @ForAll("names") String functionName, @ForAll("names") String workflowName) {
        Assume.that(Setting.LAMBDA_FUNCTION_NAME.accepts(functionName));
        Assume.that(Setting.STEP_FUNCTION_NAME.accepts(workflowName));
        Assume.that(!(functionName + "-assume").equalsIgnoreCase(workflowName));
        var settings = TestStack.settings(Map.of("lambdaFunctionName", functionName, "stepFunctionName", workflowName));
        var functionArn = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:" + functionName;
        var stateMachineArn = new StateMachineArn("aws-us-gov", "us-gov-west-1", "123456789012", workflowName);

        var definition = WorkflowDefinition.render(functionArn, Duration.ofMinutes(15));
        var trust = TrustPolicy.stepFunctions(stateMachineArn);
        var policies = Stream.of(InvokePolicy.allowing(functionArn), LogPolicy.delivery(), XRayPolicy.stepFunctions())
                .toList();

        // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
        assertThat(functionName).hasSizeLessThanOrEqualTo(64);
        // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
        assertThat(workflowName).hasSizeLessThanOrEqualTo(80);
        assertThat(definition).hasSizeLessThanOrEqualTo(1024 * 1024);
        assertThat(JsonParser.parseString(definition).toString()).contains(functionArn);
        assertThat(StateMachineArn.parse(stateMachineArn.toString())).isEqualTo(stateMachineArn);
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
        assertThat(settings.lambdaRoleName()).hasSizeLessThanOrEqualTo(64);
        assertThat(settings.stateMachineRoleName()).hasSizeLessThanOrEqualTo(64);
        assertThat(trust).hasSizeLessThanOrEqualTo(2048);
        assertThat(policies.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(10_240);
        assertThat(JsonParser.parseString(trust).toString()).contains(stateMachineArn.toString());
        assertThat(policies)
                .allSatisfy(policy -> assertThat(JsonParser.parseString(policy).isJsonObject())
                        .isTrue());
    }
}
