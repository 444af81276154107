package stepfunction.changes;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Prints what has changed since another commit, in Markdown. */
public final class Changes {

    private static final int CANNOT_COMPARE = 2;

    private Changes() {}

    /**
     * Reads the system properties {@code base}, the file that {@code mvn verify} left for the other commit, and {@code running}, the file
     * that it left there for the functions' present code.
     */
    public static void main(String[] args) {
        try {
            var text = report(Path.of(""), file("base"), file("running"));
            var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
            out.print(text);
            out.flush();
        } catch (UnreadableRevisionException e) {
            System.err.println("The changes cannot be shown: " + e.getMessage());
            Runtime.getRuntime().halt(CANNOT_COMPARE);
        }
    }

    private static Optional<Path> file(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(Path::of);
    }

    /** @throws UnreadableRevisionException in one sentence */
    static String report(Path projectDir, Optional<Path> base, Optional<Path> running) {
        var present = Revision.read(projectDir.resolve(Revision.FILE));
        return new ChangeReport(present, base.map(Revision::read), running.map(Revision::read)).text();
    }
}
