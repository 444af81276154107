package stepfunction.lambda;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import stepfunction.installation.InstallerEnvironment;
import stepfunction.installation.PythonInstallation;

/** Installs the packages that Lambda's runtime has, when a handler first imports one: by pip, in a process that runs no handler. */
final class PackageInstaller {

    private static final int LIMIT_SECONDS = 180;
    private static final int SHOWN_BYTES = 65_536;
    private static final List<String> OPTIONS = List.of(
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            "--retries",
            "1",
            "--timeout",
            "10",
            "--only-binary=:all:",
            "--target");

    private final String python;
    private final RuntimePackages packages;
    private final Path directory;

    /** The reason why an installation failed: it is not tried again. */
    private Optional<String> failure = Optional.empty();

    /**
     * An installer that has not yet done anything.
     *
     * @param python its executable
     * @param directory of the packages for this Python
     */
    public PackageInstaller(String python, RuntimePackages packages, Path directory) {
        this.python = python;
        this.packages = packages;
        this.directory = directory;
    }

    /**
     * Installs the packages unless they are there.
     *
     * @param log receives one line before, and one where it fails
     * @return whether they are there now
     */
    public boolean install(Consumer<String> log) {
        if (!Files.isDirectory(directory) && failure.isEmpty()) {
            log.accept("Installing boto3, which Lambda's runtime brings, into %s, once".formatted(directory));
            failure = reasonOfFailure()
                    .map(
                            "boto3 comes with Lambda's runtime, but pip cannot install it here (%s); check that pip and the network work, or mock the state in the case"
                                    ::formatted);
        }
        failure.ifPresent(log);
        return failure.isEmpty();
    }

    private Optional<String> reasonOfFailure() {
        // Beside the directory, so that the packages come to be there all at once.
        try (var folder = RunFolder.in(packages.cache())) {
            var partial = folder.path().resolve("packages");
            var output = folder.path().resolve("output.txt");
            var hasSucceeded = runPip(partial, folder.path(), output.toFile());
            if (hasSucceeded) {
                move(partial);
            }
            return Files.isDirectory(directory) ? Optional.empty() : Optional.of(reason(beginning(output)));
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    private void move(Path partial) throws IOException {
        try {
            Files.move(partial, directory);
        } catch (IOException e) {
            // Another run may have been faster.
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** Elsewhere than in the project, and isolated, so that no file of the project's runs in place of pip's. */
    private boolean runPip(Path target, Path currentFolder, File output) throws IOException {
        var command = new ArrayList<>(List.of(python, "-I", PythonInstallation.program(), "install"));
        command.addAll(OPTIONS);
        command.add(target.toString());
        command.addAll(packages.requirements());
        var process = ChildProcess.of(command, InstallerEnvironment.forPip(System.getenv()))
                .directory(currentFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            ChildProcess.kill(process);
        }
    }

    private static String beginning(Path output) throws IOException {
        try (var stream = Files.newInputStream(output)) {
            return new String(stream.readNBytes(SHOWN_BYTES), StandardCharsets.UTF_8);
        }
    }

    /** After its last error, pip may still print warnings. */
    private static String reason(String output) {
        if (output.contains("connection broken")) {
            return "it cannot connect to the package index";
        }
        var lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        var errors = lines.stream()
                .filter(line -> line.contains("ERROR") || line.contains("No module named"))
                .toList();
        var candidates = errors.isEmpty() ? lines : errors;
        return candidates.isEmpty()
                ? "it did not finish within %d s".formatted(LIMIT_SECONDS)
                : candidates.get(candidates.size() - 1);
    }
}
