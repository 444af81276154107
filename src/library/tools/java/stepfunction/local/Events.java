package stepfunction.local;

import java.util.List;
import java.util.stream.Stream;
import stepfunction.asl.Event;
import stepfunction.asl.State;

/** The events of an execution, those of a distributed Map's iterations among them, in the order of their times. */
record Events(List<Event> all) {

    Events {
        all = List.copyOf(all);
    }

    static boolean isEntered(Event event) {
        return event.type().text().endsWith("StateEntered");
    }

    static boolean isExited(Event event) {
        return event.type().text().endsWith("StateExited");
    }

    /** The names of the states that were entered, in order. */
    List<String> path() {
        return all.stream()
                .filter(Events::isEntered)
                .flatMap(event -> event.state().stream())
                .map(State::name)
                .toList();
    }

    Stream<Event> exits() {
        return all.stream().filter(Events::isExited);
    }
}
