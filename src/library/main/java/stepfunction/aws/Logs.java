package stepfunction.aws;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.resources.CustomResourceOptions;
import stepfunction.config.SharedSettings;

/** The log group of a component. */
final class Logs {

    private Logs() {}

    /** @param groupName in AWS */
    static LogGroup declare(String name, String groupName, SharedSettings settings, CustomResourceOptions options) {
        return new LogGroup(
                name + "-log-group",
                LogGroupArgs.builder()
                        .name(groupName)
                        .retentionInDays(settings.logRetentionDays())
                        .tags(settings.tags())
                        .build(),
                options);
    }
}
