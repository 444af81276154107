package stepfunction.packaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import stepfunction.config.StackConfig;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;

/**
 * A folder with the sources of functions.
 *
 * @param name its path in the project
 * @param functions those whose sources it has
 */
public record FunctionFolder(Path project, String name, List<FunctionSpec> functions, StackConfig config) {

    private static final List<String> EXCLUDES = List.of(
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

    public FunctionFolder {
        functions = List.copyOf(functions);
    }

    /** The folders of a plan, in alphabetical order. */
    static List<FunctionFolder> of(Plan plan, Path project) {
        var functions = new TreeMap<String, List<FunctionSpec>>();
        for (var function : plan.functions()) {
            functions
                    .computeIfAbsent(function.code().folder(), first -> new ArrayList<>())
                    .add(function);
        }
        var folders = new ArrayList<FunctionFolder>();
        functions.forEach((name, each) -> folders.add(new FunctionFolder(project, name, each, plan.config())));
        return folders;
    }

    /**
     * What is there for the developer alone, in doublestar's patterns. At the top of the folder only: {@code __init__.py}, which
     * serves local tools; the function's tests, as packages may import their own; {@code bin}, pip's scripts.
     */
    public static List<String> excludes() {
        return EXCLUDES;
    }

    Path path() {
        return project.resolve(name);
    }

    /** What its deployment package has; nothing where there is no folder. */
    PackedFolder packed() {
        return Files.isDirectory(path())
                ? PackedFolder.of(path(), name, EXCLUDES)
                : new PackedFolder(List.of(), List.of());
    }

    /** Whether one of its functions has a layer. */
    boolean hasLayers() {
        for (var function : functions) {
            if (!function.code().layers().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
