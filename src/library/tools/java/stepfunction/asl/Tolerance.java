package stepfunction.asl;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How many iterations of a distributed Map may fail; none, where neither is given:
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html.
 *
 * @param percentage of all iterations
 */
record Tolerance(Optional<Long> count, Optional<BigDecimal> percentage) {

    /** The tolerance that a Map's fields give. */
    static Tolerance in(Payload payload) {
        var count = payload.integer("ToleratedFailureCount");
        if (count.filter(number -> number < 0).isPresent()) {
            throw payload.error("ToleratedFailureCount cannot be negative.");
        }
        var percentage = payload.number("ToleratedFailurePercentage");
        if (percentage
                .filter(number -> number.signum() < 0 || number.doubleValue() > 100)
                .isPresent()) {
            throw payload.error("ToleratedFailurePercentage must be between 0 and 100.");
        }
        return new Tolerance(count, percentage);
    }

    boolean isExceededBy(int failures, int all) {
        if (count.isEmpty() && percentage.isEmpty()) {
            return failures > 0;
        }
        var isCountExceeded = count.filter(most -> failures > most).isPresent();
        var isPercentageExceeded = percentage
                .filter(most -> 100.0 * failures / all > most.doubleValue())
                .isPresent();
        return isCountExceeded || isPercentageExceeded;
    }
}
