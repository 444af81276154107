package stepfunction.packaging;

import java.util.Optional;

/** Whether a deployment package has the handler of a function, as far as that can be read without running it. Python has a check of its own. */
final class HandlerCheck {

    private static final String BOOTSTRAP = "bootstrap";

    private HandlerCheck() {}

    /** The mistake, with the fix; empty if it cannot be decided. */
    static Optional<String> problem(PackedHandler handler) {
        return handler.language().flatMap(language -> switch (language) {
            case NODEJS -> NodeHandlerCheck.problem(handler);
            case JAVA -> JavaHandlerCheck.problem(handler);
            case PROVIDED -> problemOfBootstrap(handler);
            case PYTHON, DOTNET, RUBY -> Optional.empty();
        });
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html */
    private static Optional<String> problemOfBootstrap(PackedHandler handler) {
        return handler.has(BOOTSTRAP) || handler.mayBeInLayer()
                ? Optional.empty()
                : Optional.of("%s must be the executable of the function %s, does not exist; build it"
                        .formatted(handler.shown(BOOTSTRAP), handler.functionName()));
    }
}
