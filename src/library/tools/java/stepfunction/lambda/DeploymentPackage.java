package stepfunction.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.ZipInputStream;

/** A function's code as a zip: https://docs.aws.amazon.com/lambda/latest/dg/python-package.html. */
public final class DeploymentPackage {

    private DeploymentPackage() {}

    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("r-xr-xr-x");

    /**
     * In place of what is in the directory, and read-only as in Lambda; root writes there nevertheless.
     *
     * @throws CannotRunException where it is no zip, leads out of the directory, has a name that the locale cannot encode, or cannot be written
     */
    public static void unpack(Path zip, Path directory) {
        try {
            RunFolder.remove(directory);
            try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
                for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    var file = directory.resolve(entry.getName()).normalize();
                    if (!file.startsWith(directory)) {
                        throw new IOException("%s leads out of it".formatted(entry.getName()));
                    }
                    if (entry.isDirectory()) {
                        Files.createDirectories(file);
                    } else {
                        Files.createDirectories(file.getParent());
                        Files.copy(entries, file);
                    }
                }
            }
            makeReadOnly(directory);
        } catch (InvalidPathException e) {
            throw new CannotRunException(
                    "the deployment package %s has a file name that this locale cannot encode (%s); set LC_ALL=C.UTF-8"
                            .formatted(zip, e.getInput()));
        } catch (IOException e) {
            throw new CannotRunException("the deployment package %s cannot be unpacked to %s (%s)"
                    .formatted(zip, directory, e.getMessage()));
        }
    }

    private static void makeReadOnly(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.toList()) {
                Files.setPosixFilePermissions(file, READABLE);
            }
        }
    }
}
