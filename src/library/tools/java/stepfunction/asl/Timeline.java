package stepfunction.asl;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time. What happens at the same time in Step Functions runs on threads here, of which one runs at any moment: the
 * one whose time comes first. So events come in the order of their times, and the first failure is the first.
 */
final class Timeline {

    /** Ends what runs beside a failure, as Step Functions aborts it. */
    static final class AbortedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private AbortedException() {
            super("Something beside it has failed", null, false, false);
        }
    }

    /** Ends the execution, whose time is over. */
    static final class DeadlineException extends RuntimeException {
        private static final long serialVersionUID = 1;

        DeadlineException() {
            super("The time of the execution is over", null, false, false);
        }
    }

    private final Instant deadline;
    private final PriorityQueue<Strand> sleeping = new PriorityQueue<>(
            Comparator.comparing((Strand strand) -> strand.wakesAt).thenComparing(strand -> strand.order));
    private Instant now;
    private long orders;
    private Strand running = new Strand(null, () -> {});

    /** @param deadline after which nothing happens any more */
    Timeline(Instant start, Instant deadline) {
        this.now = start;
        this.deadline = deadline;
    }

    Instant now() {
        return now;
    }

    /** Whether the time of the execution is over. */
    boolean isOver() {
        return !now.isBefore(deadline);
    }

    /**
     * Lets the others go on until a time, and returns at that time.
     *
     * @throws AbortedException if what runs beside this has failed before
     * @throws DeadlineException if the execution ends before
     */
    void sleepUntil(Instant time) {
        if (!time.isAfter(now)) {
            return;
        }
        var self = running;
        var next = sleeping.peek();
        if (next == null || time.isBefore(next.wakesAt)) {
            self.wakesAt = time;
            moveTo(time);
        } else {
            enqueue(self, time);
            handOver();
            self.awaitTurn();
        }
        self.throwIfOver();
    }

    /** Runs all from this time on, and returns when all have ended; or throws what the first failure threw, and aborts the rest. */
    void runConcurrently(List<Runnable> bodies) {
        if (bodies.isEmpty()) {
            return;
        }
        var self = running;
        var group = new Group(self);
        for (var body : bodies) {
            var strand = new Strand(group, body);
            group.unfinished.add(strand);
            enqueue(strand, now);
        }
        handOver();
        self.awaitTurn();
        if (self.abortedBy != null || group.failure != null) {
            List.copyOf(group.unfinished).forEach(this::abort);
        }
        self.throwIfAborted();
        if (group.failure != null) {
            throwAsItIs(group.failure);
        }
    }

    private void enqueue(Strand strand, Instant time) {
        strand.wakesAt = time;
        strand.order = orders++;
        sleeping.add(strand);
    }

    private void moveTo(Instant time) {
        now = time.isAfter(deadline) ? deadline : time;
    }

    /** Gives the turn to the strand whose time comes next; there is one, since whoever waits waits for another. */
    private void handOver() {
        var next = sleeping.remove();
        moveTo(next.wakesAt);
        next.giveTurn();
    }

    private void abort(Strand strand) {
        sleeping.remove(strand);
        if (strand.thread == null) {
            return;
        }
        var self = running;
        strand.abortedBy = self;
        strand.giveTurn();
        self.awaitTurn();
    }

    private void end(Strand strand, @Nullable Throwable failure) {
        var group = strand.group();
        group.unfinished.remove(strand);
        if (strand.abortedBy != null) {
            strand.abortedBy.giveTurn();
        } else if (failure != null) {
            group.failure = failure;
            group.parent.giveTurn();
        } else if (group.unfinished.isEmpty()) {
            group.parent.giveTurn();
        } else {
            handOver();
        }
    }

    private static void throwAsItIs(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure; // A Runnable throws nothing else.
    }

    /** What was started together. */
    private static final class Group {
        final Strand parent;
        final Set<Strand> unfinished = new LinkedHashSet<>();

        @Nullable
        Throwable failure;

        Group(Strand parent) {
            this.parent = parent;
        }
    }

    /** One sequence of states, and its thread; the first of a timeline runs on the thread of its caller. */
    private final class Strand {
        private final @Nullable Group group;
        private final Runnable body;
        private final Semaphore turn = new Semaphore(0);
        private Instant wakesAt = Instant.MIN;
        private long order;
        private @Nullable Thread thread;
        private @Nullable Strand abortedBy;

        Strand(@Nullable Group group, Runnable body) {
            this.group = group;
            this.body = body;
        }

        Group group() {
            if (group == null) {
                throw new IllegalStateException("The first strand belongs to no group");
            }
            return group;
        }

        void giveTurn() {
            running = this;
            if (group != null && thread == null) {
                thread = new Thread(this::runBody, "states");
                thread.setDaemon(true);
                thread.start();
            } else {
                turn.release();
            }
        }

        void awaitTurn() {
            turn.acquireUninterruptibly();
        }

        void throwIfOver() {
            throwIfAborted();
            if (wakesAt.isAfter(deadline)) {
                throw new DeadlineException();
            }
        }

        void throwIfAborted() {
            if (abortedBy != null) {
                throw new AbortedException();
            }
        }

        private void runBody() {
            try {
                body.run();
            } catch (Throwable failure) { // Whatever it is, the parent throws it.
                end(this, failure);
                return;
            }
            end(this, null);
        }
    }
}
