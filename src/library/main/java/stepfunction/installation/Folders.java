package stepfunction.installation;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Removes and moves folders with all that is in them. */
public final class Folders {

    private Folders() {}

    /** Of a link, the link alone; what is not there is removed already. */
    public static void remove(Path path) throws IOException {
        if (!Files.exists(path, NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Moves a folder, unless another run was faster and has made the same. */
    public static void move(Path folder, Path target) throws IOException {
        try {
            Files.move(folder, target);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            remove(folder);
        }
    }
}
