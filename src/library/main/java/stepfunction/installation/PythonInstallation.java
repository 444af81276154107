package stepfunction.installation;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import stepfunction.requirements.Requirement;
import stepfunction.requirements.RequirementsFile.RequiredPackage;

/**
 * Pinned packages of a requirements.txt, to be installed by pip for Lambda.
 *
 * @param file as the user knows it
 * @param packages that are pinned, with everything that they need
 * @param indexOptions as the file has them
 * @param elsewhere the names of packages that the functions have from elsewhere
 */
public record PythonInstallation(
        String file,
        LambdaPlatform platform,
        List<RequiredPackage> packages,
        List<String> indexOptions,
        Set<String> elsewhere) {

    /** Of the folders in the cache: to be raised with each change of what {@link InstalledTree} leaves. */
    private static final String FORMAT = "1";

    private static final String PYTHON = "python3";

    public PythonInstallation {
        packages = List.copyOf(packages);
        indexOptions = List.copyOf(indexOptions);
        elsewhere = Set.copyOf(elsewhere);
    }

    /**
     * The folder with the packages, which are installed where the cache does not have them.
     *
     * @throws InstallationException where they cannot be installed, or do not run in Lambda
     */
    public Path folder(Installations installations) throws InstallationException {
        return installations.packageCache().get(inputs(), (work, target) -> {
            install(work, target, installations);
            new InstalledTree(target).clean();
            check(Distribution.in(target));
        });
    }

    private List<String> inputs() throws InstallationException {
        var inputs = new ArrayList<>(List.of("pip", FORMAT, platform.name()));
        inputs.addAll(indexOptions);
        inputs.addAll(new TreeSet<>(elsewhere));
        for (var each : packages) {
            inputs.add(lineOf(each));
            // They do not change what is installed, but what must be there.
            inputs.add(String.join(",", new TreeSet<>(each.requirement().extras())));
            var wheel = localWheel(each.requirement());
            if (wheel != null) {
                inputs.add(sha256(wheel));
            }
        }
        return inputs;
    }

    private static @Nullable Path localWheel(Requirement requirement) {
        return requirement
                .url()
                .filter(url -> url.startsWith("file:"))
                .map(url -> Path.of(URI.create(url)))
                .orElse(null);
    }

    private String sha256(Path wheel) throws InstallationException {
        try {
            return PackageCache.sha256(Files.readAllBytes(wheel));
        } catch (IOException e) {
            throw new InstallationException("%s: %s cannot be read (%s)".formatted(file, wheel, e.getMessage()));
        }
    }

    /** Without extras, whose packages the file has too. */
    private static String lineOf(RequiredPackage each) {
        var requirement = each.requirement();
        var line = new StringBuilder(new Requirement(
                        requirement.name(), Set.of(), requirement.specifiers(), requirement.url(), Optional.empty())
                .text());
        each.hashes().forEach(hash -> line.append(" --hash=").append(hash));
        return line.toString();
    }

    /** Isolated from the project, but not from the user's settings of pip, which may name a company's index. */
    private void install(Path work, Path target, Installations installations)
            throws IOException, InstallationException {
        var lines = new ArrayList<>(indexOptions);
        packages.forEach(each -> lines.add(lineOf(each)));
        var requirements = Files.write(work.resolve("requirements.txt"), lines);
        var python = installations
                .find(PYTHON)
                .orElseThrow(() -> new InstallationException(
                        "%s: pip must install its packages, but no %s is on the PATH; install Python"
                                .formatted(file, PYTHON)));
        var command = new ArrayList<>(List.of(python, "-I", program(), "install"));
        command.addAll(List.of(
                "--quiet",
                "--disable-pip-version-check",
                "--no-input",
                "--no-compile",
                "--no-deps",
                // It is checked below, for Lambda's Python.
                "--ignore-requires-python",
                "--retries",
                "1",
                "--timeout",
                "10"));
        command.addAll(platform.pipOptions());
        command.addAll(List.of("--target", target.toString(), "--requirement", requirements.toString()));
        var environment = InstallerEnvironment.forInstaller(System.getenv(), String.join("\n", lines));
        var process = new InstallerProcess(command, environment, work, Installations.SILENCE, Installations.LIMIT);
        var ending = process.run(() -> installations
                .progress()
                .accept("Installing the packages of %s for %s".formatted(file, platform.shown())));
        if (!ending.hasSucceeded()) {
            throw new InstallationException(new PipFailure(file, packages, platform).message(ending));
        }
        Files.createDirectories(target);
    }

    /** The path of the Python program that runs pip, a file: this class is in no jar where packages are installed. */
    public static String program() {
        try {
            return Path.of(Objects.requireNonNull(PythonInstallation.class.getResource("install.py"))
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void check(List<Distribution> installed) throws InstallationException {
        var environment = platform.environment();
        for (var each : installed) {
            if (!each.runsOn(environment.pythonFullVersion())) {
                throw new InstallationException(
                        "%s: %s %s needs Python %s, but the function runs on 3.%d; lock it for that version"
                                .formatted(
                                        placeOf(each.name()),
                                        each.name(),
                                        each.version(),
                                        each.pythons(),
                                        platform.runtime().version()));
            }
        }
        var asked = packages.stream().map(RequiredPackage::requirement).toList();
        var missing = DependencyCheck.missing(installed, asked, elsewhere, environment);
        if (!missing.isEmpty()) {
            var first = missing.get(0);
            throw new InstallationException("%s: %s needs %s, which the file does not pin; add it, or run: %s"
                    .formatted(
                            placeOf(first.needer()),
                            first.needer(),
                            first.needed().text(),
                            PinCommand.of(file, platform)));
        }
    }

    private String placeOf(String name) {
        return packages.stream()
                .filter(each -> each.requirement().name().equals(name))
                .map(each -> each.place().toString())
                .findFirst()
                .orElse(file);
    }
}
