package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A Task trains a model with SageMaker, and waits until the job ends; the role passes on that of the job. */
class TrainingJobTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var jobs = "arn:${Partition}:sagemaker:${Region}:${AccountId}:training-job/forecast-*";
        return Plan.of("workflow.asl.json", config)
                .allow("sagemaker:CreateTrainingJob", jobs)
                .allow("sagemaker:DescribeTrainingJob", jobs)
                .allow("sagemaker:StopTrainingJob", jobs)
                .allow("sagemaker:AddTags", jobs)
                .allow("sagemaker:ListTags", jobs);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Train",
                  "TimeoutSeconds": 7200,
                  "States": {
                    "Train": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync",
                      "TimeoutSeconds": 7000,
                      "Arguments": {
                        "TrainingJobName": "{% 'forecast-' & $states.context.Execution.Name %}",
                        "RoleArn": "arn:aws:iam::123456789012:role/forecast-training",
                        "AlgorithmSpecification": {
                          "TrainingImage": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/forecast:1",
                          "TrainingInputMode": "File"
                        },
                        "OutputDataConfig": {"S3OutputPath": "s3://forecasts/models/"},
                        "ResourceConfig": {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 10},
                        "StoppingCondition": {"MaxRuntimeInSeconds": 6000}
                      },
                      "Output": "{% $states.result.ModelArtifacts.S3ModelArtifacts %}",
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
                  "input": {},
                  "mocks": {"Train": {"Return": {"ModelArtifacts": {"S3ModelArtifacts": "s3://forecasts/models/1.tar.gz"}}}},
                  "output": "s3://forecasts/models/1.tar.gz"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallRoleForecastTraining: iam:PassRole on arn:aws:iam::123456789012:role/forecast-training if iam:PassedToService StringEquals sagemaker.amazonaws.com
                workflow ManageRules: events:PutTargets, events:PutRule, events:DescribeRule on arn:aws:events:eu-central-1:123456789012:rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule
                workflow AllowSagemakerCreateTrainingJob: sagemaker:CreateTrainingJob, sagemaker:DescribeTrainingJob, sagemaker:StopTrainingJob, sagemaker:AddTags, sagemaker:ListTags on arn:aws:sagemaker:eu-central-1:123456789012:training-job/forecast-*
                """;
    }
}
