package stepfunction.asl;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the bytes that a value has as JSON without spaces, in UTF-8. It stops at a limit, so that no value takes long. */
final class JsonSize {

    /** A value that is nested deeper has no size: no file of JSON may hold it. */
    private static final int MAX_NESTING = StrictJson.MAX_DEPTH;

    private static final int BRACKETS = 2;
    private static final int SHORT_ESCAPE = 2;
    private static final int LONG_ESCAPE = 6;

    private final long limit;
    private long bytes;

    private JsonSize(long limit) {
        this.limit = limit;
    }

    /** Whether a value has more bytes, or is nested too deep. */
    static boolean exceeds(long limit, @Nullable Object value) {
        return of(value, limit) > limit;
    }

    /**
     * The bytes of a value.
     *
     * @param limit above which any number is returned that exceeds it
     */
    static long of(@Nullable Object value, long limit) {
        var size = new JsonSize(limit);
        size.count(value, 0);
        return size.bytes;
    }

    private void count(@Nullable Object value, int nesting) {
        if (bytes > limit) {
            return;
        }
        if (nesting > MAX_NESTING) {
            bytes = limit + 1;
        } else if (value instanceof Map<?, ?> map) {
            bytes += BRACKETS + Math.max(0, map.size() - 1);
            map.forEach((name, each) -> {
                count(String.valueOf(name));
                bytes++;
                count(each, nesting + 1);
            });
        } else if (value instanceof List<?> list) {
            bytes += BRACKETS + Math.max(0, list.size() - 1);
            list.forEach(each -> count(each, nesting + 1));
        } else if (value instanceof String text) {
            count(text);
        } else {
            bytes += String.valueOf(value).length();
        }
    }

    private void count(String text) {
        bytes += BRACKETS;
        for (int at = 0; at < text.length() && bytes <= limit; at++) {
            bytes += bytesOf(text, at);
        }
    }

    /** Half of a pair counts as half of its four bytes; one without the other is replaced by a question mark. */
    private static int bytesOf(String text, int at) {
        char each = text.charAt(at);
        if (each < ' ') {
            return "\b\t\n\f\r".indexOf(each) >= 0 ? SHORT_ESCAPE : LONG_ESCAPE;
        }
        if (each == '"' || each == '\\') {
            return SHORT_ESCAPE;
        }
        if (each == '\u2028' || each == '\u2029') {
            return LONG_ESCAPE;
        }
        if (Character.isSurrogate(each)) {
            return isPaired(text, at) ? 2 : 1;
        }
        if (each < 0x80) {
            return 1;
        }
        return each < 0x800 ? 2 : 3;
    }

    private static boolean isPaired(String text, int at) {
        char each = text.charAt(at);
        return Character.isHighSurrogate(each)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
