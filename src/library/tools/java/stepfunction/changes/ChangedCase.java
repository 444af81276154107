package stepfunction.changes;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A case that ran before and after a change. */
record ChangedCase(CaseResult before, CaseResult after) {

    /** States of a path that are shown before the first difference, and from it on. */
    private static final int SHOWN_BEFORE = 2;

    private static final int SHOWN_AFTER = 8;
    private static final int MAX_CALLS = 5;

    /** A state that is entered so many times in a row. */
    private record Visits(String state, int times) {

        String text() {
            return times == 1 ? Markdown.code(state) : "%s (%d times)".formatted(Markdown.code(state), times);
        }
    }

    /** The differences as items of a list; empty if there are none. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        if (!before.ending().equals(after.ending())) {
            lines.add(
                    "It ends with %s, was %s".formatted(Markdown.code(after.ending()), Markdown.code(before.ending())));
        }
        if (!before.path().equals(after.path())) {
            lines.add("Path: %s".formatted(pathChange()));
        }
        var calls = callChanges();
        calls.stream().limit(MAX_CALLS).forEach(lines::add);
        if (calls.size() > MAX_CALLS) {
            lines.add("and calls of %d more states".formatted(calls.size() - MAX_CALLS));
        }
        return lines.isEmpty()
                ? List.of()
                : Stream.concat(
                                Stream.of("- %s:".formatted(Markdown.code(after.name()))),
                                lines.stream().map(line -> "  - " + line))
                        .toList();
    }

    private String pathChange() {
        var former = visits(before.path());
        var present = visits(after.path());
        var first = 0;
        while (first < Math.min(former.size(), present.size())
                && former.get(first).equals(present.get(first))) {
            first++;
        }
        return "%s; was %s".formatted(around(first, present), around(first, former));
    }

    /** A path as text; only the start of a long one is shown. */
    static String path(List<String> path) {
        return around(0, visits(path));
    }

    /** A state that is entered several times in a row, as in a Map, is there once. */
    private static List<Visits> visits(List<String> path) {
        var visits = new ArrayList<Visits>();
        var index = 0;
        while (index < path.size()) {
            var state = path.get(index);
            var rest = path.subList(index, path.size());
            var times = (int) rest.stream().takeWhile(state::equals).count();
            visits.add(new Visits(state, times));
            index += times;
        }
        return visits;
    }

    /** The part of a path around the state with this index. */
    private static String around(int index, List<Visits> path) {
        var start = Math.max(0, index - SHOWN_BEFORE);
        var end = Math.min(path.size(), index + SHOWN_AFTER);
        var shown = path.subList(Math.min(start, end), end).stream().map(Visits::text);
        return Stream.of(
                        start > 0 ? Stream.of("...") : Stream.<String>of(),
                        shown,
                        end < path.size() ? Stream.of("...") : Stream.<String>of())
                .flatMap(each -> each)
                .collect(Collectors.joining(" → "));
    }

    /** One line for each state whose calls differ. */
    private List<String> callChanges() {
        var states = new LinkedHashSet<String>();
        Stream.of(after, before).flatMap(result -> result.calls().stream()).forEach(call -> states.add(call.state()));
        return states.stream().flatMap(state -> callChange(state).stream()).toList();
    }

    private Optional<String> callChange(String state) {
        var former = before.callsOf(state);
        var present = after.callsOf(state);
        var isCut = before.callsLeftOut() > 0 || after.callsLeftOut() > 0;
        if (former.size() != present.size() && !isCut) {
            return Optional.of("%s %s, %s".formatted(Markdown.code(state), isCalled(present), wasCalled(former)));
        }
        for (int number = 0; number < Math.min(former.size(), present.size()); number++) {
            var differences = JsonDifference.between(former.get(number), present.get(number));
            if (!differences.isEmpty()) {
                var place = present.size() == 1 ? "" : " (call %d)".formatted(number);
                var further = differences.size() - 1;
                return Optional.of("%s is called%s %s%s"
                        .formatted(
                                Markdown.code(state),
                                place,
                                differences.get(0).asArgument(),
                                further == 0
                                        ? ""
                                        : "; %d more %s"
                                                .formatted(further, further == 1 ? "difference" : "differences")));
            }
        }
        return Optional.empty();
    }

    private static String isCalled(List<JsonElement> calls) {
        return calls.isEmpty() ? "is not called" : "is called " + times(calls.size());
    }

    private static String wasCalled(List<JsonElement> calls) {
        return calls.isEmpty() ? "was not" : "was " + times(calls.size());
    }

    private static String times(int calls) {
        return calls == 1 ? "once" : calls + " times";
    }
}
