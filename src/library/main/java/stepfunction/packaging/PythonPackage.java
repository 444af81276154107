package stepfunction.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import stepfunction.config.LambdaRuntime;
import stepfunction.installation.LambdaPlatform;
import stepfunction.requirements.Requirement;

/**
 * A package that pip has installed into a folder:
 * https://packaging.python.org/en/latest/specifications/recording-installed-packages/.
 *
 * @param name normalized
 * @param tags what it is built for, such as {@code cp313-cp313-manylinux2014_aarch64}; empty where that is not known
 */
record PythonPackage(String name, List<String> tags) {

    private static final String SUFFIX = ".dist-info";

    /** The packages in a folder, in alphabetical order. */
    static List<PythonPackage> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .map(PythonPackage::read)
                    .toList();
        } catch (IOException e) {
            // A file that cannot be read cannot be packed either, which is reported then.
            return List.of();
        }
    }

    private static PythonPackage read(Path info) {
        var file = info.getFileName().toString();
        var name = file.substring(0, file.length() - SUFFIX.length()).replaceFirst("-[^-]*$", "");
        return new PythonPackage(Requirement.normalized(name), tags(info.resolve("WHEEL")));
    }

    private static List<String> tags(Path wheel) {
        try (var lines = Files.lines(wheel)) {
            return lines.filter(line -> line.startsWith("Tag: "))
                    .map(line -> line.substring("Tag: ".length()).strip())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether Lambda can import it. */
    boolean fits(LambdaPlatform platform) {
        return tags.isEmpty() || tags.stream().anyMatch(tag -> fits(tag, platform.runtime(), platform.architecture()));
    }

    /** https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/ */
    private static boolean fits(String tag, LambdaRuntime runtime, String architecture) {
        var parts = List.of(tag.split("-", 3));
        if (parts.size() < 3) {
            return true;
        }
        var python = parts.get(0);
        var own = "cp3" + runtime.version();
        var isStable = parts.get(1).equals("abi3")
                && python.matches("cp3\\d+")
                && Integer.parseInt(python.substring("cp3".length())) <= runtime.version();
        var fitsPython = python.startsWith("py") || python.equals(own) || isStable;
        var platform = parts.get(2);
        var isForLinux = platform.startsWith("linux_") || platform.startsWith("manylinux");
        var fitsPlatform =
                platform.equals("any") || (isForLinux && platform.endsWith("_" + LambdaPlatform.machine(architecture)));
        return fitsPython && fitsPlatform;
    }
}
