package stepfunction.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;

/** The lines that an invocation prints, up to a limit. */
final class InvocationLog {

    private static final int MAX_LINES = 20_000;
    private static final int MAX_BYTES = 6_291_456;

    private final Consumer<String> out;
    private int lines;
    private int bytes;
    private boolean isCut;

    InvocationLog(Consumer<String> out) {
        this.out = out;
    }

    void add(String line) {
        if (isCut) {
            return;
        }
        lines++;
        bytes += line.getBytes(UTF_8).length + 1;
        isCut = lines > MAX_LINES || bytes > MAX_BYTES;
        out.accept(
                isCut
                        ? "(The log is cut here: it is limited to %d lines and %d bytes per invocation.)"
                                .formatted(MAX_LINES, MAX_BYTES)
                        : line);
    }
}
