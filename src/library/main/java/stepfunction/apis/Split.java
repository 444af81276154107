package stepfunction.apis;

import java.util.ArrayList;
import java.util.List;

/** Splits the texts of the tables, without regular expressions. */
final class Split {

    private Split() {}

    /** The parts between separators; none of an empty text. */
    static List<String> at(char separator, String text) {
        return at(String.valueOf(separator), text);
    }

    /** The parts between separators; none of an empty text. */
    static List<String> at(String separator, String text) {
        var parts = new ArrayList<String>();
        if (!text.isEmpty()) {
            var start = 0;
            for (var end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
                parts.add(text.substring(start, end));
                start = end + separator.length();
            }
            parts.add(text.substring(start));
        }
        return parts;
    }
}
