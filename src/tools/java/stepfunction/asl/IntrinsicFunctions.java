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
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The intrinsic functions: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html. */
final class IntrinsicFunctions {

    private static final int MAX_RANGE = 1000;
    private static final int MAX_CHARACTERS = 10_000;
    private static final Set<String> ALGORITHMS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    /** The least and the greatest number of arguments. */
    private record Arity(int least, int greatest) {}

    private static final Map<String, Arity> ARITIES = Map.ofEntries(
            Map.entry("States.Array", new Arity(0, Integer.MAX_VALUE)),
            Map.entry("States.ArrayPartition", new Arity(2, 2)),
            Map.entry("States.ArrayContains", new Arity(2, 2)),
            Map.entry("States.ArrayRange", new Arity(3, 3)),
            Map.entry("States.ArrayGetItem", new Arity(2, 2)),
            Map.entry("States.ArrayLength", new Arity(1, 1)),
            Map.entry("States.ArrayUnique", new Arity(1, 1)),
            Map.entry("States.Base64Encode", new Arity(1, 1)),
            Map.entry("States.Base64Decode", new Arity(1, 1)),
            Map.entry("States.Hash", new Arity(2, 2)),
            Map.entry("States.JsonMerge", new Arity(3, 3)),
            Map.entry("States.StringToJson", new Arity(1, 1)),
            Map.entry("States.JsonToString", new Arity(1, 1)),
            Map.entry("States.MathRandom", new Arity(2, 3)),
            Map.entry("States.MathAdd", new Arity(2, 2)),
            Map.entry("States.StringSplit", new Arity(2, 2)),
            Map.entry("States.Format", new Arity(1, Integer.MAX_VALUE)),
            Map.entry("States.UUID", new Arity(0, 0)));

    private final JsonPathEvaluator paths;

    IntrinsicFunctions(JsonPathEvaluator paths) {
        this.paths = paths;
    }

    static boolean exists(String function) {
        return ARITIES.containsKey(function);
    }

    static boolean takes(String function, int arguments) {
        var arity = ARITIES.getOrDefault(function, new Arity(0, 0));
        return arity.least() <= arguments && arguments <= arity.greatest();
    }

    /** @throws StateError that names the whole call */
    @Nullable
    Object evaluate(Intrinsic.Call call, Bindings bindings) {
        try {
            return value(call, bindings);
        } catch (JsonPathEvaluator.MissingPathException e) {
            throw StateError.runtime(
                    "The function '%s' had the following error: %s".formatted(call.text(), e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw StateError.intrinsicFailure(
                    "The function '%s' had the following error: %s".formatted(call.text(), e.getMessage()));
        }
    }

    private @Nullable Object value(Intrinsic intrinsic, Bindings bindings)
            throws JsonPathEvaluator.MissingPathException {
        if (intrinsic instanceof Intrinsic.Call call) {
            return call(call, bindings);
        }
        if (intrinsic instanceof Intrinsic.Path path) {
            return argument(path.path(), bindings);
        }
        if (intrinsic instanceof Intrinsic.Quoted quoted) {
            return quoted.value();
        }
        return ((Intrinsic.Constant) intrinsic).value();
    }

    private @Nullable Object argument(String path, Bindings bindings) throws JsonPathEvaluator.MissingPathException {
        try {
            return paths.read(path, bindings);
        } catch (JsonPathEvaluator.MissingPathException e) {
            throw new JsonPathEvaluator.MissingPathException(
                    "The JsonPath argument for the field '%s' could not be found in the input '%s'"
                            .formatted(path, JsonValues.text(e.document())),
                    e.document());
        }
    }

    private @Nullable Object call(Intrinsic.Call call, Bindings bindings)
            throws JsonPathEvaluator.MissingPathException {
        var values = new ArrayList<@Nullable Object>();
        for (var argument : call.arguments()) {
            values.add(value(argument, bindings));
        }
        var arguments = new Arguments(values);
        return switch (call.function()) {
            case "States.Array" -> values;
            case "States.ArrayPartition" -> partition(arguments.list(0), arguments.rounded(1));
            case "States.ArrayContains" -> arguments.list(0).contains(values.get(1));
            case "States.ArrayRange" -> range(arguments.rounded(0), arguments.rounded(1), arguments.rounded(2));
            case "States.ArrayGetItem" -> item(arguments.list(0), arguments.rounded(1));
            case "States.ArrayLength" -> (long) arguments.list(0).size();
            case "States.ArrayUnique" -> new ArrayList<>(new LinkedHashSet<>(arguments.list(0)));
            case "States.Base64Encode" -> encode(arguments.shortText(0));
            case "States.Base64Decode" -> decode(arguments.shortText(0));
            case "States.Hash" -> hash(values.get(0), arguments.text(1));
            case "States.JsonMerge" -> merge(arguments.map(0), arguments.map(1), values.get(2));
            case "States.StringToJson" -> parse(arguments.text(0));
            case "States.JsonToString" -> JsonValues.text(values.get(0));
            case "States.MathRandom" -> random(arguments);
            case "States.MathAdd" -> arguments.rounded(0) + arguments.rounded(1);
            case "States.StringSplit" -> split(arguments.text(0), arguments.text(1));
            case "States.Format" -> format(template(call, arguments), values.subList(1, values.size()));
            case "States.UUID" -> UUID.randomUUID().toString();
            default -> throw new IllegalArgumentException("There is no function " + call.function());
        };
    }

    /** The values of a call's arguments, by the type that the function wants. */
    private record Arguments(List<@Nullable Object> values) {

        String text(int index) {
            if (values.get(index) instanceof String text) {
                return text;
            }
            throw wrong(index, "a string");
        }

        String shortText(int index) {
            if (text(index).length() > MAX_CHARACTERS) {
                throw wrong(index, "a string of at most %d characters".formatted(MAX_CHARACTERS));
            }
            return text(index);
        }

        List<?> list(int index) {
            if (values.get(index) instanceof List<?> list) {
                return list;
            }
            throw wrong(index, "an array");
        }

        Map<?, ?> map(int index) {
            if (values.get(index) instanceof Map<?, ?> map) {
                return map;
            }
            throw wrong(index, "an object");
        }

        long rounded(int index) {
            if (values.get(index) instanceof Number number) {
                return number instanceof Long exact ? exact : Math.round(number.doubleValue());
            }
            throw wrong(index, "a number");
        }

        private static IllegalArgumentException wrong(int index, String type) {
            return new IllegalArgumentException("The argument %d must be %s".formatted(index + 1, type));
        }
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
        if (text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "Data to hash must have at most %d characters".formatted(MAX_CHARACTERS));
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
            throw new IllegalArgumentException("Only the shallow merge, with false, is there");
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

    private static long random(Arguments arguments) {
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

    private static String template(Intrinsic.Call call, Arguments arguments) {
        return call.arguments().get(0) instanceof Intrinsic.Quoted quoted ? quoted.raw() : arguments.text(0);
    }

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
                text.append(formatted(unused.remove(0)));
            } else {
                text.append(each);
            }
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("There are more arguments than {} in " + template);
        }
        return text.toString();
    }

    /** As Java writes it: <code>{a=1}</code>, <code>[1, 2]</code>. */
    private static String formatted(@Nullable Object value) {
        return String.valueOf(value);
    }
}
