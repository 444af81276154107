package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A Task calls an API whose permission names no resource: its action is allowed on every one. */
class ApiWithoutResourceTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Detect",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Detect": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::aws-sdk:rekognition:detectLabels",
                      "TimeoutSeconds": 30,
                      "Arguments": {"Image": {"Bytes": "{% $states.input.image %}"}, "MaxLabels": 3},
                      "Output": "{% [$states.result.Labels.Name] %}",
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
                  "input": {"image": "iVBORw0KGgo="},
                  "mocks": {"Detect": {"Return": {"Labels": [{"Name": "Cat", "Confidence": 99}]}}},
                  "output": ["Cat"]
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallOnEveryResource: rekognition:DetectLabels on *
                """;
    }
}
