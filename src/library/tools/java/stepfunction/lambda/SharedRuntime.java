package stepfunction.lambda;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A runtime of Lambda that starts when it is first asked for, and is shared by tests. */
public final class SharedRuntime implements AutoCloseable {

    private final LambdaSettings settings;
    private Optional<LocalLambda> started = Optional.empty();

    public SharedRuntime(LambdaSettings settings) {
        this.settings = settings;
    }

    /** With packages of the tests' own in place of what Lambda's runtime brings. */
    public static SharedRuntime ofTests() {
        var cache = Path.of("target", "local-tests").toAbsolutePath();
        var none = new RuntimePackages(cache, "none", List.of("--no-index", "boto3"));
        return new SharedRuntime(new LambdaSettings("python3", none, false, Optional.empty()));
    }

    public LambdaSettings settings() {
        return settings;
    }

    public synchronized LocalLambda get() {
        started = started.or(() -> Optional.of(LocalLambda.start(settings)));
        return started.get();
    }

    @Override
    public void close() {
        started.ifPresent(LocalLambda::close);
    }
}
