package stepfunction.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import stepfunction.config.LambdaRuntime;

/**
 * A package that pip has installed into a folder:
 * https://packaging.python.org/en/latest/specifications/recording-installed-packages/.
 *
 * @param name normalized
 * @param tags what it is built for, such as {@code cp313-cp313-manylinux2014_aarch64}; empty where that is not known
 */
public record PythonPackage(String name, List<String> tags) {

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
            // What cannot be read cannot be packed either, which is told then.
            return List.of();
        }
    }

    private static PythonPackage read(Path info) {
        var file = info.getFileName().toString();
        var name = file.substring(0, file.length() - SUFFIX.length()).replaceFirst("-[^-]*$", "");
        return new PythonPackage(normalized(name), tags(info.resolve("WHEEL")));
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

    /** https://packaging.python.org/en/latest/specifications/name-normalization/ */
    static String normalized(String name) {
        return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    /** Whether Lambda can import it. */
    boolean fits(LambdaRuntime runtime, String architecture) {
        return tags.isEmpty() || tags.stream().anyMatch(tag -> fits(tag, runtime, architecture));
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
        var fitsPlatform = platform.equals("any") || (isForLinux && platform.endsWith("_" + machine(architecture)));
        return fitsPython && fitsPlatform;
    }

    /** What Python and Linux call an architecture of Lambda's. */
    private static String machine(String architecture) {
        return architecture.equals("arm64") ? "aarch64" : architecture;
    }

    /**
     * The command that installs what a function needs into its folder, as it runs in AWS, on whatever machine.
     *
     * @param minorVersion of Python 3, such as 13
     * @param what packages, or {@code -r} and a file
     */
    public static String installation(String folder, int minorVersion, String architecture, String what) {
        var machine = machine(architecture);
        // From 3.12 on Lambda has Amazon Linux 2023, for which newer packages are built; pip does not take the older by
        // itself.
        var platforms = minorVersion < 12 ? List.of("manylinux2014") : List.of("manylinux_2_28", "manylinux2014");
        var platformOptions = platforms.stream()
                .map(platform -> "--platform %s_%s".formatted(platform, machine))
                .toList();
        return "python3 -m pip install --target %s --upgrade --only-binary=:all: --python-version 3.%d %s %s"
                .formatted(folder, minorVersion, String.join(" ", platformOptions), what);
    }
}
