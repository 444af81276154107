package stepfunction.local;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of a result that differ from one execution, stack or account to another, and are ignored when a run is compared with a recorded one: ARNs, UUIDs,
 * times, and the names and URLs of the stack's resources. Values of the case itself, in its input or a mock's response, do not vary.
 *
 * @param data all that the case says, as text
 * @param pattern of what varies
 * @param start of the run
 * @param end of the run
 */
record Varying(String data, Pattern pattern, Instant start, Instant end) {

    private static final String ARN = "arn:aws[a-z-]*:[a-z0-9-]+:[^\\s\"'\\\\,]+";
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)";
    private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1000);

    /** Compares everything. */
    static final Varying NOTHING = new Varying("", Pattern.compile("(?!)"), Instant.MAX, Instant.MIN);

    /** @param names of resources, and their URLs */
    static Varying of(String data, Collection<String> names, Instant start, Instant end) {
        var alternatives = names.stream()
                .filter(name -> !name.isBlank())
                .sorted(Comparator.comparing(String::length).reversed())
                .map(name -> "|(?<![A-Za-z0-9])%s(?![A-Za-z0-9])".formatted(Pattern.quote(name)))
                .collect(Collectors.joining());
        var pattern = Pattern.compile("%s|%s|%s%s".formatted(ARN, UUID, TIME, alternatives));
        return new Varying(data, pattern, start, end);
    }

    /** Whether a text of the run is the recorded one, apart from what varies. */
    boolean allows(String actual, String recorded) {
        var fixed = fixedParts(actual);
        var first = fixed.get(0);
        var last = fixed.get(fixed.size() - 1);
        if (fixed.size() == 1) {
            return recorded.equals(first);
        }
        if (!recorded.startsWith(first)
                || !recorded.endsWith(last)
                || recorded.length() < first.length() + last.length()) {
            return false;
        }
        var middle = recorded.substring(0, recorded.length() - last.length());
        var found = first.length();
        for (var part : fixed.subList(1, fixed.size() - 1)) {
            var start = middle.indexOf(part, found);
            if (start < 0) {
                return false;
            }
            found = start + part.length();
        }
        return true;
    }

    /** The text before, between and behind what varies in it. */
    private List<String> fixedParts(String actual) {
        var parts = new ArrayList<String>();
        var matcher = pattern.matcher(actual);
        var end = 0;
        while (matcher.find()) {
            if (!data.contains(matcher.group())) {
                parts.add(actual.substring(end, matcher.start()));
                end = matcher.end();
            }
        }
        parts.add(actual.substring(end));
        return parts;
    }

    /** Whether a number of the run is a time during the run, in milliseconds or seconds since 1970. */
    boolean allows(BigDecimal actual) {
        return isWithinRun(actual) || isWithinRun(actual.multiply(MILLIS_PER_SECOND));
    }

    private boolean isWithinRun(BigDecimal millis) {
        return !start.isAfter(end)
                && millis.compareTo(BigDecimal.valueOf(start.toEpochMilli())) >= 0
                && millis.compareTo(BigDecimal.valueOf(end.toEpochMilli())) <= 0;
    }
}
