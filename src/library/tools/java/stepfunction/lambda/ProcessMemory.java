package stepfunction.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The memory of processes, on Linux alone: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html. */
final class ProcessMemory {

    private static final String PEAK = "VmHWM:";
    private static final long BYTES_OF_KB = 1024;

    private ProcessMemory() {}

    /** The most that a process has had at any time, in bytes; empty where it has ended, or this is not Linux. */
    static Optional<Long> peak(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "status"), ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith(PEAK))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_OF_KB)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
