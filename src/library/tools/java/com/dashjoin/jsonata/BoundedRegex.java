package com.dashjoin.jsonata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import stepfunction.expressions.TimedText;

/** A regular expression that fails when the time of the evaluation is over. As a function of a text, it finds the first match. */
final class BoundedRegex extends Jsonata.JFunction {

    private final Pattern pattern;

    BoundedRegex(Pattern pattern) {
        super((input, arguments) -> firstMatch(pattern, arguments), "<s:o>");
        this.pattern = pattern;
    }

    @Override
    public int getNumberOfArgs() {
        return 1;
    }

    /** All that it matches in a text, up to a limit. */
    List<MatchResult> matches(String text, int limit) {
        var matches = new ArrayList<MatchResult>();
        var matcher = matcher(pattern, text);
        while (matches.size() < limit && matcher.find()) {
            matches.add(matcher.toMatchResult());
            if (matches.size() > Bounds.MAX_ELEMENTS) {
                throw Bounds.tooLarge();
            }
        }
        return matches;
    }

    /** The parts of a text between its matches. */
    List<String> split(String text) {
        return List.of(pattern.split(new TimedText(text, Bounds::checkTime), -1));
    }

    /** The groups; one that takes no part in the match is undefined. */
    static List<Object> groups(MatchResult match) {
        var groups = new ArrayList<Object>();
        for (int group = 1; group <= match.groupCount(); group++) {
            groups.add(match.group(group));
        }
        return groups;
    }

    private static Object firstMatch(Pattern pattern, List<?> arguments) {
        return !arguments.isEmpty() && arguments.get(0) instanceof String text
                ? nextMatch(matcher(pattern, text))
                : null;
    }

    private static Map<String, Object> nextMatch(Matcher matcher) {
        if (!matcher.find()) {
            return null;
        }
        var match = new LinkedHashMap<String, Object>();
        match.put("match", matcher.group());
        match.put("start", matcher.start());
        match.put("end", matcher.end());
        match.put("groups", groups(matcher));
        match.put("next", (Jsonata.Fn0<Map<String, Object>>) () -> nextMatch(matcher));
        return match;
    }

    private static Matcher matcher(Pattern pattern, String text) {
        return pattern.matcher(new TimedText(text, Bounds::checkTime));
    }
}
