package stepfunction.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import stepfunction.lambda.client.JavaClient;

/**
 * The Java that runs handlers: the one that runs this program.
 *
 * @param path absolute
 * @param version such as 17
 */
record JavaExecutable(Path path, int version) {

    private static final int PERCENT_OF_MEMORY_FOR_HEAP = 85;

    static JavaExecutable ofThisProcess() {
        var path = Path.of(System.getProperty("java.home"), "bin", "java");
        return new JavaExecutable(path, Runtime.version().feature());
    }

    /**
     * The program that runs a handler.
     *
     * @param folder to which its classes are copied, for of this library's classes it must see no others
     * @throws CannotRunException where Java is older than the function's runtime
     */
    RuntimeClient client(LambdaFunction function, Path folder) {
        var needed = function.languageVersion();
        if (version < needed) {
            throw RuntimeClient.cannotRun(
                    function,
                    "Java %d".formatted(needed),
                    "this machine has Java %d (%s)".formatted(version, path),
                    "install a JDK %d or newer and set JAVA_HOME to it".formatted(needed));
        }
        copyClasses(folder);
        var classPath = String.join(
                File.pathSeparator,
                folder.toString(),
                codeOf(Context.class).toString(),
                codeOf(PojoSerializer.class).toString());
        // As Lambda starts Java: https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html.
        return RuntimeClient.executing(List.of(
                path.toString(),
                "-Xmx%dm".formatted(function.memoryMb() * PERCENT_OF_MEMORY_FOR_HEAP / 100),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                classPath,
                JavaClient.class.getName()));
    }

    private static void copyClasses(Path folder) {
        var name = JavaClient.class.getPackageName().replace('.', '/');
        var target = folder.resolve(name);
        try (var classes = Files.list(codeOf(JavaClient.class).resolve(name))) {
            Files.createDirectories(target);
            for (var file : (Iterable<Path>) classes::iterator) {
                Files.copy(file, target.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new CannotRunException(
                    "the client of Lambda's Runtime API cannot be copied to %s (%s); make room there"
                            .formatted(target, e.getMessage()));
        }
    }

    /** The folder or jar that a class was loaded from. */
    private static Path codeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
