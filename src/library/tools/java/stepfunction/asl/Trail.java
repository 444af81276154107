package stepfunction.asl;

/** The events of a scope's states, each of which leads to the next one: of the machine, of a branch, of an iteration. */
final class Trail {

    private int lastEventId;

    /** @param firstEventId of the event that leads into the scope; 0 for the machine */
    Trail(int firstEventId) {
        this.lastEventId = firstEventId;
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
