package stepfunction.lambda;

import java.util.concurrent.CompletableFuture;

/** An event in the life of a function's process, in the order in which they happen. */
sealed interface Signal {

    /** A line of what the process prints. */
    record Printed(String line) implements Signal {}

    /** Everything that was printed before the mark was asked for has been read. */
    record Marked(String mark) implements Signal {}

    /** The process asks for its first event: its handler is loaded. */
    record Ready() implements Signal {}

    /** A response or an error. */
    record Answered(Answer.Kind kind, String text) implements Signal {}

    /** The handler imports a package that Lambda's runtime brings; the process waits for the answer whether it is there now. */
    record PackagesWanted(CompletableFuture<Boolean> arePresent) implements Signal {}

    /**
     * The process has ended, and with it all that it has started.
     *
     * @param how such as {@code exit status 1}
     */
    record Ended(String how) implements Signal {}
}
