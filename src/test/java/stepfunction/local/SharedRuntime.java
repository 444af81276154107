package stepfunction.local;

import java.nio.file.Path;
import java.util.Optional;

/** A runtime of Lambda that starts when it is first asked for, and is shared by tests. */
final class SharedRuntime implements AutoCloseable {

    private final Path runtimeDir;
    private Optional<LambdaRuntime> started = Optional.empty();

    SharedRuntime(Path runtimeDir) {
        this.runtimeDir = runtimeDir;
    }

    synchronized LambdaRuntime get() {
        started = started.or(() -> Optional.of(LambdaRuntime.start("python3", runtimeDir, false)));
        return started.get();
    }

    Path runtimeDir() {
        return runtimeDir;
    }

    @Override
    public void close() {
        started.ifPresent(LambdaRuntime::close);
    }
}
