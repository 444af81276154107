package com.dashjoin.jsonata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of the library within the bounds of an evaluation: each call checks the time before it and the size of its result after it.
 * Those whose single call could exceed a bound, or that the library gets wrong, are replaced or refuse such arguments.
 */
final class BoundedFunctions {

    private static final int MAX_INDENTED = 300_000;

    /** Such as {@code [Y0001]-[M01]-[D01]}; the library's time grows with the square of its length. */
    private static final int MAX_PICTURE = 1000;

    /** Of a picture's component, such as 4 in {@code [Y,4-4]}. */
    private static final int MAX_WIDTH_DIGITS = 3;

    /** The most ways of dividing a time among the components of a picture that the library may try. */
    private static final double MAX_DIVISIONS = 1e7;

    private static boolean areInstalled;

    private BoundedFunctions() {}

    /** The bounded body of a function. */
    private interface Replacement {
        Object call(List<?> arguments);
    }

    /** Throws where the library must not be called with these arguments. */
    private interface Refusal {
        void check(List<?> arguments);
    }

    private static final Map<String, Replacement> REPLACEMENTS = Map.of(
            "pad", arguments -> pad(arguments),
            "match", arguments -> match(arguments),
            "contains", arguments -> contains(arguments),
            "split", arguments -> split(arguments),
            "replace", arguments -> replace(arguments));

    private static final Map<String, Refusal> REFUSALS = Map.of(
            "string", arguments -> refuseIndentation(arguments),
            "join", arguments -> refuseLongText(arguments),
            "spread", arguments -> refuseManyItems(arguments),
            "fromMillis", arguments -> refusePicture(arguments),
            "toMillis", arguments -> refuseAmbiguousPicture(arguments),
            "formatInteger", arguments -> refusePicture(arguments),
            "formatNumber", arguments -> refusePicture(arguments),
            "parseInteger", arguments -> refusePicture(arguments));

    /** Puts them in place of the library's own, once for all expressions. */
    static synchronized void install() {
        if (!areInstalled) {
            Jsonata.staticFrame.bindings.replaceAll(
                    (name, value) -> value instanceof Jsonata.JFunction function ? new Bounded(name, function) : value);
            areInstalled = true;
        }
    }

    /** One function. */
    private static final class Bounded extends Jsonata.JFunction {
        private final Refusal refusal;

        Bounded(String name, Jsonata.JFunction original) {
            super(replacement(name), null);
            this.functionName = original.functionName;
            this.signature = original.signature;
            this.method = original.method;
            this.methodInstance = original.methodInstance;
            this.refusal = REFUSALS.getOrDefault(name, arguments -> {});
        }

        private static Jsonata.JFunctionCallable replacement(String name) {
            var replacement = REPLACEMENTS.get(name);
            return replacement == null ? null : (input, arguments) -> replacement.call(arguments);
        }

        @Override
        @SuppressWarnings("rawtypes") // As the library declares it.
        public Object call(Object input, List arguments) {
            Bounds.checkTime();
            refusal.check(arguments);
            var result = super.call(input, arguments);
            Bounds.check(result);
            return result;
        }
    }

    private static String pad(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        int width = integer(arguments, 1, 0);
        var padding = padding(arguments, Math.abs((long) width) - text.codePointCount(0, text.length()));
        return width < 0 ? padding + text : text + padding;
    }

    private static String padding(List<?> arguments, long length) {
        if (length > Bounds.MAX_CHARACTERS) {
            throw Bounds.tooLarge();
        }
        var isGiven = argument(arguments, 2) instanceof String text && !text.isEmpty();
        var characters =
                (isGiven ? (String) argument(arguments, 2) : " ").codePoints().toArray();
        var padding = new StringBuilder();
        for (int at = 0; at < length; at++) {
            padding.appendCodePoint(characters[at % characters.length]);
        }
        return padding.toString();
    }

    private static List<Object> match(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        int limit = integer(arguments, 2, Integer.MAX_VALUE);
        if (limit < 0) {
            throw new JException("D3040", -1, limit);
        }
        var matches = Utils.createSequence();
        for (var found : regex(arguments, "match").matches(text, limit)) {
            var match = new LinkedHashMap<String, Object>();
            match.put("match", found.group());
            match.put("index", found.start());
            match.put("groups", BoundedRegex.groups(found));
            matches.add(match);
        }
        return matches;
    }

