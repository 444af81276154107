package stepfunction.packaging;

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

    public FunctionFolder {
        functions = List.copyOf(functions);
    }

    /** The folders of a plan, in alphabetical order. */
    static List<FunctionFolder> of(Plan plan, Path project) {
        var functions = new TreeMap<String, List<FunctionSpec>>();
        var withFolder = plan.functions().stream()
                .filter(function -> function.code().image().isEmpty())
                .toList();
        for (var function : withFolder) {
            functions
                    .computeIfAbsent(function.code().folder(), first -> new ArrayList<>())
                    .add(function);
        }
        var folders = new ArrayList<FunctionFolder>();
        functions.forEach((name, each) -> folders.add(new FunctionFolder(project, name, each, plan.config())));
        return folders;
    }

    /**
     * What never enters the deployment package of a folder, in doublestar's patterns.
     *
     * @param project the project's folder
     * @param name of the folder in it
     */
    public static List<String> excludes(Path project, String name) {
        return Selection.of(project, name).excludes();
    }

    Path path() {
        return project.resolve(name);
    }

    /** What its deployment package has, and has not; nothing where there is no folder. */
    Selection selection() {
        return Selection.of(project, name);
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
