package stepfunction.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.config.StackConfig;

/**
 * Whether a folder has the Python packages that its requirements.txt names, as Lambda can import them.
 *
 * @param name the folder's path in the project
 */
record RequirementsCheck(Path folder, String name, StackConfig config) {

    private static final String REQUIREMENTS = "requirements.txt";

    /** https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html#python-sdk-included */
    private static final Set<String> IN_THE_RUNTIME =
            Set.of("boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "urllib3");

    List<String> warnings() {
        var warnings = new ArrayList<String>();
        var missing = missingPackages();
        if (!missing.isEmpty()) {
            warnings.add("%s/%s names %s, which the folder lacks; run: %s"
                    .formatted(name, REQUIREMENTS, String.join(", ", missing), installation(requirementsOption())));
        }
        var foreign = foreignPackages();
        if (!foreign.isEmpty()) {
            warnings.add("%s has %s for another platform or Python than the function's %s on %s; run: %s"
                    .formatted(
                            name,
                            String.join(", ", foreign),
                            config.lambdaRuntime().identifier(),
                            config.lambdaArchitecture(),
                            installation(hasRequirements() ? requirementsOption() : String.join(" ", foreign))));
        }
        return warnings;
    }

    private String requirementsOption() {
        return "-r %s/%s".formatted(name, REQUIREMENTS);
    }

    private boolean hasRequirements() {
        return Files.isRegularFile(folder.resolve(REQUIREMENTS));
    }

    private String installation(String what) {
        return PythonPackage.installation(
                name, config.lambdaRuntime().minorVersion(), config.lambdaArchitecture(), what);
    }

    private List<String> missingPackages() {
        var installed =
                PythonPackage.in(folder).stream().map(PythonPackage::name).collect(Collectors.toSet());
        return requirements().stream()
                .filter(requirement -> !installed.contains(requirement) && !IN_THE_RUNTIME.contains(requirement))
                .filter(requirement -> !hasModule(requirement))
                .toList();
    }

    /** Some remove what pip has written of a package, and keep its modules. */
    private boolean hasModule(String requirement) {
        var module = requirement.replace('-', '_');
        return Stream.of(module, module + ".py").anyMatch(file -> Files.exists(folder.resolve(file)));
    }

    private List<String> foreignPackages() {
        return PythonPackage.in(folder).stream()
                .filter(installed -> !installed.fits(config.lambdaRuntime(), config.lambdaArchitecture()))
                .map(PythonPackage::name)
                .toList();
    }

    /** The names in requirements.txt. One with a marker may not be meant for Lambda, so it is not looked at. */
    private List<String> requirements() {
        if (!hasRequirements()) {
            return List.of();
        }
        try (var lines = Files.lines(folder.resolve(REQUIREMENTS))) {
            return lines.map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                    .filter(line -> line.matches("[A-Za-z0-9].*") && !line.contains(";"))
                    .map(line -> PythonPackage.normalized(line.replaceFirst("[^A-Za-z0-9._-].*", "")))
                    .distinct()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // Told with the folder.
            return List.of();
        }
    }
}
