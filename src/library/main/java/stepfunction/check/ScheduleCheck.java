package stepfunction.check;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.Code;
import stepfunction.asl.DataLimit;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.JsonTemplate;
import stepfunction.asl.Spelling;
import stepfunction.plan.Schedule;

/** The rules of EventBridge Scheduler for a schedule: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html. */
final class ScheduleCheck {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final Schedule schedule;
    private final Instant now;
    private final Findings findings = new Findings();

    private ScheduleCheck(Schedule schedule, Instant now) {
        this.schedule = schedule;
        this.now = now;
    }

    /**
     * The findings, each once.
     *
     * @param now which a time of the schedule's should be after
     */
    static List<Finding> check(Schedule schedule, Instant now) {
        var check = new ScheduleCheck(schedule, now);
        check.all();
        return check.findings.all();
    }

    private void all() {
        timing();
        timeZone();
        input();
    }

    private void timing() {
        if (schedule.timing() instanceof Schedule.Cron cron) {
            cron(cron.fields());
        }
        if (schedule.timing() instanceof Schedule.Rate rate) {
            rate(rate.every());
        }
        if (schedule.timing() instanceof Schedule.At at) {
            at(at.time());
        }
    }

    private void cron(String expression) {
        var texts = List.of(expression.trim().split("\\s+", -1));
        var fields = List.of(CronField.values());
        if (texts.size() != fields.size()) {
            findings.error(
                    "%s must have a cron expression of six fields (minutes, hours, day-of-month, month, day-of-week, year), such as 0 3 * * ? *, was \"%s\"; correct it"
                            .formatted(schedule.title(), expression));
            return;
        }
        var textOf = new EnumMap<CronField, String>(CronField.class);
        fields.forEach(field -> textOf.put(field, texts.get(fields.indexOf(field))));
        var wrong = textOf.entrySet().stream()
                .filter(field -> !field.getKey().accepts(field.getValue()))
                .toList();
        for (var field : wrong) {
            findings.error("%s has \"%s\" as %s, which accepts %s; correct it"
                    .formatted(
                            schedule.title(),
                            field.getValue(),
                            field.getKey().label(),
                            field.getKey().takes()));
        }
        if (wrong.isEmpty()) {
            daysOfCron(expression, textOf);
            stepsRepeat(textOf);
        }
    }

    private void stepsRepeat(Map<CronField, String> textOf) {
        textOf.forEach((field, text) -> {
            if (field.hasIdleStep(text)) {
                findings.warning(
                        Code.IDLE_STEP,
                        schedule.name(),
                        "%s has \"%s\" as %s, a step as long as its range, so that nothing is repeated; choose a shorter one"
                                .formatted(schedule.title(), text, field.label()));
            }
        });
    }

    private void daysOfCron(String expression, Map<CronField, String> textOf) {
        var isAnyDayOfMonth = CronField.ANY.equals(textOf.get(CronField.DAY_OF_MONTH));
        var isAnyDayOfWeek = CronField.ANY.equals(textOf.get(CronField.DAY_OF_WEEK));
        if (isAnyDayOfMonth == isAnyDayOfWeek) {
            findings.error("%s must have ? either as day-of-month or as day-of-week, was \"%s\"; correct it"
                    .formatted(schedule.title(), expression));
        }
    }

    private void rate(Duration every) {
        var isWhole = every.equals(Duration.ofMinutes(every.toMinutes()));
        if (!isWhole || every.toMinutes() < 1) {
            findings.error("%s must have a rate of one or more whole minutes, was %s; correct it"
                    .formatted(schedule.title(), every));
        }
    }

    private void at(String text) {
        var time = time(text);
        if (time.isEmpty()) {
            findings.error("%s must be at a time such as 2027-01-31T08:00:00, was \"%s\"; correct it"
                    .formatted(schedule.title(), text));
        } else if (isPast(time.get())) {
            findings.warning(
                    Code.PAST_TIME,
                    schedule.name(),
                    "%s is at %s in %s, which is in the past, so that it starts nothing any more; choose a later time, or remove it"
                            .formatted(schedule.title(), text, schedule.timeZone()));
        }
    }

    private static Optional<LocalDateTime> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** An unknown time zone has already been reported. */
    private boolean isPast(LocalDateTime time) {
        return isKnown(schedule.timeZone())
                && !time.atZone(ZoneId.of(schedule.timeZone())).toInstant().isAfter(now);
    }

    /** AWS may know newer ones than Java. */
    private void timeZone() {
        var zone = schedule.timeZone();
        if (isKnown(zone)) {
            return;
        }
        Spelling.nearest(zone, ZoneId.getAvailableZoneIds())
                .ifPresentOrElse(
                        meant -> findings.error(
                                "%s must be in a time zone of the IANA database, was \"%s\"; did you mean %s?"
                                        .formatted(schedule.title(), zone, meant)),
                        () -> findings.warning(
                                Code.UNKNOWN_TIME_ZONE,
                                schedule.name(),
                                "%s must be in a time zone of the IANA database, was \"%s\", which this version of Java does not know; check it"
                                        .formatted(schedule.title(), zone)));
    }

    private static boolean isKnown(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone);
    }

    private void input() {
        var bytes = schedule.input().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > DataLimit.MAX_BYTES) {
            findings.error("%s has an input of %d bytes, and Step Functions allows %d; shorten it"
                    .formatted(schedule.title(), bytes, DataLimit.MAX_BYTES));
            return;
        }
        try {
            JsonTemplate.parse(schedule.input());
        } catch (InvalidJsonException e) {
            findings.error("%s has an input that %s".formatted(schedule.title(), e.getMessage()));
        }
    }
}
