package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A Task calls an API whose permission names no resource, which the catalogue does not know. */
class ApiWithoutResourceTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config).allow("rekognition:DetectLabels", "*");
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
                workflow AllowRekognitionDetectLabels: rekognition:DetectLabels on *
                """;
    }
}
