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
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html">AWS: AWS/States</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">AWS: AWS/Lambda</a>
 */
record EventAlarms(String namespace, String dimension, List<String> metrics) {

    static final EventAlarms LAMBDA = new EventAlarms("AWS/Lambda", "FunctionName", List.of("Errors", "Throttles"));

    static final EventAlarms STEP_FUNCTIONS = new EventAlarms(
            "AWS/States",
            "StateMachineArn",
            List.of("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted", "ExecutionThrottled"));

    /**
     * Declares the alarms of a component's resource, when the settings name a topic that hears of them.
     *
     * @param name of the resource, with which the alarms' names begin
     * @param value of the metrics' dimension
     */
    void declare(ComponentResource component, StackSettings settings, String name, Output<String> value) {
        for (var metric : settings.alarmTopicArn().isEmpty() ? List.<String>of() : metrics) {
            var args = MetricAlarmArgs.builder()
                    .name(name + "-" + metric)
                    .namespace(namespace)
                    .metricName(metric)
                    .dimensions(value.applyValue(of -> Map.of(dimension, of)))
                    .statistic("Sum")
                    .period(60)
                    .evaluationPeriods(1)
                    .comparisonOperator("GreaterThanOrEqualToThreshold")
                    .threshold(1.0)
                    .treatMissingData("notBreaching")
                    .alarmActions(settings.alarmTopicArn().get())
                    .tags(settings.tags())
                    .build();
            var options = CustomResourceOptions.builder().parent(component).build();
            new MetricAlarm(component.pulumiResourceName() + "-alarm-" + metric, args, options);
        }
    }
}
