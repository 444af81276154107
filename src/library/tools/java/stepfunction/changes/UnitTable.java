package stepfunction.changes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cost of an execution in units, with a row for each case.
 *
 * @param before the results of the cases that ran before the change, by name
 */
record UnitTable(List<CaseResult> cases, Map<String, CaseResult> before) {

    private static final int MAX_ROWS = 100;
    private static final long MB_MS_PER_GB_S = 1024L * 1000;

    private static final String LEGEND =
            "State transitions include retries. Calls of functions count whether they are mocked or not: at the timeouts, if each took as long"
                    + " as its function may; as measured, on the machine that ran the cases.";

    /**
     * A column. It is left out where it would be all zeros.
     *
     * @param isMeasured in one run, so that other runs give other numbers
     */
    private record Column(String title, Function<Units, Long> unit, Function<Units, String> text, boolean isMeasured) {

        static Column counted(String title, Function<Units, Long> unit) {
            return new Column(title, unit, units -> unit.apply(units).toString(), false);
        }
    }

    private static final List<Column> COLUMNS = List.of(
            Column.counted("State transitions", Units::stateTransitions),
            Column.counted("EXPRESS requests", Units::expressRequests),
            new Column(
                    "EXPRESS GB-s as measured",
                    Units::expressRequests,
                    units -> gbSeconds(units.measured().expressMbMs()),
                    true),
            Column.counted("Lambda requests", Units::lambdaRequests),
            new Column(
                    "Lambda GB-s at the timeouts",
                    Units::lambdaMbMsAtTimeouts,
                    units -> gbSeconds(units.lambdaMbMsAtTimeouts()),
                    false),
            new Column("Lambda GB-s as measured", Units::lambdaRequests, UnitTable::measured, true));

    /** Empty for no cases. */
    List<String> text() {
        return text(COLUMNS);
    }

    /** The same without the columns of what was measured. */
    List<String> textButMeasured() {
        return text(COLUMNS.stream().filter(column -> !column.isMeasured()).toList());
    }

    private List<String> text(List<Column> all) {
        if (cases.isEmpty()) {
            return List.of();
        }
        var columns = all.stream().filter(this::isUsed).toList();
        var rows = new ArrayList<String>();
        rows.add(row("Case", columns.stream().map(Column::title)));
        rows.add(row("---", columns.stream().map(column -> "---:")));
        cases.stream()
                .limit(MAX_ROWS)
                .forEach(each -> rows.add(
                        row(Markdown.codeInTable(each.name()), columns.stream().map(column -> cell(column, each)))));
        var table = String.join("\n", rows);
        return cases.size() <= MAX_ROWS
                ? List.of(table, LEGEND)
                : List.of(table, "Further cases: %d.".formatted(cases.size() - MAX_ROWS), LEGEND);
    }

    private boolean isUsed(Column column) {
        return Stream.concat(cases.stream(), before.values().stream())
                .anyMatch(each -> column.unit().apply(each.units()) > 0);
    }

    private static String row(String first, Stream<String> cells) {
        return Stream.concat(Stream.of(first), cells).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String cell(Column column, CaseResult result) {
        var present = column.text().apply(result.units());
        var former = before.get(result.name());
        if (former == null) {
            return present;
        }
        var was = column.text().apply(former.units());
        if (was.equals(present)) {
            return present;
        }
        // A measured number is never the same twice.
        return column.isMeasured() ? "%s, was %s".formatted(present, was) : "**%s**, was %s".formatted(present, was);
    }

    private static String measured(Units units) {
        var measured = units.measured();
        if (units.lambdaRequests() == 0) {
            return "0";
        }
        if (measured.lambdaRequests() == 0) {
            return "mocked";
        }
        var gbSeconds = gbSeconds(measured.lambdaMbMs());
        return measured.lambdaRequests() == units.lambdaRequests()
                ? gbSeconds
                : "%s (%d of %d, the others are mocked)"
                        .formatted(gbSeconds, measured.lambdaRequests(), units.lambdaRequests());
    }

    private static String gbSeconds(long mbMs) {
        return new BigDecimal(mbMs)
                .divide(new BigDecimal(MB_MS_PER_GB_S), new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
