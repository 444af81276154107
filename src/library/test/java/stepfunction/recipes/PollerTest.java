package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A poller: starts a job of a service without {@code .sync}, and asks for its state until it has ended. */
class PollerTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .allow(
                        "transcribe:GetTranscriptionJob",
                        "arn:${Partition}:transcribe:${Region}:${AccountId}:transcription-job/*")
                .allow("s3:GetObject", "arn:${Partition}:s3:::recordings/*");
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Start",
                  "TimeoutSeconds": 7200,
                  "States": {
                    "Start": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::aws-sdk:transcribe:startTranscriptionJob",
                      "Arguments": {
                        "TranscriptionJobName": "{% $states.context.Execution.Name %}",
                        "Media": {"MediaFileUri": "{% $states.input.recording %}"},
                        "LanguageCode": "en-US"
                      },
                      "TimeoutSeconds": 30,
                      "Next": "Wait"
                    },
                    "Wait": {"Type": "Wait", "Seconds": 60, "Next": "Ask"},
                    "Ask": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::aws-sdk:transcribe:getTranscriptionJob",
                      "Arguments": {"TranscriptionJobName": "{% $states.context.Execution.Name %}"},
                      "TimeoutSeconds": 30,
                      "Output": "{% $states.result.TranscriptionJob %}",
                      "Next": "HasEnded"
                    },
                    "HasEnded": {
                      "Type": "Choice",
                      "Choices": [
                        {"Condition": "{% $states.input.TranscriptionJobStatus = 'COMPLETED' %}", "Next": "Done"},
                        {"Condition": "{% $states.input.TranscriptionJobStatus = 'FAILED' %}", "Next": "Failed"}
                      ],
                      "Default": "Wait"
                    },
                    "Done": {"Type": "Succeed", "Output": "{% $states.input.Transcript.TranscriptFileUri %}"},
                    "Failed": {"Type": "Fail", "Error": "TranscriptionFailed", "Cause": "{% $states.input.FailureReason %}"}
                  }
                }
                """;
    }

    @Override
    String example() {
        return """
                {
                  "input": {"recording": "s3://recordings/7.mp3"},
                  "mocks": {
                    "Start": {"Return": {"TranscriptionJob": {"TranscriptionJobStatus": "IN_PROGRESS"}}},
                    "Ask": {
                      "0": {"Return": {"TranscriptionJob": {"TranscriptionJobStatus": "IN_PROGRESS"}}},
                      "1": {"Return": {"TranscriptionJob": {"TranscriptionJobStatus": "FAILED", "FailureReason": "Silence"}}}
                    }
                  },
                  "error": "TranscriptionFailed",
                  "cause": "Silence",
                  "path": ["Start", "Wait", "Ask", "HasEnded", "Wait", "Ask", "HasEnded", "Failed"]
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallOnEveryResource: transcribe:StartTranscriptionJob on *
                workflow AllowTranscribeGetTranscriptionJob: transcribe:GetTranscriptionJob on arn:aws:transcribe:eu-central-1:123456789012:transcription-job/*
                workflow AllowS3GetObject: s3:GetObject on arn:aws:s3:::recordings/*
                """;
    }
}
