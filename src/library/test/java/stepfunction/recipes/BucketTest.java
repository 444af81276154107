package stepfunction.recipes;

import com.pulumi.aws.s3.BucketV2;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** Tasks read an object of a bucket and write another. */
class BucketTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var files =
                Target.of("files", () -> new BucketV2("files"), BucketV2::arn).with("Name", BucketV2::bucket);
        return Plan.of("workflow.asl.json", config).target(files);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Read",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Read": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
                      "TimeoutSeconds": 10,
                      "Arguments": {"Bucket": "${FilesName}", "Key": "{% $states.input.key %}"},
                      "Output": {"count": "{% $count($parse($states.result.Body).orders) %}"},
                      "Next": "Write"
                    },
                    "Write": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::aws-sdk:s3:putObject",
                      "TimeoutSeconds": 10,
                      "Arguments": {"Bucket": "${FilesName}", "Key": "count.json", "Body": "{% $states.input %}"},
                      "Output": "{% $states.input %}",
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
                  "input": {"key": "orders.json"},
                  "mocks": {
                    "Read": {"Return": {"Body": "{\\"orders\\": [1, 2]}"}},
                    "Write": {"Return": {"ETag": "1"}}
                  },
                  "output": {"count": 2}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallFilesObjects: s3:GetObject on arn:aws:s3:::files-0a1b2c3/*
                workflow CallFilesCountJsonObjects: s3:PutObject on arn:aws:s3:::files-0a1b2c3/count.json
                """;
    }
}
