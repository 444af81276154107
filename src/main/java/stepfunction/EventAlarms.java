package stepfunction;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.Map;

/**
 * CloudWatch alarms on events that should not happen: each goes off when its metric counts one within a minute.
 *
 * @param namespace of the metrics
 * @param metricNames the events
 * @param dimensionName what tells one resource's metrics from another's
 */
record EventAlarms(String namespace, List<String> metricNames, String dimensionName) {

    /**
     * Of a state machine.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html">AWS: metrics</a>
     */
    static final EventAlarms STEP_FUNCTIONS = new EventAlarms(
            "AWS/States",
            List.of("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted", "ExecutionThrottled"),
            "StateMachineArn");

    /**
     * Of a function.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">AWS: metrics</a>
     */
    static final EventAlarms LAMBDA = new EventAlarms("AWS/Lambda", List.of("Errors", "Throttles"), "FunctionName");

    /**
     * Declares the alarms of one resource.
     *
     * @param component which they belong to
     * @param resourceName the resource's name, which begins the alarms' names
     * @param dimension the resource, as the metrics tell it
     * @param topicArn the SNS topic that hears of them
     */
    void declare(ComponentResource component, String resourceName, Output<String> dimension, String topicArn) {
        for (var metricName : metricNames) {
            new MetricAlarm(
                    component.pulumiResourceName() + "-alarm-" + metricName,
                    MetricAlarmArgs.builder()
                            .name(resourceName + "-" + metricName)
                            .namespace(namespace)
                            .metricName(metricName)
                            .dimensions(dimension.applyValue(value -> Map.of(dimensionName, value)))
                            .statistic("Sum")
                            .period(60)
                            .evaluationPeriods(1)
                            .comparisonOperator("GreaterThanOrEqualToThreshold")
                            .threshold(1.0)
                            .treatMissingData("notBreaching")
                            .alarmActions(topicArn)
                            .build(),
                    CustomResourceOptions.builder().parent(component).build());
        }
    }
}
