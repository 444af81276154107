package stepfunction.aws;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.config.StackConfig;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;

/**
 * A folder with the sources of functions, and what Lambda demands of it.
 *
 * @param name its path in the project
 * @param functions those whose sources it has
 */
public record FunctionFolder(Path project, String name, List<FunctionSpec> functions, StackConfig config) {

    /**
     * What is there for the developer alone, in doublestar's patterns. At the top of the folder only: {@code __init__.py}, which
     * serves local tools; the function's tests, as packages may import their own; {@code bin}, pip's scripts.
     */
    static final List<String> EXCLUDES = List.of(
            "__init__.py",
            "bin",
            "tests",
            "**/*.pyc",
            "**/*~",
            "**/.*.swp",
            "**/.DS_Store",
            "**/.pytest_cache",
            "**/.venv",
            "**/__pycache__");

    /** The folders of a plan. */
    public static List<FunctionFolder> of(Plan plan, Path project) {
        return plan.functions().stream()
                .collect(Collectors.groupingBy(FunctionSpec::folder, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> new FunctionFolder(project, entry.getKey(), entry.getValue(), plan.config()))
                .toList();
    }

    private Path path() {
        return project.resolve(name);
    }

    /** What AWS or the archive provider would refuse, or every invocation fail with. */
    public List<String> violations() {
        if (Files.exists(path()) && !Files.isDirectory(path())) {
            return List.of("%s must be a folder with the sources of the function %s, is a file; rename one of them"
                    .formatted(name, functions.get(0).name()));
        }
        var packed = Files.isDirectory(path())
                ? PackedFolder.of(path(), name, EXCLUDES)
                : new PackedFolder(List.of(), List.of());
        if (!packed.problems().isEmpty()) {
            return packed.problems();
        }
        return Stream.concat(missingHandlers(packed), new PackageSizeCheck(name, packed).violations())
                .toList();
    }

    private Stream<String> missingHandlers(PackedFolder packed) {
        var files =
                packed.files().stream().map(file -> name + "/" + file.name()).collect(Collectors.toSet());
        return functions.stream()
                .flatMap(function -> function.handlerFile().stream())
                .distinct()
                .filter(handler -> !files.contains(handler))
                .map(handler -> Files.exists(project.resolve(handler))
                        ? "%s must be in the function's package, which leaves it out; move it".formatted(handler)
                        : "%s must be there, was absent; create it".formatted(handler));
    }

    /** What probably fails in AWS; a layer may bring it. */
    public List<String> warnings() {
        return functions.stream().anyMatch(function -> !function.layers().isEmpty())
                ? List.of()
                : new RequirementsCheck(path(), name, config).warnings();
    }
}
