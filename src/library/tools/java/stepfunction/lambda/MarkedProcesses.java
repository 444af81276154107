package stepfunction.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes with a mark in their environment: also those that have left the process that has started them. On Linux alone. */
public final class MarkedProcesses {

    /** One that forks all the time needs several. */
    private static final int MAX_ROUNDS = 50;

    private static final Path PROC = Path.of("/proc");

    private MarkedProcesses() {}

    public static void kill(String mark) {
        for (var round = 0; round < MAX_ROUNDS; round++) {
            var marked = all(mark);
            if (marked.isEmpty()) {
                return;
            }
            marked.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Those that run: a zombie has no environment. */
    public static List<ProcessHandle> all(String mark) {
        try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            var handles = new ArrayList<ProcessHandle>();
            for (var entry : entries) {
                if (has(entry, mark)) {
                    handle(entry).ifPresent(handles::add);
                }
            }
            return handles;
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean has(Path entry, String mark) {
        try {
            return Files.readString(entry.resolve("environ"), ISO_8859_1).contains(mark);
        } catch (IOException e) {
            // It has ended, or is another user's.
            return false;
        }
    }

    private static Optional<ProcessHandle> handle(Path entry) {
        return ProcessHandle.of(Long.parseLong(entry.getFileName().toString()));
    }
}
