package stepfunction.packaging;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import stepfunction.config.LambdaRuntime;
import stepfunction.config.LambdaRuntime.Language;
import stepfunction.plan.FunctionSpec;

/**
 * The handler of a function, and the files of its deployment package.
 *
 * @param folder of the function's sources
 * @param taskRoot the folder that is packed
 * @param files by their names in the package
 */
record PackedHandler(FunctionSpec function, FunctionFolder folder, Path taskRoot, Map<String, Path> files) {

    /** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html#runtime-wrapper */
    private static final String WRAPPER = "AWS_LAMBDA_EXEC_WRAPPER";

    PackedHandler {
        files = Map.copyOf(files);
    }

    static PackedHandler of(FunctionSpec function, FunctionFolder folder, Path taskRoot, PackedFolder packed) {
        var files = new HashMap<String, Path>();
        packed.files().forEach(file -> files.put(file.name(), file.path()));
        return new PackedHandler(function, folder, taskRoot, files);
    }

    /** As its runtime expects it. */
    String name() {
        return function.code().handler();
    }

    String functionName() {
        return function.name();
    }

    Optional<Language> language() {
        return function.code().language();
    }

    /** Of its language, such as 21 for {@code java21}. */
    int version() {
        return LambdaRuntime.of(function.code().runtime()).orElseThrow().version();
    }

    /** Whether a layer may bring the handler, or a wrapper script that starts something else. */
    boolean mayBeInLayer() {
        return mayBeInLayer(function);
    }

    static boolean mayBeInLayer(FunctionSpec function) {
        return !function.code().layers().isEmpty()
                || function.connections().environment().containsKey(WRAPPER);
    }

    boolean has(String file) {
        return files.containsKey(file);
    }

    /** A file of the package, as the user knows it. */
    String shown(String file) {
        return folder.shown(file);
    }
}
