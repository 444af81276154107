package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class TrustPolicyTest {

    @Test
    void function_role_trusts_lambda_alone() {
        assertThat(JsonParser.parseString(TrustPolicy.lambda())).isEqualTo(JsonParser.parseString("""
                        {
                          "Version": "2012-10-17",
                          "Statement": {
                            "Sid": "TrustLambda",
                            "Effect": "Allow",
                            "Principal": { "Service": "lambda.amazonaws.com" },
                            "Action": "sts:AssumeRole"
                          }
                        }
                        """));
    }

    @Test
    void state_machine_role_trusts_step_functions_for_one_state_machine() {
        var stateMachine = new StateMachineArn("aws-us-gov", "us-gov-west-1", "210987654321", "greeting");

        assertThat(JsonParser.parseString(TrustPolicy.stepFunctions(stateMachine)))
                .isEqualTo(JsonParser.parseString("""
                        {
                          "Version": "2012-10-17",
                          "Statement": {
                            "Sid": "TrustStepFunctions",
                            "Effect": "Allow",
                            "Principal": { "Service": "states.amazonaws.com" },
                            "Action": "sts:AssumeRole",
                            "Condition": {
                              "StringEquals": { "aws:SourceAccount": "210987654321" },
                              "ArnLike": {
                                "aws:SourceArn": "arn:aws-us-gov:states:us-gov-west-1:210987654321:stateMachine:greeting"
                              }
                            }
                          }
                        }
                        """));
    }
}
