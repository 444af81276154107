package stepfunction.apis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The actions of IAM. */
class IamActionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"s3:GetObject", "S3:getobject", "iam:PassRole", "logs:CreateLogDelivery", "cassandra:Select"})
    void action_names_are_case_insensitive(String action) {
        assertThat(IamActions.contains(action)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3:GetObjct", "s4:GetObject", "GetObject", "s3:", "s3:Get*", "s3:GetObject GetObjectAcl"})
    void other_text_is_no_action(String action) {
        assertThat(IamActions.contains(action)).isFalse();
    }

    @Test
    void action_without_a_resource_is_recognized() {
        assertThat(IamActions.knowsNoResource("rekognition:DetectLabels")).isTrue();
        assertThat(IamActions.knowsNoResource("s3:GetObject")).isFalse();
        assertThat(IamActions.knowsNoResource("rekognition:DetectLabel")).isFalse();
    }

    @Test
    void actions_of_a_prefix_are_listed_for_a_suggestion() {
        assertThat(IamActions.of("rekognition")).contains("rekognition:DetectLabels", "rekognition:SearchFaces");
        assertThat(IamActions.of("rekognitio")).isEmpty();
        assertThat(IamActions.prefixes()).contains("states", "s3", "kafka-cluster");
    }
}
