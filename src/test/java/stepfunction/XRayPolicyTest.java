package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class XRayPolicyTest {

    @Test
    void function_may_send_traces() {
        assertThat(JsonParser.parseString(XRayPolicy.lambda())).isEqualTo(JsonParser.parseString("""
                        {
                          "Version": "2012-10-17",
                          "Statement": {
                            "Sid": "SendTraces",
                            "Effect": "Allow",
                            "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
                            "Resource": "*"
                          }
                        }
                        """));
    }

    @Test
    void state_machine_may_sample_and_send_traces() {
        assertThat(JsonParser.parseString(XRayPolicy.stepFunctions())).isEqualTo(JsonParser.parseString("""
                        {
                          "Version": "2012-10-17",
                          "Statement": {
                            "Sid": "SendTraces",
                            "Effect": "Allow",
                            "Action": [
                              "xray:PutTraceSegments",
                              "xray:PutTelemetryRecords",
                              "xray:GetSamplingRules",
                              "xray:GetSamplingTargets"
                            ],
                            "Resource": "*"
                          }
                        }
                        """));
    }
}
