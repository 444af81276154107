package stepfunction.aws;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.Map;
import stepfunction.config.StackConfig;

/**
 * The alarms of a component, one a metric, which go off at one event within a minute.
 *
 * @param name of what they watch, which theirs begin with
 * @param dimensions of the metrics, which select what they watch
 */
record Alarms(String namespace, List<String> metrics, String name, Output<Map<String, String>> dimensions) {

    /** None without a topic to notify. */
    void declare(ComponentResource component, StackConfig config) {
        declare(component, component.pulumiResourceName(), config);
    }

    /**
     * None without a topic to notify.
     *
     * @param logicalName what theirs begin with
     */
    void declare(ComponentResource component, String logicalName, StackConfig config) {
        if (config.alarmTopicArn().isEmpty()) {
            return;
        }
        for (var metric : metrics) {
            new MetricAlarm(
                    logicalName + "-alarm-" + metric,
                    MetricAlarmArgs.builder()
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
                            .alarmActions(config.alarmTopicArn())
                            .tags(config.tags())
                            .build(),
                    CustomResourceOptions.builder().parent(component).build());
        }
    }
}
