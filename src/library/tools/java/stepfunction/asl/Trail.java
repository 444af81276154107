package stepfunction.asl;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The events of a scope's states, which lead to one another: of the machine, of a branch, of an iteration. */
final class Trail {

    private final List<Integer> iterations;
    private int lastEventId;

    /**
     * A trail without an event of its own.
     *
     * @param iterations the indexes of those that it is in, from the outermost Map on
     * @param firstEventId of the event that leads into the scope; 0 for the machine
     */
    private Trail(List<Integer> iterations, int firstEventId) {
        this.iterations = List.copyOf(iterations);
        this.lastEventId = firstEventId;
    }

    static Trail ofMachine() {
        return new Trail(List.of(), 0);
    }

    /** @param item of an iteration; absent in a branch */
    Trail inner(Optional<MapItem> item) {
        var within = Stream.concat(iterations.stream(), item.stream().map(MapItem::index));
        return new Trail(within.toList(), lastEventId);
    }

    List<Integer> iterations() {
        return iterations;
    }

    int lastEventId() {
        return lastEventId;
    }

    /** Goes on to an event, and returns its id. */
    int goOn(int eventId) {
        lastEventId = eventId;
        return eventId;
    }
}
