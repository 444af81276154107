package stepfunction.aws;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.Map;
import stepfunction.config.SharedSettings;

/** Alarms on the metrics of one resource, one for each metric. An alarm goes off at the first event within a minute. */
final class Alarms {

    private Alarms() {}

    /**
     * The metrics that alarms watch.
     *
     * @param namePrefix of the alarms in AWS
     * @param dimensions select the resource
     */
    record Args(
            String namespace,
            List<String> metrics,
            String namePrefix,
            Output<Map<String, String>> dimensions,
            SharedSettings settings) {

        Args {
            metrics = List.copyOf(metrics);
        }
    }

    /** Declares them; none without a topic to notify. */
    static List<MetricAlarm> declare(String name, Args args, CustomResourceOptions options) {
        if (args.settings().alarmTopicArn().isEmpty()) {
            return List.of();
        }
        return args.metrics().stream()
                .map(metric -> alarm(name, metric, args, options))
                .toList();
    }

    private static MetricAlarm alarm(String name, String metric, Args args, CustomResourceOptions options) {
        return new MetricAlarm(
                name + "-alarm-" + metric,
                MetricAlarmArgs.builder()
                        .name(args.namePrefix() + "-" + metric)
                        .namespace(args.namespace())
                        .metricName(metric)
                        .dimensions(args.dimensions())
                        .statistic("Sum")
                        .period(60)
                        .evaluationPeriods(1)
                        .comparisonOperator("GreaterThanOrEqualToThreshold")
                        .threshold(1.0)
                        .treatMissingData("notBreaching")
                        .alarmActions(args.settings().alarmTopicArn())
                        .tags(args.settings().tags())
                        .build(),
                options);
    }
}
