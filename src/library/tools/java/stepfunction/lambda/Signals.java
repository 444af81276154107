package stepfunction.lambda;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The signals of one process that have not been taken yet. Beyond a thousand, adding one blocks: a process may print for ever. */
final class Signals {

    private static final int MAX_AHEAD = 1000;

    private final BlockingQueue<Signal> queue = new ArrayBlockingQueue<>(MAX_AHEAD);

    void add(Signal signal) throws InterruptedException {
        queue.put(signal);
    }

    /**
     * The next signal.
     *
     * @param deadline as {@link System#nanoTime} counts
     * @return empty where none comes by then
     */
    Optional<Signal> next(long deadline) throws InterruptedException {
        return Optional.ofNullable(queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    }
}
