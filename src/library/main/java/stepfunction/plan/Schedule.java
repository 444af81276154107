package stepfunction.plan;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.JsonTemplate;

/**
 * A schedule of EventBridge Scheduler: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html.
 *
 * @param name in AWS, in the schedule group of the state machine
 * @param timeZone of the IANA database, such as {@code Europe/Dublin}
 * @param input JSON of each execution's input, in which placeholders such as <code>"${OrdersArn}"</code> refer to targets
 * @param deadLetterQueue receives what could not be delivered
 */
public record Schedule(String name, Timing timing, String timeZone, String input, Optional<Target<?>> deadLetterQueue)
        implements Trigger {

    public Schedule {
        Objects.requireNonNull(name);
        Objects.requireNonNull(timeZone);
        Objects.requireNonNull(input);
    }

    /** When a schedule starts an execution. */
    public sealed interface Timing {

        /** The schedule expression, such as {@code rate(1 hour)}. */
        String expression();
    }

    /** Six fields: minutes, hours, day-of-month, month, day-of-week and year. */
    public record Cron(String fields) implements Timing {

        public Cron {
            Objects.requireNonNull(fields);
        }

        @Override
        public String expression() {
            return "cron(%s)".formatted(fields);
        }
    }

    /** At a regular rate, beginning with the deployment. */
    public record Rate(Duration every) implements Timing {

        public Rate {
            Objects.requireNonNull(every);
        }

        @Override
        public String expression() {
            if (every.equals(Duration.ofDays(every.toDays()))) {
                return expression(every.toDays(), "day");
            }
            return every.equals(Duration.ofHours(every.toHours()))
                    ? expression(every.toHours(), "hour")
                    : expression(every.toMinutes(), "minute");
        }

        private static String expression(long value, String unit) {
            return "rate(%s %s%s)".formatted(value, unit, value == 1 ? "" : "s");
        }
    }

    /** Once, at a time such as {@code 2027-01-31T08:00:00}. */
    public record At(String time) implements Timing {

        public At {
            Objects.requireNonNull(time);
        }

        @Override
        public String expression() {
            return "at(%s)".formatted(time);
        }
    }

    private static final String UTC = "UTC";

    private static Schedule of(String name, Timing timing, String timeZone) {
        return new Schedule(name, timing, timeZone, "{}", Optional.empty());
    }

    /**
     * Starts executions by a cron expression, in UTC.
     *
     * @param fields minutes, hours, day-of-month, month, day-of-week and year, such as {@code 0 3 * * ? *}
     */
    public static Schedule cron(String name, String fields) {
        return cron(name, fields, UTC);
    }

    /**
     * Starts executions by a cron expression, in a time zone.
     *
     * @param fields minutes, hours, day-of-month, month, day-of-week and year, such as {@code 0 3 * * ? *}
     * @param timeZone of the IANA database, such as {@code Europe/Dublin}
     */
    public static Schedule cron(String name, String fields, String timeZone) {
        return of(name, new Cron(fields), timeZone);
    }

    /**
     * Starts executions at a regular rate, beginning with the deployment.
     *
     * @param every whole minutes, at least one
     */
    public static Schedule rate(String name, Duration every) {
        return of(name, new Rate(every), UTC);
    }

    /**
     * Starts one execution, at a time in UTC.
     *
     * @param time in the future, such as {@code 2027-01-31T08:00:00}
     */
    public static Schedule at(String name, String time) {
        return at(name, time, UTC);
    }

    /**
     * Starts one execution, at a time in a time zone.
     *
     * @param time in the future, such as {@code 2027-01-31T08:00:00}
     * @param timeZone of the IANA database, such as {@code Europe/Dublin}
     */
    public static Schedule at(String name, String time, String timeZone) {
        return of(name, new At(time), timeZone);
    }

    /**
     * Sets the input of each execution.
     *
     * @param json by default an empty object; placeholders such as <code>"${OrdersArn}"</code> refer to targets
     */
    public Schedule input(String json) {
        return new Schedule(name, timing, timeZone, json, deadLetterQueue);
    }

    /** Sets the queue that receives what could not be delivered after all retries; by default it is lost. */
    public Schedule deadLetters(Target<?> queue) {
        return new Schedule(name, timing, timeZone, input, Optional.of(queue));
    }

    @Override
    public String title() {
        return "the schedule " + name;
    }

    @Override
    public String json() {
        return input;
    }

    @Override
    public Set<String> neededPlaceholders() {
        var needed = new LinkedHashSet<>(JsonTemplate.placeholdersIn(input));
        deadLetterQueue.ifPresent(queue -> needed.add(queue.arnPlaceholder()));
        return needed;
    }
}
