package stepfunction.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The process of one version of a function, with a Runtime API of its own. As in Lambda it serves one invocation after the other, so that
 * what a handler keeps in globals lives on, and ends with one that exceeds its timeout or its memory:
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html.
 */
final class ExecutionEnvironment {

    /** The time that Lambda allows for the load of a handler; after that, the load goes on within the first invocation. */
    private static final Duration INIT_LIMIT = Duration.ofSeconds(10);

    /** Longer than the launcher needs to pass on what a process has printed. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS_AT_MEMORY = Duration.ofMillis(100);
    private static final long BYTES_OF_MB = 1024L * 1024;
    private static final Duration UNLIMITED = Duration.ofDays(365);
    private static final String KILLED = "signal: killed";

    private final LambdaFunction function;
    private final Optional<Integer> memoryMb;
    private final Signals signals;
    private final RuntimeApi api;
    private final FunctionProcess process;
    private boolean isLoaded;
    private boolean hasEnded;

    private ExecutionEnvironment(Start start, Signals signals, RuntimeApi api, FunctionProcess process) {
        this.function = start.environment().function();
        this.memoryMb = start.memoryMb();
        this.signals = signals;
        this.api = api;
        this.process = process;
    }

    /**
     * How a process starts.
     *
     * @param launcher its command
     * @param folder that is its current one
     * @param memoryMb beyond which it is killed
     */
    record Start(
            List<String> launcher,
            RuntimeClient client,
            HandlerEnvironment environment,
            Path folder,
            Optional<Integer> memoryMb) {}

    /** An invocation of the function. */
    record Request(String requestId, String invokedArn, String event, Duration timeout) {}

    /**
     * Starts it.
     *
     * @throws CannotRunException where it does not start
     */
    static ExecutionEnvironment start(Start start) {
        var signals = new Signals();
        var token = start.client().isOwn() ? UUID.randomUUID().toString() : "";
        var api = RuntimeApi.start(token, signals);
        var variables = start.environment().variables();
        variables.putAll(start.client().environment());
        variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
        try {
            var builder = ChildProcess.of(start.launcher(), variables)
                    .directory(start.folder().toFile());
            var process = FunctionProcess.start(builder, start.environment().instance(), signals);
            return new ExecutionEnvironment(start, signals, api, process);
        } catch (CannotRunException e) {
            api.close();
            throw e;
        }
    }

    LambdaFunction function() {
        return function;
    }

    /** Whether it serves no further invocation. */
    boolean hasEnded() {
        return hasEnded || !process.launcher().isAlive();
    }

    /** The process above that of the function. */
    ProcessHandle launcher() {
        return process.launcher();
    }

    /**
     * Invokes the handler.
     *
     * @param limit of the invocation; the load of the handler and an installation of packages do not count
     * @param installation installs the packages of Lambda's runtime; whether they are there then
     */
    Answer invoke(Request request, Optional<Duration> limit, InvocationLog log, BooleanSupplier installation) {
        try {
            return new Invoking(request, limit, log, installation).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            return new Answer(Answer.Kind.EXITED, KILLED, Duration.ZERO);
        }
    }

    private boolean exceedsMemory() {
        return memoryMb.flatMap(limit -> process.memory().filter(bytes -> bytes > limit * BYTES_OF_MB))
                .isPresent();
    }

    private void kill() {
        process.kill();
        hasEnded = true;
    }

    /** Begins to end the process; {@link #close} waits for it. */
    void end() {
        process.end();
    }

    /** Ends the process, and with it the invocation that it serves. */
    void close() {
        hasEnded = true;
        process.close();
        api.close();
    }

    /** One invocation. It ends with an answer and all that was printed before it, with the process, or at its deadline. */
    private final class Invoking {

        private final Request request;
        private final Optional<Duration> limit;
        private final InvocationLog log;
        private final BooleanSupplier installation;
        private Optional<Boolean> arePackagesPresent = Optional.empty();
        private Optional<Answer> answer = Optional.empty();
        private boolean isSent;
        private boolean isRead;
        private long begin = System.nanoTime();
        private long deadline = begin + INIT_LIMIT.toNanos();

        Invoking(Request request, Optional<Duration> limit, InvocationLog log, BooleanSupplier installation) {
            this.request = request;
            this.limit = limit;
            this.log = log;
            this.installation = installation;
        }

        Answer run() throws InterruptedException {
            if (isLoaded) {
                send();
            }
            while (!hasEnded && !isRead) {
                var now = System.nanoTime();
                var signal = signals.next(Math.min(deadline, now + BETWEEN_LOOKS_AT_MEMORY.toNanos()));
                if (signal.isPresent()) {
                    take(signal.get());
                } else if (exceedsMemory()) {
                    killWith(Answer.Kind.EXITED, KILLED);
                } else if (System.nanoTime() >= deadline) {
                    passDeadline();
                }
            }
            if (!hasEnded && exceedsMemory()) {
                killWith(Answer.Kind.EXITED, KILLED);
            }
            return answer.orElseThrow();
        }

        private void send() {
            isSent = true;
            begin = System.nanoTime();
            deadline = begin + limit.orElse(UNLIMITED).toNanos();
            var deadlineMs = System.currentTimeMillis() + request.timeout().toMillis();
            api.send(new RuntimeApi.Event(request.requestId(), request.invokedArn(), deadlineMs, request.event()));
        }

        private void take(Signal signal) {
            if (signal instanceof Signal.Printed printed) {
                log.add(printed.line());
            } else if (signal instanceof Signal.Ready && !isSent) {
                isLoaded = true;
                send();
            } else if (signal instanceof Signal.PackagesWanted wanted) {
                install(wanted);
            } else if (signal instanceof Signal.Answered answered && answer.isEmpty()) {
                answer = Optional.of(answer(answered.kind(), answered.text()));
                deadline = System.nanoTime() + GRACE.toNanos();
                process.mark(request.requestId());
            } else if (signal instanceof Signal.Marked marked) {
                isRead = marked.mark().equals(request.requestId());
                // A process whose handler does not load has nothing to serve.
                hasEnded = isRead && !isSent;
            } else if (signal instanceof Signal.Ended ended) {
                hasEnded = true;
                answer = answer.or(() -> Optional.of(answer(Answer.Kind.EXITED, ended.how())));
            }
        }

        private Answer answer(Answer.Kind kind, String text) {
            var took = isSent ? Duration.ofNanos(System.nanoTime() - begin) : Duration.ZERO;
            return new Answer(kind, text, took);
        }

        /** Once an invocation. */
        private void install(Signal.PackagesWanted wanted) {
            var start = System.nanoTime();
            arePackagesPresent = arePackagesPresent.or(() -> Optional.of(installation.getAsBoolean()));
            var took = System.nanoTime() - start;
            begin += took;
            deadline += took;
            wanted.arePresent().complete(arePackagesPresent.orElseThrow());
        }

        private void passDeadline() throws InterruptedException {
            if (answer.isPresent()) {
                // The handler has stopped the launcher.
                kill();
            } else if (isSent) {
                killWith(Answer.Kind.TIMED_OUT, "");
            } else {
                send();
            }
        }

        /** With all that has been printed by then. */
        private void killWith(Answer.Kind kind, String text) throws InterruptedException {
            answer = Optional.of(answer(kind, text));
            kill();
            var end = System.nanoTime() + GRACE.toNanos();
            var rest = signals.next(end);
            while (rest.isPresent() && !(rest.get() instanceof Signal.Ended)) {
                if (rest.get() instanceof Signal.Printed printed) {
                    log.add(printed.line());
                }
                rest = signals.next(end);
            }
        }
    }
}
