package stepfunction.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a folder that the archive provider packs: the target of each link in its place, in the provider's order.
 *
 * @param files of a zip of the folder
 * @param environments the virtual environments that it leaves out
 * @param problems why the provider would pack nothing, one sentence each, with the fix
 */
public record PackedFolder(List<PackedFile> files, List<String> environments, List<String> problems) {

    /**
     * A file of the folder.
     *
     * @param name its path in the zip
     */
    public record PackedFile(String name, Path path) {

        long bytes() throws IOException {
            return Files.size(path);
        }
    }

    public PackedFolder {
        files = List.copyOf(files);
        environments = List.copyOf(environments);
        problems = List.copyOf(problems);
    }

    /**
     * Looks through a folder.
     *
     * @param shown the folder as the user knows it
     * @param excludes patterns of doublestar on the path in the folder: a bare name excludes at the top alone, a leading
     *     <code>**&#47;</code> at any depth; what is in an excluded folder is excluded too
     */
    public static PackedFolder of(Path folder, String shown, List<String> excludes) {
        return of(List.of(), folder, shown, excludes);
    }

    /** As {@link #of(Path, String, List)}, but without virtual environments, and a link that leads out of the project is a problem. */
    static PackedFolder within(DeploymentSource source, List<String> excludes) {
        var roots = Stream.concat(Stream.of(source.project()), source.outside().stream());
        return of(roots.map(PackedFolder::real).toList(), source.path(), source.folder(), excludes);
    }

    private static PackedFolder of(List<Path> roots, Path folder, String shown, List<String> excludes) {
        var search = new Search(roots, folder, shown, Glob.patterns(excludes));
        search.visit(folder, "");
        return new PackedFolder(search.files, search.environments, search.problems);
    }

    /** Without links. */
    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    /** @param roots in which links may lead; empty for all that the provider packs, wherever links lead */
    private record Search(
            List<Path> roots,
            Path folder,
            String shown,
            List<Pattern> excludes,
            List<PackedFile> files,
            List<String> environments,
            List<String> problems) {

        Search(List<Path> roots, Path folder, String shown, List<Pattern> excludes) {
            this(roots, folder, shown, excludes, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /** @param name the path in the zip, empty for the folder itself */
        void visit(Path path, String name) {
            if (!name.isEmpty() && Glob.anyMatches(excludes, name)) {
                return;
            }
            if (isLeftOutEnvironment(path, name)) {
                environments.add(name);
                return;
            }
            var what = name.isEmpty() ? shown : shown + "/" + name;
            if (Files.isSymbolicLink(path) && !Files.exists(path)) {
                problems.add("%s is a link that leads nowhere; fix or remove it".formatted(what));
            } else if (leavesTheProject(path, name)) {
                problems.add(
                        "%s is a link that leads out of the project; copy its target into the project".formatted(what));
            } else if (!isReadable(path)) {
                problems.add(unreadable(what));
            } else if (!Files.isDirectory(path) && !Files.isRegularFile(path)) {
                problems.add("%s must be a file or a folder, is a pipe or a device; remove it".formatted(what));
            } else if (!Files.isDirectory(path)) {
                files.add(new PackedFile(name, path));
            } else if (leadsIntoItself(path)) {
                problems.add("%s is a link that leads into itself; remove it".formatted(what));
            } else {
                children(path, what).forEach(child -> visit(child, inFolder(name, child)));
            }
        }

        /** The folder itself is none: it holds the handler. */
        private boolean isLeftOutEnvironment(Path path, String name) {
            return !roots.isEmpty() && !name.isEmpty() && NeverPacked.isVirtualEnvironment(path);
        }

        private static String inFolder(String name, Path child) {
            return name.isEmpty() ? FileName.of(child) : "%s/%s".formatted(name, FileName.of(child));
        }

        /** Where the folder itself is or lies in a link, that leads out, too. */
        private boolean leavesTheProject(Path path, String name) {
            return !roots.isEmpty()
                    && (name.isEmpty() || Files.isSymbolicLink(path))
                    && roots.stream().noneMatch(real(path)::startsWith);
        }

        private static boolean isReadable(Path path) {
            return Files.isReadable(path) && (!Files.isDirectory(path) || Files.isExecutable(path));
        }

        private static String unreadable(String what) {
            return "%s is not readable; run: chmod u+rX %s".formatted(what, what);
        }

        /** In the order of their names, which is not that of their paths: the folder {@code a} comes before {@code a.py}. */
        private List<Path> children(Path path, String what) {
            try (var children = Files.list(path)) {
                return children.sorted().toList();
            } catch (IOException e) {
                problems.add(unreadable(what));
                return List.of();
            }
        }

        private boolean leadsIntoItself(Path path) {
            var foldersAbove = Stream.iterate(path, each -> !each.equals(folder), Path::getParent)
                    .map(Path::getParent);
            var real = real(path);
            return foldersAbove.map(PackedFolder::real).anyMatch(real::equals);
        }
    }
}
