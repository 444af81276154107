package stepfunction.recipes;

import com.pulumi.aws.s3.BucketV2;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A distributed Map runs an execution for each batch of a bucket's objects, and writes their results into the bucket. */
class DistributedMapTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var files =
                Target.of("files", () -> new BucketV2("files"), BucketV2::arn).with("Name", BucketV2::bucket);
        return Plan.of("workflow.asl.json", config).function("resize", "resize").target(files);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "EachPicture",
                  "TimeoutSeconds": 3600,
                  "States": {
                    "EachPicture": {
                      "Type": "Map",
                      "Label": "Pictures",
                      "MaxConcurrency": 100,
                      "ItemReader": {
                        "Resource": "arn:aws:states:::s3:listObjectsV2",
                        "Arguments": {"Bucket": "${FilesName}", "Prefix": "pictures/"}
                      },
                      "ItemBatcher": {"MaxItemsPerBatch": 2},
                      "ItemProcessor": {
                        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                        "StartAt": "Resize",
                        "States": {
                          "Resize": {
                            "Type": "Task",
                            "Resource": "${ResizeArn}",
                            "TimeoutSeconds": "${ResizeTaskTimeoutSeconds}",
                            "End": true
                          }
                        }
                      },
                      "ResultWriter": {
                        "Resource": "arn:aws:states:::s3:putObject",
                        "Arguments": {"Bucket": "${FilesName}", "Prefix": "results"}
                      },
                      "Output": {"done": true},
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("resize/handler.py", """
                def handler(event, context):
                    return [item["Key"] for item in event["Items"]]
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {},
                  "mocks": {
                    "EachPicture": {
                      "Return": [{"Key": "pictures/a.png"}, {"Key": "pictures/b.png"}, {"Key": "pictures/c.png"}]
                    }
                  },
                  "output": {"done": true},
                  "path": ["EachPicture", "Resize", "Resize"]
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokeResize: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-resize
                workflow CallFiles: s3:ListBucket on arn:aws:s3:::files-0a1b2c3 if s3:prefix StringEquals pictures/
                workflow CallFilesResultsObjects: s3:PutObject, s3:GetObject, s3:ListMultipartUploadParts, s3:AbortMultipartUpload on arn:aws:s3:::files-0a1b2c3/results/*
                workflow StartChildExecutions: states:StartExecution on arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
                workflow WatchChildExecutions: states:DescribeExecution, states:StopExecution on arn:aws:states:eu-central-1:123456789012:execution:greeting:*, arn:aws:states:eu-central-1:123456789012:execution:greeting/*:*
                workflow RedriveChildExecutions: states:RedriveExecution on arn:aws:states:eu-central-1:123456789012:execution:greeting/Pictures:*
                """;
    }
}
