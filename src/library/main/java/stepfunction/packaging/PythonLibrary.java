package stepfunction.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import stepfunction.asl.Findings;
import stepfunction.requirements.RequirementsFile.LocalLibrary;

/**
 * A library in a folder of the project, such as {@code -e ./lib}, whose modules are packed as they are.
 *
 * @param modules the files and folders that a function imports
 */
record PythonLibrary(List<Path> modules) {

    private static final List<String> DESCRIPTIONS = List.of("pyproject.toml", "setup.py", "setup.cfg");

    /** Of a library, but not modules of it: https://setuptools.pypa.io/en/latest/userguide/package_discovery.html */
    private static final Set<String> NO_MODULES = Set.of(
            "build", "conftest.py", "dist", "docs", "examples", "noxfile.py", "setup.py", "tasks.py", "test", "tests");

    PythonLibrary {
        modules = List.copyOf(modules);
    }

    /**
     * Absent where the folder of the functions has its modules already, because it is the library or has copies or links of them.
     *
     * @param findings take what is wrong with it
     */
    static Optional<PythonLibrary> of(LocalLibrary library, FunctionFolder folder, Findings findings) {
        var path = PackedFolder.real(library.folder());
        var functions = PackedFolder.real(folder.path());
        if (functions.startsWith(path)) {
            return Optional.empty();
        }
        if (!path.startsWith(PackedFolder.real(folder.project()))) {
            findings.error("%s: the library %s lies outside of the project; copy it into the project"
                    .formatted(library.place(), library.folder()));
            return Optional.empty();
        }
        if (DESCRIPTIONS.stream().noneMatch(name -> Files.exists(path.resolve(name)))) {
            findings.error("%s: the folder %s must be a library, but has neither pyproject.toml nor setup.py; add one"
                    .formatted(
                            library.place(),
                            folder.project()
                                    .toAbsolutePath()
                                    .relativize(library.folder().toAbsolutePath())));
            return Optional.empty();
        }
        var modules = modules(path).stream()
                .filter(module -> !Files.exists(functions.resolve(module.getFileName())))
                .toList();
        return modules.isEmpty() ? Optional.empty() : Optional.of(new PythonLibrary(modules));
    }

    private static List<Path> modules(Path library) {
        var src = library.resolve("src");
        return Files.isDirectory(src)
                ? children(src)
                        .filter(each -> isModule(each) || isPackage(each, false))
                        .toList()
                : children(library)
                        .filter(each -> isModule(each) || isPackage(each, true))
                        .toList();
    }

    private static Stream<Path> children(Path folder) {
        try (var children = Files.list(folder)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            // A file that cannot be read is reported where it is packed.
            return Stream.of();
        }
    }

    private static boolean isModule(Path path) {
        var name = path.getFileName().toString();
        return name.endsWith(".py") && !NO_MODULES.contains(name) && Files.isRegularFile(path);
    }

    /** Below src, also a namespace, which has no file of its own. */
    private static boolean isPackage(Path path, boolean needsInit) {
        var name = path.getFileName().toString();
        var isNamedLikeOne = name.matches("[A-Za-z_]\\w*") && !NO_MODULES.contains(name) && !name.equals("__pycache__");
        return Files.isDirectory(path) && isNamedLikeOne && (!needsInit || Files.exists(path.resolve("__init__.py")));
    }
}
