package stepfunction.asl;

import com.dashjoin.jsonata.Bounds;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The functions that Step Functions adds to JSONata: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html. */
final class JsonataFunctions {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** The code of "Argument {{index}} of function {{token}} does not match function signature". */
    private static final String WRONG_ARGUMENT = "T0410";

    private JsonataFunctions() {}

    /** Binds them to a frame, and takes $eval away, which Step Functions has not. */
    static void bind(Jsonata.Frame frame, Supplier<Long> millis) {
        bind(frame, "partition", JsonataFunctions::partition);
        bind(frame, "range", JsonataFunctions::range);
        bind(frame, "hash", JsonataFunctions::hash);
        bind(frame, "random", arguments -> random(arguments).nextDouble());
        bind(frame, "uuid", arguments -> UUID.randomUUID().toString());
        bind(frame, "parse", arguments -> parse(text(arguments, 0, "parse")));
        bind(frame, "millis", arguments -> millis.get());
        bindNow(frame, millis);
        bind(frame, "eval", arguments -> {
            throw new JException("T1006", -1);
        });
    }

    private interface Body {
        @Nullable
        Object call(List<?> arguments);
    }

    private static void bind(Jsonata.Frame frame, String name, Body body) {
        frame.bind(name, new Jsonata.JFunction((input, arguments) -> body.call((List<?>) arguments), null));
    }

    /** Without arguments here; with a picture or a zone the library formats the time. */
    private static void bindNow(Jsonata.Frame frame, Supplier<Long> millis) {
        bind(frame, "now", arguments -> {
            if (arguments.isEmpty()) {
                return MILLISECONDS.format(Instant.ofEpochMilli(millis.get()));
            }
            var format = Jsonata.jsonata("$fromMillis($time, $picture, $zone)");
            var inner = format.createFrame();
            inner.bind("time", millis.get());
            inner.bind("picture", arguments.get(0));
            inner.bind("zone", arguments.size() > 1 ? arguments.get(1) : null);
            return format.evaluate(null, inner);
        });
    }

    private static @Nullable List<Object> partition(List<?> arguments) {
        return partition(list(arguments, 0, "partition"), integer(arguments, 1, "partition"));
    }

    /** Undefined, where there is nothing to part or the size is no size. */
    private static @Nullable List<Object> partition(List<?> list, long size) {
        if (list.isEmpty() || size < 1) {
            return null;
        }
        var parts = new ArrayList<>();
        for (long start = 0; start < list.size(); start += size) {
            parts.add(new ArrayList<>(list.subList((int) start, (int) Math.min(list.size(), start + size))));
        }
        return parts;
    }

    /** Undefined without a step. */
    private static @Nullable List<Object> range(List<?> arguments) {
        return isAbsent(arguments, 2)
                ? null
                : range(integer(arguments, 0, "range"), integer(arguments, 1, "range"), integer(arguments, 2, "range"));
    }

    /** Undefined, where the step leads away from the end. A sequence of JSONata, so that one element alone is no array. */
    private static @Nullable List<Object> range(long first, long last, long step) {
        if (step == 0 || (step > 0 ? first > last : first < last)) {
            return null;
        }
        var steps = BigInteger.valueOf(last).subtract(BigInteger.valueOf(first)).divide(BigInteger.valueOf(step));
        if (steps.compareTo(BigInteger.valueOf(Bounds.MAX_ELEMENTS)) >= 0) {
            throw Bounds.tooLarge();
        }
        var range = Utils.createSequence();
        for (int index = 0; index <= steps.intValue(); index++) {
            range.add(Utils.convertNumber(first + index * step));
        }
        return range;
    }

    /** Undefined without an algorithm. */
    private static @Nullable String hash(List<?> arguments) {
        return isAbsent(arguments, 1) ? null : hash(text(arguments, 0, "hash"), text(arguments, 1, "hash"));
    }

    private static String hash(String text, String algorithm) {
        try {
            return IntrinsicFunctions.hash(text, algorithm);
        } catch (IllegalArgumentException e) {
            throw new JException(e.getMessage(), -1);
        }
    }

    /** Java's own, so that a seed gives the numbers that it gives in Step Functions. */
    private static Random random(List<?> arguments) {
        return arguments.isEmpty() ? new Random() : new Random(integer(arguments, 0, "random"));
    }

    private static Object parse(String json) {
        try {
            return JsonataValues.toJsonata(JsonValues.parse(json));
        } catch (InvalidJsonException e) {
            throw new JException("The text is no JSON: " + json, -1);
        }
    }

    private static boolean isAbsent(List<?> arguments, int index) {
        return index >= arguments.size() || arguments.get(index) == null;
    }

    /** Rounded towards zero. */
    private static long integer(List<?> arguments, int index, String function) {
        if (index < arguments.size() && arguments.get(index) instanceof Number number) {
            return number.longValue();
        }
        throw wrong(index, function);
    }

    private static String text(List<?> arguments, int index, String function) {
        if (index < arguments.size() && arguments.get(index) instanceof String text) {
            return text;
        }
        throw wrong(index, function);
    }

    /** A value that is not an array counts as an array of one, as everywhere in JSONata. */
    private static List<?> list(List<?> arguments, int index, String function) {
        if (!isAbsent(arguments, index)) {
            return arguments.get(index) instanceof List<?> list ? list : List.of(arguments.get(index));
        }
        throw wrong(index, function);
    }

    private static JException wrong(int index, String function) {
        return new JException(WRONG_ARGUMENT, -1, index + 1, function);
    }
}
