package stepfunction.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;

/** Whether a folder has the Python packages that its requirements.txt names, as Lambda can import them. */
final class RequirementsCheck {

    private static final String REQUIREMENTS = "requirements.txt";

    /** https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html#python-sdk-included */
    private static final Set<String> IN_THE_RUNTIME =
            Set.of("boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "urllib3");

    private final FunctionFolder folder;
    private final Findings findings = new Findings();

    private RequirementsCheck(FunctionFolder folder) {
        this.folder = folder;
    }

    /** The findings, each once. */
    static List<Finding> check(FunctionFolder folder) {
        var check = new RequirementsCheck(folder);
        check.all();
        return check.findings.all();
    }

    private void all() {
        var installed = PythonPackage.in(folder.path());
        packagesAreInstalled(installed);
        packagesFitTheRuntime(installed);
    }

    private void packagesAreInstalled(List<PythonPackage> installed) {
        var missing = new ArrayList<>(requirements());
        missing.removeAll(IN_THE_RUNTIME);
        missing.removeIf(this::hasModule);
        for (var each : installed) {
            missing.remove(each.name());
        }
        if (!missing.isEmpty()) {
            findings.warning(
                    Code.MISSING_PACKAGE,
                    folder.name(),
                    "%s/%s names %s, which is missing from the folder; run: %s"
                            .formatted(
                                    folder.name(),
                                    REQUIREMENTS,
                                    String.join(", ", missing),
                                    installation(requirementsOption())));
        }
    }

    private void packagesFitTheRuntime(List<PythonPackage> installed) {
        var config = folder.config();
        var foreign = new ArrayList<String>();
        for (var each : installed) {
            if (!each.fits(config.lambdaRuntime(), config.lambdaArchitecture())) {
                foreign.add(each.name());
            }
        }
        if (!foreign.isEmpty()) {
            findings.warning(
                    Code.FOREIGN_PACKAGE,
                    folder.name(),
                    "%s has %s for another platform or Python than the function's %s on %s; run: %s"
                            .formatted(
                                    folder.name(),
                                    String.join(", ", foreign),
                                    config.lambdaRuntime().identifier(),
                                    config.lambdaArchitecture(),
                                    installation(
                                            hasRequirements() ? requirementsOption() : String.join(" ", foreign))));
        }
    }

    private String requirementsOption() {
        return "-r %s/%s".formatted(folder.name(), REQUIREMENTS);
    }

    private boolean hasRequirements() {
        return Files.isRegularFile(requirementsFile());
    }

    private Path requirementsFile() {
        return folder.path().resolve(REQUIREMENTS);
    }

    private String installation(String what) {
        var config = folder.config();
        return PythonPackage.installation(
                folder.name(), config.lambdaRuntime().version(), config.lambdaArchitecture(), what);
    }

    /** Some remove what pip has written of a package, and keep its modules. */
    private boolean hasModule(String requirement) {
        var module = requirement.replace('-', '_');
        return Files.exists(folder.path().resolve(module))
                || Files.exists(folder.path().resolve(module + ".py"));
    }

    /** The names in requirements.txt. One with a marker may not be meant for Lambda, so it is not looked at. */
    private List<String> requirements() {
        if (!hasRequirements()) {
            return List.of();
        }
        try (var lines = Files.lines(requirementsFile())) {
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
