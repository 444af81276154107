package stepfunction.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A field of a cron expression: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based. */
enum CronField {
    MINUTES("minutes", 0, 59),
    HOURS("hours", 0, 23),
    DAY_OF_MONTH("day-of-month", 1, 31),
    MONTH("month", 1, 12),
    DAY_OF_WEEK("day-of-week", 1, 7),
    YEAR("year", 1970, 2199);

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** Any day, as the other field of the two says which. */
    static final String ANY = "?";

    private static final String ALL = "*";

    private final String label;
    private final int min;
    private final int max;

    CronField(String label, int min, int max) {
        this.label = label;
        this.min = min;
        this.max = max;
    }

    /** As AWS's documentation calls it. */
    String label() {
        return label;
    }

    /** Its values and wildcards, for a message. */
    String takes() {
        var numbers = "%s to %s".formatted(min, max);
        return switch (this) {
            case DAY_OF_MONTH -> numbers + ", lists, ranges, and * ? / L W";
            case DAY_OF_WEEK -> numbers + " or SUN to SAT, lists, ranges, and * ? L #";
            case MONTH -> numbers + " or JAN to DEC, lists, ranges, and * /";
            case MINUTES, HOURS, YEAR -> numbers + ", lists, ranges, and * /";
        };
    }

    private List<String> names() {
        return switch (this) {
            case MONTH -> MONTHS;
            case DAY_OF_WEEK -> DAYS;
            case MINUTES, HOURS, DAY_OF_MONTH, YEAR -> List.of();
        };
    }

    /** Whether EventBridge Scheduler takes this text there. */
    boolean accepts(String text) {
        var isDay = this == DAY_OF_MONTH || this == DAY_OF_WEEK;
        return (isDay && text.equals(ANY))
                || (this == DAY_OF_WEEK && isOccurrence(text))
                || Arrays.stream(text.split(",", -1)).allMatch(this::acceptsElement);
    }

    /** An element of a list. */
    private boolean acceptsElement(String element) {
        return switch (this) {
            case DAY_OF_MONTH -> isStep(element) || isLastOrNearestWeekday(element);
            case DAY_OF_WEEK -> isRange(element) || isLastDayOfItsName(element);
            case MINUTES, HOURS, MONTH, YEAR -> isStep(element);
        };
    }

    /** Such as {@code 3#2}, the second Tuesday of a month. */
    private boolean isOccurrence(String text) {
        var halves = text.split("#", -1);
        return halves.length == 2 && isValue(halves[0]) && isNumber(halves[1], 1, 5);
    }

    /** {@code L}, or such as {@code 3W}, the working day closest to the third. */
    private boolean isLastOrNearestWeekday(String element) {
        return element.equals("L")
                || element.equals("LW")
                || (element.endsWith("W") && isValue(element.substring(0, element.length() - 1)));
    }

    /** {@code L}, or such as {@code 6L}, the last Friday of a month. */
    private boolean isLastDayOfItsName(String element) {
        return element.equals("L") || (element.endsWith("L") && isValue(element.substring(0, element.length() - 1)));
    }

    /** A range, or such as {@code 1/10}, every tenth from the first on. */
    private boolean isStep(String element) {
        var halves = element.split("/", -1);
        return isRange(halves[0])
                && (halves.length == 1 || (halves.length == 2 && isNumber(halves[1], 1, maxStep(halves[0]))));
    }

    /** EventBridge accepts 0/60 as minutes, though nothing is repeated then, and refuses &#42;/60: https://github.com/aws/aws-sdk-js/issues/4212. */
    private int maxStep(String range) {
        return range.equals(ALL) ? max : Math.max(max, max - min + 1);
    }

    /** Whether an element has a step so long that it is reached once in the field's range. */
    boolean hasIdleStep(String text) {
        return Arrays.stream(text.split(",", -1)).anyMatch(element -> element.endsWith("/" + (max + 1)));
    }

    private boolean isRange(String element) {
        var ends = element.split("-", -1);
        return element.equals(ALL) || (ends.length <= 2 && Stream.of(ends).allMatch(this::isValue));
    }

    private boolean isValue(String text) {
        return isNumber(text, min, max) || names().contains(text.toUpperCase(Locale.ROOT));
    }

    private static boolean isNumber(String text, int least, int most) {
        var isShortAndOfDigits =
                !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(CronField::isDigit);
        return isShortAndOfDigits && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
