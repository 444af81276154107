package stepfunction.aws;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import stepfunction.config.SharedSettings;

/** The log group of a component. */
final class Logs {

    private Logs() {}

    /** @param groupName in AWS */
    static LogGroupArgs planned(String groupName, SharedSettings settings) {
        return LogGroupArgs.builder()
                .name(groupName)
                .retentionInDays(settings.logRetentionDays())
                .tags(settings.tags())
                .build();
    }

    static LogGroup declare(
            String name,
            Customized<LogGroupArgs, LogGroupArgs.Builder> logGroup,
            SharedSettings settings,
            Resource parent) {
        return new LogGroup(logicalName(name), logGroup.args(), logGroup.options(options(settings, parent)));
    }

    static LogGroup declare(String name, LogGroupArgs planned, SharedSettings settings, Resource parent) {
        return new LogGroup(logicalName(name), planned, options(settings, parent));
    }

    private static String logicalName(String component) {
        return component + "-log-group";
    }

    private static CustomResourceOptions options(SharedSettings settings, Resource parent) {
        return CustomResourceOptions.builder()
                .parent(parent)
                .protect(settings.protectData())
                .build();
    }
}
