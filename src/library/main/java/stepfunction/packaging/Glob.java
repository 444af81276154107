package stepfunction.packaging;

import java.util.List;
import java.util.regex.Pattern;

/** Patterns of doublestar, by which the archive provider excludes files: https://github.com/bmatcuk/doublestar#patterns. */
final class Glob {

    private static final String AT_ANY_DEPTH = "**/";
    private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\]{}\\\\]");

    private Glob() {}

    static List<Pattern> patterns(List<String> globs) {
        return patterns(globs, 0);
    }

    static List<Pattern> patternsIgnoringCase(List<String> globs) {
        return patterns(globs, Pattern.CASE_INSENSITIVE);
    }

    private static List<Pattern> patterns(List<String> globs, int flags) {
        return globs.stream().map(glob -> pattern(glob, flags)).toList();
    }

    static boolean anyMatches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** The glob that matches this name alone. */
    static String literally(String name) {
        return SPECIAL.matcher(name).replaceAll("\\\\$0");
    }

    /** Of a glob with stars, question marks, escapes and a leading <code>**&#47;</code>: none of this program's has more. */
    private static Pattern pattern(String glob, int flags) {
        var isAtAnyDepth = glob.startsWith(AT_ANY_DEPTH);
        var rest = isAtAnyDepth ? glob.substring(AT_ANY_DEPTH.length()) : glob;
        var regex = new StringBuilder(isAtAnyDepth ? "(?:.*/)?" : "");
        for (var index = 0; index < rest.length(); index++) {
            switch (rest.charAt(index)) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                case '\\' -> {
                    index++;
                    regex.append(Pattern.quote(rest.substring(index, index + 1)));
                }
                default -> regex.append(Pattern.quote(rest.substring(index, index + 1)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL | flags);
    }
}
