package stepfunction.declared;

import com.pulumi.exceptions.RunException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.plan.UserCode;

/**
 * Why a run of the program against the mocks failed.
 *
 * @param exceptions as the SDK reports them, some several times; there is one at least
 * @param madeUpLookups the answers that the program got and only AWS knows
 * @param madeUpOutputs the outputs of its resources that only AWS knows
 */
record ProgramFailure(List<Exception> exceptions, List<LookupEntry> madeUpLookups, List<LookupEntry> madeUpOutputs) {

    ProgramFailure {
        exceptions = List.copyOf(exceptions);
        madeUpLookups = List.copyOf(madeUpLookups);
        madeUpOutputs = List.copyOf(madeUpOutputs);
    }

    /**
     * The exception to throw: a refusal of the program's as it is; what the user's code threw with its file and line, and with the entries of
     * lookups.json that replace the made-up values which it may have failed on.
     */
    RuntimeException exception() {
        var causes = exceptions.stream().map(ProgramFailure::deepestCause).toList();
        var refusal = causes.stream().filter(RunException.class::isInstance).findFirst();
        return exception(refusal.orElse(causes.get(0)));
    }

    /** Of a file that cannot be read or written, the exception that names the file. */
    private static Throwable deepestCause(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null && !(cause instanceof UncheckedIOException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private RuntimeException exception(Throwable cause) {
        if (cause instanceof RunException refusal) {
            var message = String.valueOf(refusal.getMessage());
            // The SDK has subclasses, such as for an output that another stack lacks.
            var isOfTheSdk = refusal.getClass() != RunException.class;
            // Nothing is known of another stack's outputs: the program then finds none.
            var readsAnotherStack =
                    madeUpLookups.stream().anyMatch(entry -> entry.lookup().equals(MockedProviders.STACK_REFERENCE));
            var advice = advice(message, isOfTheSdk || readsAnotherStack || UserCode.isReportedIn(message));
            return advice.isEmpty() ? refusal : new RunException(message + advice, refusal);
        }
        var place = UserCode.place(cause);
        var isMistakeOfOurs = place.filter(UserCode::isOfThisLibrary).isPresent();
        var advice = advice(String.valueOf(cause), !isMistakeOfOurs);
        if (isMistakeOfOurs && advice.isEmpty()) {
            return cause instanceof RuntimeException mistake ? mistake : new IllegalStateException(cause);
        }
        var line = place.filter(frame -> !isMistakeOfOurs)
                .map(frame -> " at %s:%d".formatted(frame.getFileName(), frame.getLineNumber()));
        return new RunException("the program fails%s: it throws %s%s".formatted(line.orElse(""), cause, advice), cause);
    }

    /**
     * Names the made-up values that a message shows; without any, those that may be the reason.
     *
     * @param mayBeTheReason whether code of the user's has failed
     */
    private String advice(String message, boolean mayBeTheReason) {
        var shown = Stream.concat(madeUpLookups.stream(), madeUpOutputs.stream())
                .filter(entry -> entry.isShownIn(message))
                .toList();
        if (!shown.isEmpty()) {
            return "; that value is made up, set it in the list in %s: %s".formatted(LookupAnswers.FILE, json(shown));
        }
        return madeUpLookups.isEmpty() || !mayBeTheReason
                ? ""
                : "; if a made-up value is the reason, set it in the list in %s: %s"
                        .formatted(LookupAnswers.FILE, json(madeUpLookups));
    }

    private static String json(List<LookupEntry> entries) {
        return entries.stream().map(LookupEntry::json).collect(Collectors.joining(" or "));
    }
}
