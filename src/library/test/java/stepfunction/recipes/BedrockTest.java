package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A Task asks a model of Bedrock. */
class BedrockTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Summarize",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Summarize": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::bedrock:invokeModel",
                      "TimeoutSeconds": 30,
                      "Arguments": {
                        "ModelId": "anthropic.claude-3-haiku-20240307-v1:0",
                        "Body": {
                          "anthropic_version": "bedrock-2023-05-31",
                          "max_tokens": 200,
                          "messages": [{"role": "user", "content": "{% 'Summarize: ' & $states.input.text %}"}]
                        }
                      },
                      "Output": "{% $states.result.Body.content[0].text %}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    String example() {
        return """
                {
                  "input": {"text": "A long letter"},
                  "mocks": {"Summarize": {"Return": {"Body": {"content": [{"type": "text", "text": "A letter"}]}}}},
                  "output": "A letter"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallAnthropicClaude3Haiku20240307V10: bedrock:InvokeModel on arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0
                """;
    }
}
