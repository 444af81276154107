package stepfunction.recipes;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.aws.sfn.inputs.StateMachineEncryptionConfigurationArgs;
import com.pulumi.core.Output;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/**
 * A key of the stack's own encrypts the definition, the history and the log of the state machine. Its policy lets the account use it
 * by IAM, and CloudWatch deliver and keep the log; what the state machine's role needs follows.
 */
class EncryptedWorkflowTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var key = Target.of("key", () -> key(config), Key::arn);
        return Plan.of("workflow.asl.json", config)
                .function("sum", "sum")
                .target(key)
                .customize((args, context) ->
                        args.encryptionConfiguration(StateMachineEncryptionConfigurationArgs.builder()
                                .type("CUSTOMER_MANAGED_KMS_KEY")
                                .kmsKeyId(context.resource(key).arn())
                                .kmsDataKeyReusePeriodSeconds(300)
                                .build()))
                .customizeLogGroup(
                        (args, context) -> args.kmsKeyId(context.resource(key).arn()));
    }

    private static Key key(StackConfig config) {
        return new Key(
                "key",
                KeyArgs.builder()
                        .enableKeyRotation(true)
                        .policy(keyPolicy(config.region()))
                        .tags(config.tags())
                        .build());
    }

    private static Output<String> keyPolicy(String region) {
        return AwsFunctions.getCallerIdentity()
                .applyValue(caller -> """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "AllowByIam",
                      "Effect": "Allow",
                      "Principal": {"AWS": "arn:aws:iam::ACCOUNT:root"},
                      "Action": "kms:*",
                      "Resource": "*"
                    },
                    {
                      "Sid": "DeliverLogs",
                      "Effect": "Allow",
                      "Principal": {"Service": "delivery.logs.amazonaws.com"},
                      "Action": "kms:Decrypt",
                      "Resource": "*",
                      "Condition": {"StringEquals": {"kms:EncryptionContext:SourceArn": "arn:aws:logs:REGION:ACCOUNT:*"}}
                    },
                    {
                      "Sid": "KeepLogs",
                      "Effect": "Allow",
                      "Principal": {"Service": "logs.REGION.amazonaws.com"},
                      "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
                      "Resource": "*",
                      "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:REGION:ACCOUNT:*"}}
                    }
                  ]
                }
                """.replace("ACCOUNT", caller.accountId()).replace("REGION", region));
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Sum",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Sum": {
                      "Type": "Task",
                      "Resource": "${SumArn}",
                      "TimeoutSeconds": "${SumTaskTimeoutSeconds}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("sum/handler.py", """
                def handler(event, context):
                    return {"total": sum(event["prices"])}
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"prices": [20, 3]},
                  "output": {"total": 23}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokeSum: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-sum
                workflow EncryptExecutions: kms:Decrypt, kms:GenerateDataKey on arn:aws:kms:eu-central-1:123456789012:key/a1b2c3 if kms:EncryptionContext:aws:states:stateMachineArn StringEquals arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
                workflow EncryptLog: kms:GenerateDataKey on arn:aws:kms:eu-central-1:123456789012:key/a1b2c3 if kms:EncryptionContext:SourceArn StringEquals arn:aws:logs:eu-central-1:123456789012:*
                """;
    }
}
