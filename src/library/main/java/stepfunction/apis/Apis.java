package stepfunction.apis;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The APIs that SDK integrations call: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html. The table of
 * a service is read when one of its APIs is first asked for.
 */
public final class Apis {

    private static final Map<String, ServiceTable> TABLES = new ConcurrentHashMap<>();

    private Apis() {}

    /** The services as the Resource of a Task has them, such as {@code cloudwatchlogs}. */
    public static Set<String> services() {
        return Services.NAMES;
    }

    /** The names of a service's APIs; none of an unknown service. */
    public static Set<String> of(String service) {
        return table(service).map(ServiceTable::apis).orElse(Set.of());
    }

    /**
     * An API.
     *
     * @param service such as {@code glue}
     * @param api such as {@code startCrawler}
     */
    public static Optional<Api> find(String service, String api) {
        return table(service).flatMap(table -> table.find(api));
    }

    /** Whether a service has an API that Step Functions does not call, such as {@code assumeRole} of {@code sts}. */
    public static boolean isNotOffered(String service, String api) {
        return table(service).filter(table -> table.notOffered().contains(api)).isPresent();
    }

    private static Optional<ServiceTable> table(String service) {
        return services().contains(service)
                ? Optional.of(TABLES.computeIfAbsent(service, ServiceTable::read))
                : Optional.empty();
    }

    /** Read when a service is first asked for. */
    private static final class Services {

        private static final Set<String> NAMES = Set.copyOf(TableFile.lines("services"));
    }
}
