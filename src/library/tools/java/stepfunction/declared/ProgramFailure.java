package stepfunction.declared;

import com.pulumi.exceptions.RunException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.plan.UserCode;

/**
 * Why a run of the program against the mocks failed.
 *
 * @param exceptions as the SDK reports them, some several times
 * @param madeUpLookups the answers that the program got and only AWS knows
 * @param madeUpOutputs the outputs of its resources that only AWS knows
 */
record ProgramFailure(List<Exception> exceptions, List<LookupEntry> madeUpLookups, List<LookupEntry> madeUpOutputs) {

    /**
     * What to throw: a refusal of the program's as it is; what the user's code threw with its file and line, and with the entries of
     * lookups.json that replace the made-up values which it may have failed on.
     */
    Optional<RuntimeException> exception() {
        var causes = exceptions.stream().map(ProgramFailure::deepestCause).toList();
        return causes.stream()
                .filter(RunException.class::isInstance)
                .findFirst()
                .or(() -> causes.stream().findFirst())
                .map(this::exception);
    }

    private static Throwable deepestCause(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElse(thrown);
    }

    private RuntimeException exception(Throwable cause) {
        var place = UserCode.place(cause);
        if (cause instanceof RunException refusal) {
            return refusal;
        }
        if (place.filter(ProgramFailure::isOfThisProgram).isPresent()) {
            return cause instanceof RuntimeException mistake ? mistake : new IllegalStateException(cause);
        }
        var line = place.map(frame -> " at %s:%d".formatted(frame.getFileName(), frame.getLineNumber()));
        return new RunException(
                "the program fails%s: it throws %s%s".formatted(line.orElse(""), cause, advice(String.valueOf(cause))),
                cause);
    }

    private static boolean isOfThisProgram(StackTraceElement frame) {
        return UserCode.isOfThisProgram(frame)
                || frame.getClassName().startsWith(ProgramFailure.class.getPackageName() + ".");
    }

    private String advice(String message) {
        var shown = Stream.concat(madeUpLookups.stream(), madeUpOutputs.stream())
                .filter(entry -> entry.isShownIn(message))
                .toList();
        if (!shown.isEmpty()) {
            return "; that value is made up, set it in the list in %s: %s".formatted(LookupAnswers.FILE, json(shown));
        }
        return madeUpLookups.isEmpty()
                ? ""
                : "; if a made-up value is the reason, set it in the list in %s: %s"
                        .formatted(LookupAnswers.FILE, json(madeUpLookups));
    }

    private static String json(List<LookupEntry> entries) {
        return entries.stream().map(LookupEntry::json).collect(Collectors.joining(" or "));
    }
}
