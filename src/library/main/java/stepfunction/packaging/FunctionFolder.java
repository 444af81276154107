package stepfunction.packaging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import stepfunction.asl.Code;
import stepfunction.config.LambdaRuntime;
import stepfunction.config.LambdaRuntime.Language;
import stepfunction.config.StackConfig;
import stepfunction.installation.LambdaPlatform;
import stepfunction.plan.AcceptedWarning;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;

/**
 * A folder with the sources of functions.
 *
 * @param name its path in the project
 * @param functions those whose sources it has
 * @param mayLackPackages whether the plan accepts that packages come from elsewhere
 */
record FunctionFolder(
        Path project, String name, List<FunctionSpec> functions, StackConfig config, boolean mayLackPackages) {

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
        functions.forEach((name, each) -> folders.add(
                new FunctionFolder(project, name, each, plan.config(), isAcceptedToLackPackages(plan, name))));
        return folders;
    }

    private static boolean isAcceptedToLackPackages(Plan plan, String name) {
        return plan.main().accepted().contains(new AcceptedWarning(Code.MISSING_PACKAGE.name(), name));
    }

    Path path() {
        return project.resolve(name);
    }

    Path resolve(String file) {
        return path().resolve(file);
    }

    /** A file in it, as the user knows it. */
    String shown(String file) {
        return name + "/" + file;
    }

    /** Whether one of its functions is in this language. */
    boolean isIn(Language language) {
        return functions.stream().anyMatch(function -> function.code().isIn(language));
    }

    /** For what its functions are built, each once; empty where the AWS provider refuses all their runtimes. */
    List<LambdaPlatform> platforms() {
        return functions.stream()
                .flatMap(function -> LambdaRuntime.of(function.code().runtime()).stream())
                .map(runtime -> new LambdaPlatform(runtime, config.lambdaArchitecture()))
                .distinct()
                .toList();
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
