package stepfunction.asl;

import java.util.function.Supplier;

/** Retry and Catch: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html. */
final class ErrorHandling {

    private final Visit visit;
    private final Retriers retriers;

    ErrorHandling(Visit visit) {
        this.visit = visit;
        this.retriers = new Retriers(visit.state());
    }

    /** @throws StateError that is not to be handled, has no retrier left and no catcher */
    Completion run(Supplier<Completion> attempt) {
        while (true) {
            try {
                return attempt.get();
            } catch (StateError e) {
                var error = visit.located(e);
                var retry = retriers.retry(error);
                if (retry.isEmpty()) {
                    return caught(error);
                }
                if (visit.isAlone()) {
                    visit.setPendingRetry(retry.get());
                    throw error;
                }
                visit.timeline()
                        .sleepUntil(visit.timeline().now().plus(retry.get().delay()));
                visit.countRetry();
                visit.execution()
                        .shared()
                        .tasks()
                        .retries(visit.state(), retry.get().retrier());
            }
        }
    }

    private Completion caught(StateError error) {
        if (error.isTerminal()) {
            throw error;
        }
        visit.recordFailed();
        for (var catcher : Clause.in(visit.state(), "Catch")) {
            if (error.isNamedIn(catcher.fields())) {
                return caught(catcher, error);
            }
        }
        visit.recordEndOfBranch();
        throw error;
    }

    /** Evaluating the catcher's fields can itself fail, and the state then fails with that error. */
    private Completion caught(Clause catcher, StateError error) {
        try {
            var completion = visit.payload().caught(catcher, error);
            visit.setCaught(error);
            return completion;
        } catch (StateError e) {
            var inCatcher = visit.located(e);
            if (!inCatcher.isTerminal()) {
                visit.recordFailed();
            }
            throw inCatcher;
        }
    }
}
