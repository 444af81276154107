package stepfunction.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A process of a function, below those of {@code launcher.py}, which describes them. It is not trusted: a handler may stop them, kill
 * them, or write where they write.
 */
final class FunctionProcess {

    private static final String STARTED = "started ";
    private static final String ENDED = "ended ";

    /** Of a process whose launcher has not seen its end. */
    private static final String KILLED = "signal: killed";

    private static final int SECONDS_TO_END = 5;
    private static final int SECONDS_TO_KILL = 1;

    private final String instance;
    private final Signals signals;
    private final String nonce = UUID.randomUUID().toString();
    private final CompletableFuture<Process> launcher = new CompletableFuture<>();
    private final Thread reader;
    private volatile Optional<Long> pid = Optional.empty();

    private FunctionProcess(ProcessBuilder builder, String instance, Signals signals) {
        this.instance = instance;
        this.signals = signals;
        // Linux signals a process when the thread that started it ends: this one lives as long as the process.
        reader = daemon("function", () -> run(builder));
    }

    private static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Starts it.
     *
     * @param builder of the launcher, without the redirection of its output
     * @param instance in a value of the environment, by which all that it starts is found
     * @param signals take what it prints, marks, and its end
     * @throws CannotRunException where it does not start
     */
    static FunctionProcess start(ProcessBuilder builder, String instance, Signals signals) {
        var process = new FunctionProcess(builder.redirectError(Redirect.INHERIT), instance, signals);
        try {
            process.launcher.join();
            return process;
        } catch (CompletionException e) {
            throw new CannotRunException(
                    "a function does not start (%s); run the command again".formatted(e.getCause()));
        }
    }

    private void run(ProcessBuilder builder) {
        try {
            launcher.complete(builder.start());
        } catch (IOException e) {
            launcher.completeExceptionally(e);
            return;
        }
        daemon("function-end", this::endWhatIsLeft);
        say(nonce);
        try (var stdout = launcher.join().getInputStream()) {
            pass(new MarkedOutput(stdout, nonce));
        } catch (IOException e) {
            addEnd(KILLED);
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    /** Passes on what comes until the launcher reports the end of the process, or has ended itself. */
    private void pass(MarkedOutput output) throws IOException, InterruptedException {
        for (var signal = output.next(); signal.isPresent(); signal = output.next()) {
            if (signal.get() instanceof Signal.Marked marked && marked.mark().startsWith(ENDED)) {
                addEnd(marked.mark().substring(ENDED.length()));
                return;
            }
            if (signal.get() instanceof Signal.Marked marked && marked.mark().startsWith(STARTED)) {
                pid = Optional.of(Long.parseLong(marked.mark().substring(STARTED.length())));
            } else {
                signals.add(signal.get());
            }
        }
        addEnd(KILLED);
    }

    private void addEnd(String how) {
        try {
            signals.add(new Signal.Ended(how));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where a handler has killed the launcher, a process that it has left behind may print for ever. */
    private void endWhatIsLeft() {
        try {
            launcher.join().waitFor();
            reader.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_KILL));
            if (reader.isAlive()) {
                MarkedProcesses.kill(instance);
                addEnd(KILLED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for a mark behind what has been printed so far. A launcher that a handler has stopped does not answer. */
    void mark(String text) {
        say(text);
    }

    private void say(String line) {
        try {
            var stdin = launcher.join().getOutputStream();
            stdin.write((line + "\n").getBytes(UTF_8));
            stdin.flush();
        } catch (IOException e) {
            // It has ended, which its stdout shows.
        }
    }

    /** The process above that of the function, or above its launcher. */
    ProcessHandle launcher() {
        return launcher.join().toHandle();
    }

    /** The most memory that the function's process has had, in bytes; empty where the system does not say. */
    Optional<Long> memory() {
        return pid.flatMap(ProcessMemory::peak);
    }

    /** Ends it and all that it has started, without waiting. */
    void end() {
        try {
            launcher.join().getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /** Ends it, and kills what does not end: processes that a handler has stopped, or that have left their parents. */
    void kill() {
        end();
        waitOrKill(SECONDS_TO_KILL);
        MarkedProcesses.kill(instance);
    }

    /** Ends it, and waits for that. */
    void close() {
        end();
        waitOrKill(SECONDS_TO_END);
        reader.interrupt();
    }

    private void waitOrKill(int seconds) {
        try {
            if (!launcher.join().waitFor(seconds, TimeUnit.SECONDS)) {
                ChildProcess.kill(launcher.join());
                MarkedProcesses.kill(instance);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ChildProcess.kill(launcher.join());
        }
    }
}
