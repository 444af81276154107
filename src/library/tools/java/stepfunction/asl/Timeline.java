package stepfunction.asl;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time. Branches that run at the same time in Step Functions have threads here, and one runs at any moment: the
 * one whose time comes first. So events come in the order of their times, and the first failure is the first. Executions that start
 * each other share one.
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

    /** Threads that have ended are used again: a Map with many items would start one for each. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(body -> {
        var thread = new Thread(body, "states");
        thread.setDaemon(true);
        return thread;
    });

    private final PriorityQueue<Strand> sleeping =
            new PriorityQueue<>(Comparator.comparing((Strand strand) -> strand.wakesAt)
                    .thenComparing(strand -> strand.isTooLate)
                    .thenComparing(strand -> strand.order));
    private final Strand first = new Strand(null, Instant.MAX, () -> {});
    private final Group beside = new Group(first);
    private Instant now;
    private long orders;
    private Strand running = first;
    private boolean onlyBesideIsLeft;

    @Nullable
    private Throwable failureBeside;

    Timeline(Instant start) {
        this.now = start;
    }

    Instant now() {
        return now;
    }

    /** Whether the time of what runs is over. */
    boolean isOver() {
        return !now.isBefore(running.deadline);
    }

    /**
     * Runs something whose time may be over before that of what it is a part of.
     *
     * @throws DeadlineException if either is over; {@link #isOver} then returns whether it is that of the whole
     */
    <T extends @Nullable Object> T runUntil(Instant deadline, Supplier<T> body) {
        var self = running;
        var outer = self.deadline;
        self.deadline = deadline.isBefore(outer) ? deadline : outer;
        try {
            return body.get();
        } finally {
            self.deadline = outer;
        }
    }

    /** Runs something from this time on, whatever becomes of that which starts it; {@link #finishBeside} waits for its end. */
    void runBeside(Runnable body) {
        var strand = new Strand(beside, Instant.MAX, body);
        beside.unfinished.add(strand);
        enqueue(strand, now);
    }

    /** Returns when all has ended that runs beside the first, or throws what one of them threw. */
    void finishBeside() {
        if (!beside.unfinished.isEmpty()) {
            onlyBesideIsLeft = true;
            handOver();
            first.awaitTurn();
        }
        if (failureBeside != null) {
            throwAsItIs(failureBeside);
        }
    }

    /** Aborts what still runs beside the first. */
    void abortBeside() {
        List.copyOf(beside.unfinished).forEach(this::abort);
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
        self.isTooLate = time.isAfter(self.deadline);
        var wakesAt = self.isTooLate ? self.deadline : time;
        var next = sleeping.peek();
        if (next == null || wakesAt.isBefore(next.wakesAt)) {
            now = wakesAt;
        } else {
            enqueue(self, wakesAt);
            handOver();
            self.awaitTurn();
        }
        throwIfEnded(self);
        if (self.isTooLate) {
            throw new DeadlineException();
        }
    }

    /** Runs all from this time on, and returns when all have ended; or throws what the first failure threw, and aborts the rest. */
    void runConcurrently(List<Runnable> bodies) {
        if (bodies.isEmpty()) {
            return;
        }
        var self = running;
        var group = new Group(self);
        for (var body : bodies) {
            var strand = new Strand(group, self.deadline, body);
            group.unfinished.add(strand);
            enqueue(strand, now);
        }
        handOver();
        self.awaitTurn();
        if (self.abortedBy != null || group.failure != null) {
            List.copyOf(group.unfinished).forEach(this::abort);
        }
        throwIfEnded(self);
        if (group.failure != null) {
            throwAsItIs(group.failure);
        }
    }

    private void enqueue(Strand strand, Instant time) {
        strand.wakesAt = time;
        strand.order = orders++;
        sleeping.add(strand);
    }

    private void throwIfEnded(Strand strand) {
        if (strand.abortedBy != null) {
            throw new AbortedException();
        }
        if (failureBeside != null) {
            throwAsItIs(failureBeside);
        }
    }

    /** Gives the turn to the strand whose time comes next; there is one, since each strand that waits waits for another. */
    private void handOver() {
        var next = sleeping.remove();
        now = next.wakesAt;
        next.giveTurn();
    }

    private void abort(Strand strand) {
        sleeping.remove(strand);
        if (!strand.hasThread) {
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
        } else if (group == beside) {
            endBeside(failure);
        } else if (failure != null) {
            group.failure = failure;
            group.parent.giveTurn();
        } else if (group.unfinished.isEmpty()) {
            group.parent.giveTurn();
        } else {
            handOver();
        }
    }

    private void endBeside(@Nullable Throwable failure) {
        failureBeside = failureBeside == null ? failure : failureBeside;
        if (onlyBesideIsLeft && (failureBeside != null || beside.unfinished.isEmpty())) {
            first.giveTurn();
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

    /** A group of strands that were started together. */
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
        private Instant deadline;
        private Instant wakesAt = Instant.MIN;
        private boolean isTooLate;
        private long order;
        private boolean hasThread;
        private @Nullable Strand abortedBy;

        Strand(@Nullable Group group, Instant deadline, Runnable body) {
            this.group = group;
            this.deadline = deadline;
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
            if (group != null && !hasThread) {
                hasThread = true;
                THREADS.execute(this::runBody);
            } else {
                turn.release();
            }
        }

        void awaitTurn() {
            turn.acquireUninterruptibly();
        }

        private void runBody() {
            try {
                throwIfEnded(this);
                body.run();
            } catch (Throwable failure) { // Whatever it is, the parent throws it.
                end(this, failure);
                return;
            }
            end(this, null);
        }
    }
}
