package stepfunction.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The packages of a package-lock.json, to be installed by npm for Lambda.
 *
 * @param folder with the lock, as the user knows it
 * @param path of the folder
 */
public record NodeInstallation(String folder, Path path, LambdaPlatform platform) {

    /** Of the folders in the cache: to be raised with each change of what is left in them. */
    private static final String FORMAT = "1";

    private static final String NPM = "npm";
    private static final String MODULES = "node_modules";
    private static final String PACKAGE = "package.json";
    private static final String LOCK = "package-lock.json";

    /** Of npm, such as the registry of a company. */
    private static final String SETTINGS = ".npmrc";

    private static final List<String> NO_CONNECTION =
            List.of("ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "ERR_SOCKET_TIMEOUT");

    /**
     * The folder with node_modules, which are installed where the cache does not have them.
     *
     * @throws InstallationException where they cannot be installed
     */
    public Path folder(Installations installations) throws InstallationException {
        var files = files();
        var inputs = new ArrayList<>(List.of(NPM, FORMAT, platform.name()));
        files.forEach((name, text) -> inputs.addAll(List.of(name, text)));
        return installations.packageCache().get(inputs, (work, target) -> {
            for (var file : files.entrySet()) {
                Files.writeString(work.resolve(file.getKey()), file.getValue());
            }
            install(work, String.join("\n", files.values()), installations);
            Files.createDirectories(target);
            var modules = work.resolve(MODULES);
            if (Files.isDirectory(modules)) {
                clean(modules);
                Files.move(modules, target.resolve(MODULES));
            }
        });
    }

    private Map<String, String> files() throws InstallationException {
        var files = new TreeMap<String, String>();
        for (var name : List.of(PACKAGE, LOCK, SETTINGS)) {
            var file = path.resolve(name);
            try {
                if (Files.isRegularFile(file)) {
                    files.put(name, Files.readString(file));
                }
            } catch (IOException e) {
                throw new InstallationException(
                        "%s/%s cannot be read (%s); make it readable, in UTF-8".formatted(folder, name, e));
            }
        }
        return files;
    }

    private void install(Path work, String settings, Installations installations)
            throws IOException, InstallationException {
        var npm = installations
                .find(NPM)
                .orElseThrow(() -> new InstallationException(
                        "%s/%s: npm must install its packages, but no npm is on the PATH; install Node.js"
                                .formatted(folder, LOCK)));
        var command = new ArrayList<>(List.of(
                npm,
                "ci",
                "--omit=dev",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--fetch-retries=1",
                "--no-update-notifier"));
        command.addAll(platform.npmOptions());
        var environment = InstallerEnvironment.forInstaller(System.getenv(), settings);
        var process = new InstallerProcess(command, environment, work, Installations.SILENCE, Installations.LIMIT);
        var ending = process.run(() -> installations
                .progress()
                .accept("Installing the packages of %s/%s for %s".formatted(folder, LOCK, platform.shown())));
        if (!ending.hasSucceeded()) {
            throw new InstallationException(failure(ending));
        }
    }

    private String failure(InstallerProcess.Ending ending) {
        var file = "%s/%s".formatted(folder, LOCK);
        var output = ending.output();
        if (!ending.isInTime()) {
            return "%s: npm has not finished within %d minutes; check the network"
                    .formatted(file, Installations.LIMIT.toMinutes());
        }
        if (output.contains("EINTEGRITY")) {
            return "%s: a hash does not match the file that the registry has; find out why before you lock it anew"
                    .formatted(file);
        }
        if (NO_CONNECTION.stream().anyMatch(output::contains)) {
            return "%s: the registry does not answer; check the network, and: npm config get registry".formatted(file);
        }
        if (output.contains("EUSAGE")) {
            return "%s must be in sync with package.json, is not; run: npm --prefix %s install --package-lock-only"
                    .formatted(file, folder);
        }
        var reason = output.lines()
                .map(String::strip)
                .filter(line -> line.matches("npm (error|ERR!) .*") && !line.contains("complete log"))
                .map(line -> line.replaceFirst("npm (error|ERR!) ", ""))
                .filter(line -> !line.startsWith("code "))
                .findFirst()
                .orElse("it has printed nothing");
        return "%s: npm cannot install its packages (%s); correct it".formatted(file, reason);
    }

    /** Removes what serves this machine alone. */
    private void clean(Path modules) throws IOException, InstallationException {
        Files.deleteIfExists(modules.resolve(".package-lock.json"));
        for (var each : all(modules)) {
            if (each.endsWith(".bin")) {
                Folders.remove(each);
            } else if (Files.isSymbolicLink(each) && Files.exists(each)) {
                throw new InstallationException(
                        "%s/%s has the package %s in a folder of this machine; publish it, or bundle it by a build"
                                .formatted(folder, LOCK, modules.relativize(each)));
            }
        }
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.endsWith(".bin") || Files.isSymbolicLink(path))
                    .toList();
        }
    }
}
