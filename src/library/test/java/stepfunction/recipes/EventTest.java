package stepfunction.recipes;

import com.pulumi.aws.s3.BucketNotification;
import com.pulumi.aws.s3.BucketNotificationArgs;
import com.pulumi.aws.s3.BucketV2;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Event;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** An event starts the workflow: each object that is put into a bucket, with its key as input. */
class EventTest extends Recipe {

    private static final String UPLOAD = """
            {
              "source": "aws.s3",
              "detail-type": "Object Created",
              "detail": {"bucket": {"name": "${FilesName}"}, "object": {"key": "hello.txt", "size": 5}}
            }
            """;

    @Override
    Plan plan(StackConfig config) {
        var files =
                Target.of("files", EventTest::bucketWithEvents, BucketV2::arn).with("Name", BucketV2::bucket);
        var uploads = Event.matching("uploads", """
                        {
                          "source": ["aws.s3"],
                          "detail-type": ["Object Created"],
                          "detail": {"bucket": {"name": ["${FilesName}"]}}
                        }
                        """)
                .matches(UPLOAD)
                .ignores(UPLOAD.replace("Object Created", "Object Deleted"))
                .inputTransformer(Map.of("key", "$.detail.object.key"), "{\"key\": <key>}");
        return Plan.of("workflow.asl.json", config).target(files).startOn(uploads);
    }

    private static BucketV2 bucketWithEvents() {
        // Destroy leaves a bucket that has objects, unless it is made with forceDestroy.
        var bucket = new BucketV2("files");
        new BucketNotification(
                "files-events",
                BucketNotificationArgs.builder()
                        .bucket(bucket.bucket())
                        .eventbridge(true)
                        .build());
        return bucket;
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
                      "Output": "{% $states.result.Body %}",
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
                  "input": {"key": "hello.txt"},
                  "mocks": {"Read": {"Return": {"Body": "Hello"}}},
                  "output": "Hello"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallFilesObjects: s3:GetObject on arn:aws:s3:::files-0a1b2c3/*
                workflow-events StartWorkflow: states:StartExecution on arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
                """;
    }
}
