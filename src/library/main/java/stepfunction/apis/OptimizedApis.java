package stepfunction.apis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The optimized integrations: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html. */
public final class OptimizedApis {

    private static final String READER = "ItemReader ";
    private static final String WRITER = "ResultWriter ";
    private static final String OF_API = "=";
    private static final String NONE = "-";

    private static final Map<String, List<String>> ROWS = read();

    private OptimizedApis() {}

    private static Map<String, List<String>> read() {
        var rows = new LinkedHashMap<String, List<String>>();
        for (var line : TableFile.lines("integrations")) {
            var cells = Split.at('\t', line);
            rows.put(cells.get(0), cells);
        }
        return rows;
    }

    /** The keys of what a Task can call, such as {@code sqs:sendMessage}. */
    public static Set<String> keys() {
        return ROWS.keySet().stream().filter(key -> key.indexOf(' ') < 0).collect(Collectors.toUnmodifiableSet());
    }

    /** The ends of the Resource that an integration offers, such as {@code .sync}; none of an unknown one. */
    public static Set<String> patterns(String key) {
        return Optional.ofNullable(ROWS.get(key)).map(OptimizedApis::patterns).orElse(Set.of());
    }

    private static Set<String> patterns(List<String> cells) {
        return Split.at(' ', cells.get(1)).stream().map(OptimizedApis::pattern).collect(Collectors.toUnmodifiableSet());
    }

    /** The API that a Task calls by this key. */
    public static Optional<OptimizedApi> find(String key) {
        return keys().contains(key) ? row(key) : Optional.empty();
    }

    /** The API that the ItemReader of a distributed Map calls by this key. */
    public static Optional<OptimizedApi> itemReader(String key) {
        return row(READER + key);
    }

    /** The API that the ResultWriter of a distributed Map calls by this key. */
    public static Optional<OptimizedApi> resultWriter(String key) {
        return row(WRITER + key);
    }

    private static Optional<OptimizedApi> row(String key) {
        return Optional.ofNullable(ROWS.get(key)).map(OptimizedApis::parse);
    }

    private static OptimizedApi parse(List<String> cells) {
        var api = api(cells.get(2));
        return new OptimizedApi(
                cells.get(0),
                patterns(cells),
                api,
                cells.get(3).equals(OF_API)
                        ? api.flatMap(Api::iamRequirements)
                        : Optional.of(iamRequirements(cells.get(3))),
                iamRequirements(cells.get(4)),
                cells.get(5).equals(NONE) ? Optional.empty() : Optional.of(cells.get(5)),
                cells.get(6).equals(OF_API) ? api.orElseThrow().request() : RequestMembers.parse(cells.get(6)));
    }

    private static Optional<Api> api(String cell) {
        if (cell.equals(NONE)) {
            return Optional.empty();
        }
        var colon = cell.indexOf(':');
        return Apis.find(cell.substring(0, colon), cell.substring(colon + 1));
    }

    private static List<IamRequirement> iamRequirements(String column) {
        return column.equals(NONE) ? List.of() : IamRequirement.parseAll(column, "", "");
    }

    private static String pattern(String word) {
        return switch (word) {
            case "rr" -> "";
            case "sync" -> ".sync";
            case "sync2" -> ".sync:2";
            case "token" -> ".waitForTaskToken";
            default -> throw new IllegalArgumentException("%s must be a pattern".formatted(word));
        };
    }
}
