package stepfunction.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.State;
import stepfunction.changes.Markdown;
import stepfunction.local.FaultedCase.ErrorHandler;
import stepfunction.local.FaultedCase.InjectedFault;
import stepfunction.plan.WorkflowSpec;

/** How the executions of a workflow's cases end if a call fails, in Markdown. */
final class FaultTable {

    private static final String LEGEND = """
            #### If a call fails

            Each case ran again with each of its calls failing: *once*, so that a retry gets through, and *from then on*, so that all later
            calls of the state fail too. **Bold**: no Retry and no Catch handles the failure.

            | call | fails with | once | from then on | in the cases |
            | --- | --- | --- | --- | --- |
            """;

    private static final String SAME = "the same";
    private static final int MAX_NAMES = 3;

    private final String workflow;
    private final Map<String, Map<String, List<FailureInCase>>> failuresByStateAndError = new LinkedHashMap<>();
    private final Set<ErrorHandler> reached = new HashSet<>();
    private final List<String> cutOff = new ArrayList<>();
    private final Set<FailedCall> tried = new HashSet<>();
    private final Set<FailedCall> unhandledOnce = new HashSet<>();
    private final Set<FailedCall> unhandledForGood = new HashSet<>();

    /** A call that was made to fail: once, on whatever stacks the case runs. */
    private record FailedCall(String caseName, String state, int call, String error) {}

    /** How two executions end, in Markdown. */
    private record Ends(String once, String fromThenOn) {}

    /** A failure of one call in one case. */
    private record FailureInCase(String caseName, int call, Ends ends) {}

    /**
     * A row of the table, without the errors.
     *
     * @param cases in Markdown
     */
    private record Row(String state, Ends ends, String cases) {

        String text(List<String> errors) {
            var failsWith = errors.stream().map(Markdown::codeInTable).collect(Collectors.joining(", "));
            return Stream.of(Markdown.codeInTable(state), failsWith, ends.once(), ends.fromThenOn(), cases)
                    .collect(Collectors.joining(" | ", "| ", " |"));
        }
    }

    /** @param workflow its name in the plan */
    FaultTable(String workflow) {
        this.workflow = workflow;
    }

    /** Adds a case of this workflow. */
    void add(FaultedCase faulted) {
        var name = faulted.run().given().name();
        faulted.outcomes().forEach(outcome -> add(name, outcome));
        if (faulted.outcomes().size() < faulted.faults()) {
            cutOff.add("Of %,d failures in the case %s, %,d were tried."
                    .formatted(
                            faulted.faults(),
                            Markdown.code(name),
                            faulted.outcomes().size()));
        }
    }

    private void add(String caseName, InjectedFault outcome) {
        var once = outcome.once();
        var lasting = outcome.lasting();
        var ends = new Ends(once.text(), lasting.text().equals(once.text()) ? SAME : lasting.text());
        failuresByStateAndError
                .computeIfAbsent(outcome.state(), state -> new LinkedHashMap<>())
                .computeIfAbsent(outcome.error(), error -> new ArrayList<>())
                .add(new FailureInCase(caseName, outcome.call(), ends));
        var call = new FailedCall(caseName, outcome.state(), outcome.call(), outcome.error());
        tried.add(call);
        if (once.kind() == FaultEnd.Kind.UNHANDLED) {
            unhandledOnce.add(call);
        }
        if (lasting.kind() == FaultEnd.Kind.UNHANDLED) {
            unhandledForGood.add(call);
        }
    }

    /** Adds the retriers and catchers that a case of any workflow has reached. */
    void addReached(Set<ErrorHandler> handlers) {
        reached.addAll(handlers);
    }

    /** Such as "64 failures of calls were tried; nothing handles 2 of them if they happen once, and 12 if they persist."; empty where no case calls. */
    String summary() {
        if (tried.isEmpty()) {
            return "";
        }
        var place = workflow.equals(WorkflowSpec.MAIN) ? "" : " in the cases of the workflow " + workflow;
        return "%,d failures of calls%s were tried; %s.".formatted(tried.size(), place, handled());
    }

    private String handled() {
        if (unhandledOnce.isEmpty() && unhandledForGood.isEmpty()) {
            return "all are handled";
        }
        return "nothing handles %,d of them if they happen once, and %,d if they persist"
                .formatted(unhandledOnce.size(), unhandledForGood.size());
    }

    /** Empty where no case calls. */
    String text(Definition definition) {
        if (tried.isEmpty()) {
            return "";
        }
        var below = Stream.of(List.of("", summary()), cutOff, unreached(definition), List.of(""))
                .flatMap(List::stream);
        return LEGEND + Stream.concat(rows().stream(), below).collect(Collectors.joining("\n"));
    }

    /** Errors that end alike share a row. */
    private List<String> rows() {
        var errorsByRow = new LinkedHashMap<Row, List<String>>();
        failuresByStateAndError.forEach((state, byError) -> byError.forEach((error, failures) -> rows(state, failures)
                .forEach(row -> errorsByRow
                        .computeIfAbsent(row, first -> new ArrayList<>())
                        .add(error))));
        return errorsByRow.entrySet().stream()
                .map(row -> row.getKey().text(row.getValue()))
                .toList();
    }

    private static List<Row> rows(String state, List<FailureInCase> failures) {
        var byEnds = failures.stream()
                .collect(Collectors.groupingBy(FailureInCase::ends, LinkedHashMap::new, Collectors.toList()));
        return byEnds.entrySet().stream()
                .map(each -> new Row(state, each.getKey(), cases(each.getValue(), failures)))
                .toList();
    }

    /** With the numbers of the calls, where other calls of the same case end otherwise. */
    private static String cases(List<FailureInCase> alike, List<FailureInCase> all) {
        var calls = new TreeMap<String, Set<String>>();
        alike.forEach(failure -> calls.computeIfAbsent(failure.caseName(), name -> new TreeSet<>())
                .add(String.valueOf(failure.call())));
        var names = calls.entrySet().stream()
                .map(each -> isWhole(each.getKey(), alike, all)
                        ? Markdown.codeInTable(each.getKey())
                        : "%s (call %s)".formatted(Markdown.codeInTable(each.getKey()), first(each.getValue())))
                .toList();
        return first(names);
    }

    private static boolean isWhole(String caseName, List<FailureInCase> alike, List<FailureInCase> all) {
        return alike.containsAll(all.stream()
                .filter(failure -> failure.caseName().equals(caseName))
                .toList());
    }

    private static String first(Collection<String> names) {
        var shown = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return names.size() <= MAX_NAMES ? shown : "%s and %d more".formatted(shown, names.size() - MAX_NAMES);
    }

    private List<String> unreached(Definition definition) {
        var names = definition.states().stream()
                .flatMap(FaultTable::handlers)
                .filter(name -> !reached.contains(new ErrorHandler(workflow, name)))
                .map(Markdown::code)
                .toList();
        return names.isEmpty() ? List.of() : List.of("", "No failure reaches: %s.".formatted(String.join(", ", names)));
    }

    private static Stream<String> handlers(State state) {
        return Stream.concat(
                named(state, "Retry", state.retriers().size()),
                named(state, "Catch", state.catchers().size()));
    }

    private static Stream<String> named(State state, String field, int size) {
        return IntStream.range(0, size).mapToObj(index -> "%s.%s[%d]".formatted(state.name(), field, index));
    }
}
