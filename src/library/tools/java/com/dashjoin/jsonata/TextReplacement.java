package com.dashjoin.jsonata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.MatchResult;

/** The function $replace: https://docs.jsonata.org/string-functions#replace. */
final class TextReplacement {

    private final StringBuilder result = new StringBuilder();
    private final String text;
    private int end;

    private TextReplacement(String text) {
        this.text = text;
    }

    /** @throws JException D3010 if what is searched is empty, D3012 if what replaces it is no text */
    static String ofText(String text, String searched, Object replacement, int limit) {
        if (searched.isEmpty()) {
            throw new JException("D3010", -1, searched);
        }
        var replaced = new TextReplacement(text);
        int start = text.indexOf(searched);
        for (int count = 0; count < limit && start >= 0; count++) {
            replaced.put(start, start + searched.length(), replacement);
            start = text.indexOf(searched, start + searched.length());
        }
        return replaced.finish();
    }

    /**
     * Replaces the matches of a regular expression.
     *
     * @param replacement a text, in which {@code $1} is the first group, or a function of a match
     * @throws JException D3012 if what replaces a match is no text
     */
    static String ofMatches(String text, BoundedRegex regex, Object replacement, int limit) {
        var replaced = new TextReplacement(text);
        for (var match : regex.matches(text, limit)) {
            var substitute =
                    replacement instanceof String template ? expanded(template, match) : applied(replacement, match);
            replaced.put(match.start(), match.end(), substitute);
        }
        return replaced.finish();
    }

    private void put(int start, int nextStart, Object substitute) {
        if (!(substitute instanceof String replacement)) {
            throw new JException("D3012", -1, substitute);
        }
        result.append(text, end, start).append(replacement);
        end = nextStart;
        if (result.length() > Bounds.MAX_CHARACTERS) {
            throw Bounds.tooLarge();
        }
    }

    private String finish() {
        return result.append(text, end, text.length()).toString();
    }

    private static Object applied(Object function, MatchResult match) {
        var argument = new LinkedHashMap<String, Object>();
        argument.put("match", match.group());
        argument.put("start", match.start());
        argument.put("end", match.end());
        argument.put("groups", BoundedRegex.groups(match));
        try {
            return Functions.funcApply(function, List.of(argument));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // As the library declares it.
            throw new IllegalStateException(e);
        }
    }

    /** {@code $$} is a dollar sign, {@code $0} the match, {@code $1} its first group; a group that does not exist is empty. */
    private static String expanded(String template, MatchResult match) {
        var expanded = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char each = template.charAt(at);
            char next = at + 1 < template.length() ? template.charAt(at + 1) : ' ';
            at++;
            if (each != '$') {
                expanded.append(each);
            } else if (next == '$') {
                expanded.append(next);
                at++;
            } else if (Character.isDigit(next)) {
                int digits = digits(template, at, match.groupCount());
                expanded.append(group(match, Integer.parseInt(template.substring(at, at + digits))));
                at += digits;
            } else {
                expanded.append(each);
            }
        }
        return expanded.toString();
    }

    /** The length of a group's number: as many digits as the greatest has, or one fewer where there is no such group. */
    private static int digits(String template, int start, int groups) {
        int longest = String.valueOf(Math.max(groups, 1)).length();
        int length = 1;
        while (length < longest
                && start + length < template.length()
                && Character.isDigit(template.charAt(start + length))
                && Integer.parseInt(template.substring(start, start + length + 1)) <= groups) {
            length++;
        }
        return length;
    }

    private static String group(MatchResult match, int number) {
        var group = number <= match.groupCount() ? match.group(number) : null;
        return group == null ? "" : group;
    }
}
