package stepfunction.requirements;

import java.nio.file.Path;
import java.util.List;

/**
 * A requirements.txt with all files that it names.
 *
 * @param packages that it asks for, in their order
 * @param libraries in folders, whose sources are to be copied
 * @param constraints on the versions of packages, which it does not ask for
 * @param indexOptions of pip, such as {@code --extra-index-url https://pypi.example.com/simple}
 * @param builds the lines that ask for packages to be built on this machine
 * @param problems why it cannot be read, one line each
 */
public record RequirementsFile(
        List<RequiredPackage> packages,
        List<LocalLibrary> libraries,
        List<RequiredPackage> constraints,
        List<String> indexOptions,
        List<SourceLine> builds,
        List<String> problems) {

    /** That of a folder without one. */
    public static final RequirementsFile NONE =
            new RequirementsFile(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public RequirementsFile {
        packages = List.copyOf(packages);
        libraries = List.copyOf(libraries);
        constraints = List.copyOf(constraints);
        indexOptions = List.copyOf(indexOptions);
        builds = List.copyOf(builds);
        problems = List.copyOf(problems);
    }

    /**
     * A package that a line asks for.
     *
     * @param hashes such as {@code sha256:...}; its file must have one of them. Empty if any file is accepted
     */
    public record RequiredPackage(SourceLine place, Requirement requirement, List<String> hashes) {

        public RequiredPackage {
            hashes = List.copyOf(hashes);
        }
    }

    /** A library in a folder of the project. */
    public record LocalLibrary(SourceLine place, String name, Path folder) {}

    /**
     * Reads a file.
     *
     * @param project the project's folder
     * @param file its path in it
     */
    public static RequirementsFile read(Path project, String file) {
        var reader = new RequirementsReader(project);
        reader.readRequirements(file);
        return reader.result();
    }
}
