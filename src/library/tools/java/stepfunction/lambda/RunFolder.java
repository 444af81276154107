package stepfunction.lambda;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder for the files that one run writes. It is removed at the end; that of a run that was killed, by the next one.
 *
 * @param path of the folder
 * @param lock locked while the run lives, in the file beside the folder with {@link #LOCK_SUFFIX}
 */
public record RunFolder(Path path, FileChannel lock) implements AutoCloseable {

    private static final String LOCK_SUFFIX = ".lock";

    /** Those of this process: to open the file of its own lock, and to close it, would unlock it. */
    private static final Set<Path> OWN_LOCK_FILES = ConcurrentHashMap.newKeySet();

    /**
     * Makes one, and removes those that other runs have left.
     *
     * @param parent is made too; others may write there
     */
    public static RunFolder in(Path parent) throws IOException {
        Files.createDirectories(parent);
        removeLeftOver(parent);
        while (true) {
            var path = parent.resolve(UUID.randomUUID().toString()).toAbsolutePath();
            var lockFile = lockFile(path);
            OWN_LOCK_FILES.add(lockFile);
            var lock = FileChannel.open(lockFile, CREATE_NEW, WRITE);
            // Another run may have seen the file before it was locked, and have removed it.
            if (lock.tryLock() != null && Files.exists(lockFile)) {
                return new RunFolder(Files.createDirectory(path), lock);
            }
            lock.close();
        }
    }

    /** Makes one in the folder for temporary files where nothing can be written to the parent. */
    public static RunFolder inOrTemporary(Path parent) throws IOException {
        try {
            return in(parent);
        } catch (IOException e) {
            var path = Files.createTempDirectory("lambda-step-functions-").toAbsolutePath();
            return new RunFolder(path, FileChannel.open(lockFile(path), CREATE_NEW, WRITE));
        }
    }

    private static Path lockFile(Path path) {
        return path.resolveSibling(path.getFileName() + LOCK_SUFFIX);
    }

    private static void removeLeftOver(Path parent) throws IOException {
        try (var lockFiles = Files.newDirectoryStream(parent, "*" + LOCK_SUFFIX)) {
            for (var lockFile : lockFiles) {
                removeIfLeftOver(lockFile);
            }
        }
    }

    /** The system unlocks the file of a process that has ended. */
    private static void removeIfLeftOver(Path lockFile) {
        // To open a pipe would wait for ever.
        if (OWN_LOCK_FILES.contains(lockFile.toAbsolutePath()) || !Files.isRegularFile(lockFile, NOFOLLOW_LINKS)) {
            return;
        }
        try (var lock = FileChannel.open(lockFile, WRITE, NOFOLLOW_LINKS)) {
            if (lock.tryLock() != null) {
                var name = lockFile.getFileName().toString();
                remove(lockFile.resolveSibling(name.substring(0, name.length() - LOCK_SUFFIX.length())));
                Files.deleteIfExists(lockFile);
            }
        } catch (IOException e) {
            // A later run may be able to.
        }
    }

    /** Removes it; where that is not possible, a later run tries again. */
    @Override
    public void close() {
        try {
            remove(path);
            Files.deleteIfExists(lockFile(path));
        } catch (IOException e) {
            // The lock's file stays, for a later run to find.
        }
        try {
            lock.close();
        } catch (IOException e) {
            // The end of this process unlocks it.
        }
        OWN_LOCK_FILES.remove(lockFile(path));
    }

    /**
     * Removes a folder with all that is in it, however deep it is nested and whatever its permissions are; of a link, the link alone.
     * A folder that is not there is removed already.
     */
    public static void remove(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            Files.delete(folder);
        }
        if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            Files.deleteIfExists(folder);
            return;
        }
        makeAccessible(folder);
        for (var entries = entries(folder); !entries.isEmpty(); entries = entries(folder)) {
            for (var entry : entries) {
                removeWithoutFolders(entry, folder);
            }
        }
        Files.delete(folder);
    }

    /** Moves the folders that are in it to the top, where no path is longer than the system takes. */
    private static void removeWithoutFolders(Path entry, Path top) throws IOException {
        if (Files.isDirectory(entry, NOFOLLOW_LINKS)) {
            makeAccessible(entry);
            for (var each : entries(entry)) {
                if (Files.isDirectory(each, NOFOLLOW_LINKS)) {
                    makeAccessible(each);
                    Files.move(each, top.resolve(UUID.randomUUID().toString()));
                } else {
                    Files.delete(each);
                }
            }
        }
        Files.delete(entry);
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** A handler may have taken its own permissions away. */
    private static void makeAccessible(Path folder) throws IOException {
        if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
            try {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            } catch (AccessDeniedException e) {
                // Its removal says so.
            }
        }
    }
}
