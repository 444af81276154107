package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class LogPolicyTest {

    @Test
    void function_may_write_to_one_log_group_but_not_create_it() {
        assertThat(JsonParser.parseString(
                        LogPolicy.writingTo("arn:aws:logs:eu-west-3:210987654321:log-group:/aws/lambda/f")))
                .isEqualTo(JsonParser.parseString("""
                        {
                          "Version": "2012-10-17",
                          "Statement": {
                            "Sid": "WriteToOwnLogGroup",
                            "Effect": "Allow",
                            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                            "Resource": "arn:aws:logs:eu-west-3:210987654321:log-group:/aws/lambda/f:*"
                          }
                        }
                        """));
    }

    @Test
    void log_delivery_has_what_aws_lists_and_no_more() {
        assertThat(JsonParser.parseString(LogPolicy.delivery())).isEqualTo(JsonParser.parseString("""
                        {
                          "Version": "2012-10-17",
                          "Statement": {
                            "Sid": "DeliverLog",
                            "Effect": "Allow",
                            "Action": [
                              "logs:CreateLogDelivery",
                              "logs:CreateLogStream",
                              "logs:GetLogDelivery",
                              "logs:UpdateLogDelivery",
                              "logs:DeleteLogDelivery",
                              "logs:ListLogDeliveries",
                              "logs:PutLogEvents",
                              "logs:PutResourcePolicy",
                              "logs:DescribeResourcePolicies",
                              "logs:DescribeLogGroups"
                            ],
                            "Resource": "*"
                          }
                        }
                        """));
    }
}
