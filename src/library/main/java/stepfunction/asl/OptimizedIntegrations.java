package stepfunction.asl;

import java.util.Map;
import java.util.Optional;
import stepfunction.apis.OptimizedApis;
import stepfunction.asl.Resource.Integration;

/**
 * The optimized integrations with the patterns that each offers:
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html.
 */
public final class OptimizedIntegrations {

    /** The services that SDK integrations call by another name. */
    private static final Map<String, String> SDK_NAMES =
            Map.of("states", "sfn", "events", "eventbridge", "elasticmapreduce", "emr");

    private OptimizedIntegrations() {}

    public static boolean knows(Integration integration) {
        return OptimizedApis.keys().contains(integration.key());
    }

    /** Where AWS's pages disagree on a pattern, it counts as offered. */
    static boolean offers(Integration integration) {
        return OptimizedApis.patterns(integration.key())
                .contains(integration.pattern().suffix());
    }

    public static Optional<String> nearest(Integration integration) {
        return Spelling.nearest(integration.key(), OptimizedApis.keys());
    }

    /** The SDK integration of the same API, such as {@code aws-sdk:dynamodb:query}. */
    public static String sdkKey(Integration integration) {
        var service = SDK_NAMES.getOrDefault(
                integration.service(), integration.service().replace("-", ""));
        return Resource.SDK + service + ":" + integration.api();
    }
}
