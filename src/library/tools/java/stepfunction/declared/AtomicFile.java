package stepfunction.declared;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/** Writes files that other processes read and write at the same time: each of them sees one complete version. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes nothing where the file has these bytes already. */
    public static void write(Path file, byte[] bytes) throws IOException {
        if (has(file, bytes)) {
            return;
        }
        var partial = file.toAbsolutePath().resolveSibling(".%s.%s".formatted(file.getFileName(), UUID.randomUUID()));
        Files.createDirectories(partial.resolve("..").normalize());
        try {
            Files.write(partial, bytes, StandardOpenOption.CREATE_NEW);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(partial);
            throw new IOException("%s: %s".formatted(file, reason(e)), e);
        }
    }

    /** The reason without the name of the partial file, which means nothing to the user. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        var reason = e instanceof FileSystemException ofFile ? ofFile.getReason() : e.getMessage();
        return reason == null ? e.toString() : reason;
    }

    private static boolean has(Path file, byte[] bytes) throws IOException {
        return Files.isRegularFile(file)
                && Files.isReadable(file)
                && Files.size(file) == bytes.length
                && Arrays.equals(Files.readAllBytes(file), bytes);
    }
}