    private static Boolean contains(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        return argument(arguments, 1) instanceof String token
                ? text.contains(token)
                : !regex(arguments, "contains").matches(text, 1).isEmpty();
    }

    private static List<String> split(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        int limit = integer(arguments, 2, Integer.MAX_VALUE);
        if (limit < 0) {
            throw new JException("D3020", -1, text);
        }
        var parts = argument(arguments, 1) instanceof String separator
                ? parts(text, separator)
                : regex(arguments, "split").split(text);
        return parts.size() > limit ? new ArrayList<>(parts.subList(0, limit)) : new ArrayList<>(parts);
    }

    private static List<String> parts(String text, String separator) {
        var parts = new ArrayList<String>();
        if (separator.isEmpty()) {
            text.chars().forEach(each -> parts.add(String.valueOf((char) each)));
            return parts;
        }
        int start = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
            parts.add(text.substring(start, end));
            start = end + separator.length();
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static String replace(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        int limit = integer(arguments, 3, Integer.MAX_VALUE);
        if (limit < 0) {
            throw new JException("D3011", -1, limit);
        }
        return argument(arguments, 1) instanceof String searched
                ? TextReplacement.ofText(text, searched, argument(arguments, 2), limit)
                : TextReplacement.ofMatches(text, regex(arguments, "replace"), argument(arguments, 2), limit);
    }

    private static void refuseIndentation(List<?> arguments) {
        if (Boolean.TRUE.equals(argument(arguments, 1))) {
            Bounds.throwIfLarger(argument(arguments, 0), MAX_INDENTED);
        }
    }

    private static void refuseLongText(List<?> arguments) {
        if (argument(arguments, 0) instanceof List<?> texts && argument(arguments, 1) instanceof String separator) {
            if ((long) texts.size() * separator.length() > Bounds.MAX_CHARACTERS) {
                throw Bounds.tooLarge();
            }
        }
    }

    private static void refuseManyItems(List<?> arguments) {
        if (argument(arguments, 0) instanceof List<?> items && items.size() > Bounds.MAX_FLATTENED) {
            throw Bounds.tooLong();
        }
    }

    private static void refusePicture(List<?> arguments) {
        if (argument(arguments, 1) instanceof String picture) {
            refuse(picture);
        }
    }

    private static void refuse(String picture) {
        int digits = 0;
        boolean isInWidth = false;
        for (int at = 0; at < picture.length(); at++) {
            char each = picture.charAt(at);
            isInWidth = each == ',' || (isInWidth && each != ']');
            digits = isInWidth && Character.isDigit(each) ? digits + 1 : 0;
            if (digits > MAX_WIDTH_DIGITS) {
                throw Bounds.tooLarge();
            }
        }
        if (picture.length() > MAX_PICTURE) {
            throw Bounds.tooLarge();
        }
    }

    /** The library reads a time with a regular expression of its own, which tries each way of dividing it among adjacent components. */
    private static void refuseAmbiguousPicture(List<?> arguments) {
        refusePicture(arguments);
        if (argument(arguments, 0) instanceof String time && argument(arguments, 1) instanceof String picture) {
            if (Math.pow(time.length(), adjacentComponents(picture) - 1) > MAX_DIVISIONS) {
                throw Bounds.tooLong();
            }
        }
    }

    /** The most components with nothing but letters and digits between them. */
    private static int adjacentComponents(String picture) {
        int most = 0;
        int adjacent = 0;
        boolean isLiteral = true;
        for (int at = 0; at < picture.length(); at++) {
            char each = picture.charAt(at);
            if (each == '[') {
                adjacent++;
                most = Math.max(most, adjacent);
                isLiteral = false;
            } else if (each == ']') {
                isLiteral = true;
            } else if (isLiteral && !Character.isLetterOrDigit(each)) {
                adjacent = 0;
            }
        }
        return most;
    }

    private static BoundedRegex regex(List<?> arguments, String function) {
        if (argument(arguments, 1) instanceof BoundedRegex regex) {
            return regex;
        }
        throw new JException("T0410", -1, 2, function);
    }

    private static int integer(List<?> arguments, int index, int otherwise) {
        return argument(arguments, index) instanceof Number number ? number.intValue() : otherwise;
    }

    private static Object argument(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }
}
