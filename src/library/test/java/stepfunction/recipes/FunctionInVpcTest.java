package stepfunction.recipes;

import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.inputs.GetSecurityGroupArgs;
import com.pulumi.aws.ec2.inputs.GetSubnetsArgs;
import com.pulumi.aws.ec2.outputs.GetSecurityGroupResult;
import com.pulumi.aws.ec2.outputs.GetSubnetsResult;
import com.pulumi.aws.lambda.inputs.FunctionVpcConfigArgs;
import java.util.List;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A function runs in the private subnets of an existing VPC, which the program looks up. */
class FunctionInVpcTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var subnets = Ec2Functions.getSubnets(
                GetSubnetsArgs.builder().tags(Map.of("Tier", "private")).build());
        var group = Ec2Functions.getSecurityGroup(
                GetSecurityGroupArgs.builder().name("internal").build());
        var vpc = FunctionVpcConfigArgs.builder()
                .subnetIds(subnets.applyValue(GetSubnetsResult::ids))
                .securityGroupIds(group.applyValue(GetSecurityGroupResult::id).applyValue(List::of))
                .build();
        return Plan.of("workflow.asl.json", config)
                .function("stock", "stock", function -> function.customize(args -> args.vpcConfig(vpc)));
    }

    @Override
    String workflow() {
        return """
                {
                  "StartAt": "Look",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Look": {
                      "Type": "Task",
                      "Resource": "${StockArn}",
                      "TimeoutSeconds": "${StockTaskTimeoutSeconds}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("stock/handler.py", """
                def handler(event, context):
                    return {"left": 3}
                """, "src/test/lookups.json", """
                [
                  {
                    "lookup": "aws:ec2/getSubnets:getSubnets",
                    "arguments": {"tags": {"Tier": "private"}},
                    "answer": {"ids": ["subnet-1", "subnet-2"]}
                  },
                  {
                    "lookup": "aws:ec2/getSecurityGroup:getSecurityGroup",
                    "arguments": {"name": "internal"},
                    "answer": {"id": "sg-1"}
                  }
                ]
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"article": "7"},
                  "output": {"left": 3}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                stock AttachToVpc: ec2:AssignPrivateIpAddresses, ec2:CreateNetworkInterface, ec2:DeleteNetworkInterface, ec2:DescribeNetworkInterfaces, ec2:DescribeSubnets, ec2:UnassignPrivateIpAddresses on *
                workflow InvokeStock: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-stock
                """;
    }
}
