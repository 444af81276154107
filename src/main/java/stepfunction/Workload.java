package stepfunction;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What AWS runs for us, with what every such component has: a log group, a role with its policies, and alarms. */
abstract class Workload extends ComponentResource {

    /** The role's policies: what runs needs them at once, though none of its inputs names them. */
    final List<Resource> policies = new ArrayList<>();

    private final StackSettings stack;

    Workload(String type, String name, StackSettings stack) {
        super("stepfunction:index:" + type, name);
        this.stack = stack;
    }

    final CustomResourceOptions.Builder child() {
        return CustomResourceOptions.builder().parent(this);
    }

    final LogGroup logGroup(String name) {
        var args = LogGroupArgs.builder().name(name).tags(stack.tags);
        args.retentionInDays(stack.logRetentionDays);
        var options = child().protect(stack.protectData).build();
        return new LogGroup(pulumiResourceName() + "-log-group", args.build(), options);
    }

    final Role role(String name, Output<String> trust) {
        var args = RoleArgs.builder().name(name).assumeRolePolicy(trust).tags(stack.tags);
        if (!stack.permissionsBoundaryArn.isEmpty()) {
            args.permissionsBoundary(stack.permissionsBoundaryArn);
        }
        return new Role(pulumiResourceName() + "-role", args.build(), child().build());
    }

    final void allow(Role role, String suffix, String awsName, Output<String> document) {
        var args = RolePolicyArgs.builder().name(awsName).role(role.name()).policy(document);
        policies.add(new RolePolicy(pulumiResourceName() + suffix, args.build(), child().build()));
    }

    /** Alarms that go off at one event within a minute, if there is a topic to notify. */
    final void alarm(String namespace, List<String> metrics, String name, Output<Map<String, String>> dimensions) {
        for (var metric : stack.alarmTopicArn.isEmpty() ? List.<String>of() : metrics) {
            var args = MetricAlarmArgs.builder()
                    .name(name + "-" + metric)
                    .namespace(namespace)
                    .metricName(metric)
                    .dimensions(dimensions)
                    .statistic("Sum")
                    .period(60)
                    .evaluationPeriods(1)
                    .comparisonOperator("GreaterThanOrEqualToThreshold")
                    .threshold(1.0)
                    .treatMissingData("notBreaching")
                    .alarmActions(stack.alarmTopicArn)
                    .tags(stack.tags);
            new MetricAlarm(pulumiResourceName() + "-alarm-" + metric, args.build(), child().build());
        }
    }
}
