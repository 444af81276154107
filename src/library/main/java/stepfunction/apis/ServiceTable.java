package stepfunction.apis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The APIs of one service, whose rows are parsed when they are asked for.
 *
 * @param errorPrefix what the names of its errors begin with, such as {@code DynamoDb}
 * @param iamPrefix what the names of its actions begin with; its own name where IAM has none
 * @param notOffered the APIs that the service has, and Step Functions does not call
 */
record ServiceTable(
        String service,
        String errorPrefix,
        String iamPrefix,
        List<String> errors,
        List<String> notOffered,
        Map<String, String> rows) {

    private static final String UNKNOWN = "?";
    private static final String NONE = "-";

    static ServiceTable read(String service) {
        var lines = TableFile.lines(service);
        var head = Split.at('\t', lines.get(0));
        var rows = new HashMap<String, String>();
        for (var line : lines.subList(1, lines.size())) {
            rows.put(line.substring(0, line.indexOf('\t')), line);
        }
        var prefix = head.get(1).equals(NONE) ? service : head.get(1);
        return new ServiceTable(
                service, head.get(0), prefix, Split.at(' ', head.get(2)), Split.at(' ', head.get(3)), rows);
    }

    Set<String> apis() {
        return rows.keySet();
    }

    Optional<Api> find(String api) {
        return Optional.ofNullable(rows.get(api)).map(this::parse);
    }

    private Api parse(String row) {
        var cells = Split.at('\t', row);
        var name = cells.get(0);
        var action = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return new Api(
                service,
                name,
                iamRequirements(cells.get(1), action),
                iamPrefix + ":" + action,
                RequestMembers.parse(cells.get(2)),
                Member.parseAll(cells.get(3)),
                Split.at(' ', cells.get(4)).stream().map(this::error).collect(Collectors.toUnmodifiableList()));
    }

    private String error(String number) {
        return errorPrefix + "." + errors.get(Integer.parseInt(number));
    }

    private Optional<List<IamRequirement>> iamRequirements(String column, String action) {
        return switch (column) {
            case UNKNOWN -> Optional.empty();
            case NONE -> Optional.of(List.of());
            default -> Optional.of(IamRequirement.parseAll(column, iamPrefix, action));
        };
    }
}
