package stepfunction.installation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A run of pip or npm.
 *
 * @param folder in which it runs: not the project's, whose files might run in its place
 * @param isSilent the time after which progress is shown
 * @param limit after which it is ended
 */
record InstallerProcess(
        List<String> command, Map<String, String> environment, Path folder, Duration isSilent, Duration limit) {

    private static final int MAX_OUTPUT_BYTES = 1_000_000;

    /**
     * How it ended.
     *
     * @param hasSucceeded false also where it did not end in time
     */
    record Ending(boolean hasSucceeded, boolean isInTime, String output) {}

    InstallerProcess {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** @param slow is called once where it takes long */
    Ending run(Runnable slow) throws IOException {
        var output = folder.resolve("output.txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            var isInTime = process.waitFor(isSilent.toMillis(), TimeUnit.MILLISECONDS);
            if (!isInTime) {
                slow.run();
                isInTime = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            }
            return new Ending(isInTime && process.exitValue() == 0, isInTime, beginning(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ending(false, false, "");
        } finally {
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static String beginning(Path output) throws IOException {
        try (var stream = Files.newInputStream(output)) {
            return new String(stream.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
        }
    }
}
