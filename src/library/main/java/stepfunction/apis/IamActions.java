package stepfunction.apis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All actions of IAM, those that no API of an SDK integration needs included:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html. Upper and
 * lower case count as the same, as in IAM.
 */
public final class IamActions {

    private IamActions() {}

    /** Follows the name of an action that knows no resource. */
    private static final String WITHOUT_RESOURCE = "*";

    /** Whether it is an action, such as {@code s3:GetObject}. */
    public static boolean contains(String action) {
        return find(action).isPresent();
    }

    /** Whether it is an action that knows no resource, so that it can be granted on {@code *} only. */
    public static boolean knowsNoResource(String action) {
        return find(action).filter(name -> name.endsWith(WITHOUT_RESOURCE)).isPresent();
    }

    /** The actions of a prefix, such as {@code s3}; none of an unknown one. */
    public static List<String> of(String prefix) {
        return namesOf(prefix).values().stream()
                .map(name -> prefix + ":" + withoutMark(name))
                .toList();
    }

    /** The prefixes, such as {@code states}. */
    public static Set<String> prefixes() {
        return Table.ROWS.keySet();
    }

    private static Optional<String> find(String action) {
        var colon = action.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        var name = action.substring(colon + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(namesOf(action.substring(0, colon)).get(name));
    }

    private static String withoutMark(String name) {
        return name.endsWith(WITHOUT_RESOURCE) ? name.substring(0, name.length() - 1) : name;
    }

    private static Map<String, String> namesOf(String prefix) {
        var known = prefix.toLowerCase(Locale.ROOT);
        var row = Table.ROWS.get(known);
        return row == null ? Map.of() : Table.NAMES.computeIfAbsent(known, first -> names(row));
    }

    /** The names as the table has them, by those in lower case. */
    private static Map<String, String> names(String row) {
        var names = new LinkedHashMap<String, String>();
        for (var name : Split.at(' ', row)) {
            names.put(withoutMark(name).toLowerCase(Locale.ROOT), name);
        }
        return names;
    }

    /** Read when an action is first asked for; a row is split when its prefix is. */
    private static final class Table {

        private static final Map<String, String> ROWS = read();
        private static final Map<String, Map<String, String>> NAMES = new ConcurrentHashMap<>();

        private static Map<String, String> read() {
            var rows = new LinkedHashMap<String, String>();
            for (var line : TableFile.lines("actions")) {
                var tab = line.indexOf('\t');
                rows.put(line.substring(0, tab), line.substring(tab + 1));
            }
            return rows;
        }
    }
}
