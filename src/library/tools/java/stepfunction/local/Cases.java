package stepfunction.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The workflow's cases: a file of JSON each, in one folder of the project.
 *
 * @param files by the name of the case
 */
record Cases(Path projectDir, Map<String, Path> files) {

    static final String FOLDER = "src/test/workflow";

    /** The case that the local run and the smoke test take unless they are told another. */
    static final String EXAMPLE = "example";

    private static final String SUFFIX = ".json";

    /**
     * Finds the cases of a project.
     *
     * @throws CannotRunException where two have the same name, which some file systems do not tell apart by upper and lower case
     */
    static Cases of(Path projectDir) {
        var files = new TreeMap<String, Path>();
        var lowerCaseNames = new TreeMap<String, Path>();
        for (var file : files(projectDir.resolve(FOLDER))) {
            var fileName = file.getFileName().toString();
            var name = fileName.substring(0, fileName.length() - SUFFIX.length());
            var other = lowerCaseNames.put(name.toLowerCase(Locale.ROOT), file);
            if (other != null) {
                throw new CannotRunException("cases must differ in their names, but %s and %s do not; rename one"
                        .formatted(projectDir.relativize(other), projectDir.relativize(file)));
            }
            files.put(name, file);
        }
        return new Cases(projectDir, files);
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(SUFFIX) && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws CannotRunException where there is none of this name, or it is no case */
    Case read(String name) {
        var file = files.get(name);
        if (file == null) {
            throw new CannotRunException(
                    "%s/%s%s does not exist%s".formatted(FOLDER, name, SUFFIX, new Names(files.keySet()).hint(name)));
        }
        try {
            return CaseReader.read(name, projectDir.relativize(file).toString(), Files.readString(file));
        } catch (IOException e) {
            throw new CannotRunException("%s is not readable as UTF-8: %s".formatted(file, e.getMessage()));
        }
    }
}
