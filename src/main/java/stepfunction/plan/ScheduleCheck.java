package stepfunction.plan;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.JsonTemplate;
import stepfunction.asl.Spelling;

/**
 * What EventBridge Scheduler demands of a schedule: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html.
 *
 * @param now which a time of the schedule's must be after
 */
record ScheduleCheck(Schedule schedule, Instant now) {

    /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html, and what Step Functions takes. */
    private static final int MAX_INPUT_BYTES = 256 * 1024;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    Stream<String> violations() {
        return Stream.of(timing(), timeZone(), input()).flatMap(Function.identity());
    }

    private Stream<String> timing() {
        if (schedule.timing() instanceof Schedule.Cron cron) {
            return cron(cron.fields());
        }
        if (schedule.timing() instanceof Schedule.Rate rate) {
            return rate(rate.every());
        }
        return schedule.timing() instanceof Schedule.At at ? at(at.time()) : Stream.of();
    }

    private Stream<String> cron(String expression) {
        var texts = List.of(expression.trim().split("\\s+", -1));
        var fields = List.of(CronField.values());
        if (texts.size() != fields.size()) {
            return refuse(
                    "must have a cron expression of six fields (minutes, hours, day-of-month, month, day-of-week, year), such as 0 3 * * ? *, was \"%s\"; correct it"
                            .formatted(expression));
        }
        var textOf = new EnumMap<CronField, String>(CronField.class);
        fields.forEach(field -> textOf.put(field, texts.get(fields.indexOf(field))));
        var wrong = textOf.entrySet().stream()
                .filter(entry -> !entry.getKey().accepts(entry.getValue()))
                .flatMap(entry -> cronField(entry.getKey(), entry.getValue()))
                .toList();
        var isAnyDayOfMonth = CronField.ANY.equals(textOf.get(CronField.DAY_OF_MONTH));
        var isAnyDayOfWeek = CronField.ANY.equals(textOf.get(CronField.DAY_OF_WEEK));
        return wrong.isEmpty() && isAnyDayOfMonth == isAnyDayOfWeek
                ? refuse("must have ? either as day-of-month or as day-of-week, was \"%s\"; correct it"
                        .formatted(expression))
                : wrong.stream();
    }

    private Stream<String> cronField(CronField field, String text) {
        return refuse("has \"%s\" as %s, which takes %s; correct it".formatted(text, field.label(), field.takes()));
    }

    private Stream<String> rate(Duration every) {
        var isWhole = every.equals(Duration.ofMinutes(every.toMinutes()));
        return isWhole && every.toMinutes() >= 1
                ? Stream.of()
                : refuse("must have a rate of one or more whole minutes, was %s; correct it".formatted(every));
    }

    /** Where the time zone is unknown, that is told, and the time's form alone is looked at. */
    private Stream<String> at(String text) {
        var time = time(text);
        if (time.isEmpty()) {
            return refuse("must be at a time such as 2027-01-31T08:00:00, was \"%s\"; correct it".formatted(text));
        }
        var isPast = isKnown(schedule.timeZone())
                && !time.get()
                        .atZone(ZoneId.of(schedule.timeZone()))
                        .toInstant()
                        .isAfter(now);
        return isPast
                ? refuse("is at %s in %s, which is past; take a later time, or remove it"
                        .formatted(text, schedule.timeZone()))
                : Stream.of();
    }

    private static Optional<LocalDateTime> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Stream<String> timeZone() {
        var zone = schedule.timeZone();
        if (isKnown(zone)) {
            return Stream.of();
        }
        var mend = Spelling.nearest(zone, ZoneId.getAvailableZoneIds())
                .map("did you mean %s?"::formatted)
                .orElse("take one such as Europe/Dublin");
        return refuse("must be in a time zone of the IANA database, was \"%s\"; %s".formatted(zone, mend));
    }

    private static boolean isKnown(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone);
    }

    private Stream<String> input() {
        var bytes = schedule.input().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_INPUT_BYTES) {
            return refuse("has an input of %d bytes, and Step Functions takes %d; shorten it"
                    .formatted(bytes, MAX_INPUT_BYTES));
        }
        try {
            JsonTemplate.parse(schedule.input());
            return Stream.of();
        } catch (InvalidJsonException e) {
            return refuse("has an input that %s".formatted(e.getMessage()));
        }
    }

    private Stream<String> refuse(String sentence) {
        return Stream.of("%s %s".formatted(schedule.title(), sentence));
    }
}
