package stepfunction.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of a project at one moment, without those that tools make.
 *
 * @param files by their paths from the project's folder
 */
record Snapshot(Map<Path, Stamp> files) {

    private static final Set<String> MADE_BY_TOOLS = Set.of("target", "__pycache__", "node_modules");

    /** By which a changed file is recognized. */
    record Stamp(FileTime time, long size) {}

    Snapshot {
        files = Map.copyOf(files);
    }

    static Snapshot of(Path projectDir) throws IOException {
        var visitor = new Visitor(projectDir);
        Files.walkFileTree(projectDir, visitor);
        return new Snapshot(visitor.files);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path projectDir;
        private final Map<Path, Stamp> files = new HashMap<>();

        Visitor(Path projectDir) {
            this.projectDir = projectDir;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var name = folder.getFileName().toString();
            var isMade = !folder.equals(projectDir) && (name.startsWith(".") || MADE_BY_TOOLS.contains(name));
            return isMade ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var name = file.getFileName().toString();
            var isOfEditor = name.startsWith(".") || name.endsWith("~");
            if (!isOfEditor) {
                files.put(projectDir.relativize(file), new Stamp(attributes.lastModifiedTime(), attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }

        /** It was deleted meanwhile, or cannot be read. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }

    /** The files that were added, changed or deleted. */
    ChangedFiles since(Snapshot earlier) {
        var changed = new TreeSet<Path>();
        files.forEach((file, stamp) -> {
            if (!stamp.equals(earlier.files.get(file))) {
                changed.add(file);
            }
        });
        earlier.files.keySet().stream().filter(file -> !files.containsKey(file)).forEach(changed::add);
        return new ChangedFiles(changed);
    }
}
