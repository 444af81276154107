package stepfunction.asl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The intrinsic functions: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html. */
final class IntrinsicFunctions {

    private static final int MAX_RANGE = 1000;
    private static final int MAX_CHARACTERS_TO_HASH = 10_000;
    private static final Set<String> ALGORITHMS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    /** The computation of a function's result from its arguments. */
    private interface Body {
        /** @throws IllegalArgumentException that says which argument is wrong */
        @Nullable
        Object result(IntrinsicArguments arguments);
    }

    private static final Map<String, Body> BODIES = Map.ofEntries(
            Map.entry("States.Array", IntrinsicArguments::values),
            Map.entry("States.ArrayContains", it -> it.list(0).contains(it.any(1))),
            Map.entry("States.ArrayGetItem", it -> item(it.list(0), it.rounded(1))),
            Map.entry("States.ArrayLength", it -> (long) it.list(0).size()),
            Map.entry("States.ArrayPartition", it -> partition(it.list(0), it.rounded(1))),
            Map.entry("States.ArrayRange", it -> range(it.rounded(0), it.rounded(1), it.rounded(2))),
            Map.entry("States.ArrayUnique", it -> unique(it.list(0))),
            Map.entry("States.Base64Decode", it -> decode(it.shortText(0))),
            Map.entry("States.Base64Encode", it -> encode(it.shortText(0))),
            Map.entry("States.Format", it -> format(it.rawText(0), rest(it))),
            Map.entry("States.Hash", it -> hash(it.any(0), it.text(1))),
            Map.entry("States.JsonMerge", it -> merge(it.map(0), it.map(1), it.any(2))),
            Map.entry("States.JsonToString", it -> JsonValues.text(it.any(0))),
            Map.entry("States.MathAdd", it -> it.rounded(0) + it.rounded(1)),
            Map.entry("States.MathRandom", IntrinsicFunctions::random),
            Map.entry("States.StringSplit", it -> split(it.text(0), it.text(1))),
            Map.entry("States.StringToJson", it -> parse(it.text(0))),
            Map.entry("States.UUID", it -> UUID.randomUUID().toString()));

    private IntrinsicFunctions() {}

    /** @throws IllegalArgumentException that says which argument is wrong */
    static @Nullable Object result(IntrinsicArguments arguments) {
        var function = arguments.call().function();
        return Objects.requireNonNull(BODIES.get(function), function).result(arguments);
    }

    private static List<@Nullable Object> rest(IntrinsicArguments arguments) {
        return arguments.values().subList(1, arguments.values().size());
    }

    private static List<List<?>> partition(List<?> list, long size) {
        if (size < 1) {
            throw new IllegalArgumentException("The size of a part must be above 0, was " + size);
        }
        var parts = new ArrayList<List<?>>();
        for (long start = 0; start < list.size(); start += size) {
            parts.add(new ArrayList<>(list.subList((int) start, (int) Math.min(list.size(), start + size))));
        }
        return parts;
    }

    private static List<Long> range(long first, long last, long step) {
        if (step == 0) {
            throw new IllegalArgumentException("The step of a range must not be 0");
        }
        var range = new ArrayList<Long>();
        for (long value = first; step > 0 ? value <= last : value >= last; value += step) {
            if (range.size() == MAX_RANGE) {
                throw new IllegalArgumentException("A range must have at most %d elements".formatted(MAX_RANGE));
            }
            range.add(value);
        }
        return range;
    }

    private static @Nullable Object item(List<?> list, long index) {
        if (index < 0 || index >= list.size()) {
            throw new IllegalArgumentException(
                    "The index %d is outside of an array of %d".formatted(index, list.size()));
        }
        return list.get((int) index);
    }

    private static List<?> unique(List<?> list) {
        return new ArrayList<>(new LinkedHashSet<>(list));
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Of a text as it is, of anything else as JSON. */
    static String hash(@Nullable Object data, String algorithm) {
        var text = data instanceof String string ? string : JsonValues.text(data);
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException("The algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
        }
        if (text.length() > MAX_CHARACTERS_TO_HASH) {
            throw new IllegalArgumentException(
                    "Data to hash must have at most %d characters".formatted(MAX_CHARACTERS_TO_HASH));
        }
        try {
            var digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }

    /** A HashMap, whose order Step Functions shows. */
    private static Map<Object, @Nullable Object> merge(Map<?, ?> first, Map<?, ?> second, @Nullable Object deep) {
        if (!Boolean.FALSE.equals(deep)) {
            throw new IllegalArgumentException("Only the shallow merge, with false, is supported");
        }
        var merged = new HashMap<Object, @Nullable Object>(first);
        merged.putAll(second);
        return merged;
    }

    private static @Nullable Object parse(String json) {
        try {
            return json.isBlank() ? null : JsonValues.parse(json);
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException("The text is no JSON: " + json);
        }
    }

    private static long random(IntrinsicArguments arguments) {
        long start = arguments.rounded(0);
        long end = arguments.rounded(1);
        if (start >= end) {
            throw new IllegalArgumentException("The end %d must be above the start %d".formatted(end, start));
        }
        var random = arguments.values().size() > 2 ? new Random(arguments.rounded(2)) : new Random();
        return start + (long) (random.nextDouble() * (end - start));
    }

    /** Each character of the second text is a delimiter, and empty parts are dropped. */
    private static List<String> split(String text, String delimiters) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int at = 0; at <= text.length(); at++) {
            if (at < text.length() && delimiters.indexOf(text.charAt(at)) < 0) {
                part.append(text.charAt(at));
            } else if (!part.isEmpty()) {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        return parts;
    }

    /** Puts the values in place of {}, as Java writes them: <code>{a=1}</code>, <code>[1, 2]</code>. */
    private static String format(String template, List<@Nullable Object> values) {
        var text = new StringBuilder();
        var unused = new ArrayList<>(values);
        for (int at = 0; at < template.length(); at++) {
            char each = template.charAt(at);
            if (each == '\\' && at + 1 < template.length()) {
                at++;
                text.append(template.charAt(at));
            } else if (template.startsWith("{}", at)) {
                at++;
                if (unused.isEmpty()) {
                    throw new IllegalArgumentException("There are more {} than arguments in " + template);
                }
                text.append(String.valueOf(unused.remove(0)));
            } else {
                text.append(each);
            }
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("There are more arguments than {} in " + template);
        }
        return text.toString();
    }
}
