package stepfunction.installation;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Folders laid over each other: where several have a file, that of the first counts; folders of one name are joined. It is written as links,
 * again and again to one place, where only what differs is changed: several runs may write it at once.
 */
public final class Overlay {

    /** By name, those that have it. */
    private final Map<Path, List<Path>> entries = new TreeMap<>();

    /** Adds what a folder has, below all that was added before. */
    public Overlay addAllOf(Path folder) throws IOException {
        return addAllOf(folder, Set.of());
    }

    /**
     * Adds what a folder has, below all that was added before.
     *
     * @param except the names of those that are left out
     */
    public Overlay addAllOf(Path folder, Set<String> except) throws IOException {
        try (var children = Files.list(folder)) {
            children.filter(child -> !except.contains(child.getFileName().toString()))
                    .forEach(this::add);
        }
        return this;
    }

    /** Adds a file or a folder, under its name. */
    public Overlay add(Path path) {
        entries.computeIfAbsent(path.getFileName(), first -> new ArrayList<>()).add(path.toAbsolutePath());
        return this;
    }

    /**
     * Writes the links.
     *
     * @param target is made, and afterwards has nothing else
     */
    public void write(Path target) throws IOException {
        if (Files.isSymbolicLink(target) || !Files.isDirectory(target)) {
            Folders.remove(target);
            Files.createDirectories(target);
        }
        removeAllExcept(entries.keySet(), target);
        for (var entry : entries.entrySet()) {
            write(entry.getValue(), target.resolve(entry.getKey()));
        }
    }

    private static void removeAllExcept(Set<Path> names, Path target) throws IOException {
        try (var children = Files.list(target)) {
            var others = children.filter(child -> !names.contains(child.getFileName()))
                    .collect(Collectors.toList());
            for (var each : others) {
                Folders.remove(each);
            }
        }
    }

    private static void write(List<Path> sources, Path target) throws IOException {
        var isFolder = Files.isDirectory(sources.get(0));
        var folders = sources.stream().filter(Files::isDirectory).toList();
        if (!isFolder || folders.size() == 1) {
            link(sources.get(0), target);
            return;
        }
        var joined = new Overlay();
        for (var folder : folders) {
            joined.addAllOf(folder);
        }
        joined.write(target);
    }

    private static void link(Path source, Path target) throws IOException {
        if (Files.isSymbolicLink(target) && Files.readSymbolicLink(target).equals(source)) {
            return;
        }
        if (Files.exists(target, NOFOLLOW_LINKS)) {
            Folders.remove(target);
        }
        try {
            Files.createSymbolicLink(target, source);
        } catch (FileAlreadyExistsException e) {
            // Another run was faster, and has made the same.
        }
    }
}
