package stepfunction.local;

import java.util.List;
import java.util.stream.Stream;
import stepfunction.asl.HistoryEvent;
import stepfunction.asl.State;

/** The events of an execution, those of a distributed Map's iterations among them, in the order of their times. */
record MergedHistory(List<HistoryEvent> all) {

    MergedHistory {
        all = List.copyOf(all);
    }

    static boolean isEntered(HistoryEvent event) {
        return event.type().text().endsWith("StateEntered");
    }

    static boolean isExited(HistoryEvent event) {
        return event.type().text().endsWith("StateExited");
    }

    /** The names of the states that were entered, in order. */
    List<String> path() {
        return all.stream()
                .filter(MergedHistory::isEntered)
                .flatMap(event -> event.state().stream())
                .map(State::name)
                .toList();
    }

    Stream<HistoryEvent> exits() {
        return all.stream().filter(MergedHistory::isExited);
    }
}
