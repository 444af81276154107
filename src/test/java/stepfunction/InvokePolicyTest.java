package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class InvokePolicyTest {

    @Test
    void one_action_is_allowed_on_one_function() {
        assertThat(JsonParser.parseString(InvokePolicy.allowing("arn:aws:lambda:eu-west-3:210987654321:function:f")))
                .isEqualTo(JsonParser.parseString("""
                        {
                          "Version": "2012-10-17",
                          "Statement": {
                            "Sid": "InvokeFunction",
                            "Effect": "Allow",
                            "Action": "lambda:InvokeFunction",
                            "Resource": "arn:aws:lambda:eu-west-3:210987654321:function:f"
                          }
                        }
                        """));
    }
}
