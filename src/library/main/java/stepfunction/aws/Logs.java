package stepfunction.aws;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import stepfunction.config.StackConfig;

/** The log group of a component. */
final class Logs {

    private Logs() {}

    static LogGroup declare(ComponentResource component, String name, StackConfig config) {
        return new LogGroup(
                component.pulumiResourceName() + "-log-group",
                LogGroupArgs.builder()
                        .name(name)
                        .retentionInDays(config.logRetentionDays())
                        .tags(config.tags())
                        .build(),
                CustomResourceOptions.builder()
                        .parent(component)
                        .protect(config.protectData())
                        .build());
    }
}
