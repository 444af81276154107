package stepfunction.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;

/** A function's code as a zip: https://docs.aws.amazon.com/lambda/latest/dg/python-package.html. */
final class DeploymentPackage {

    private DeploymentPackage() {}

    /**
     * In place of what is in the directory.
     *
     * @throws CannotRunException where it is no zip, leads out of the directory, or cannot be written
     */
    static void unpack(Path zip, Path directory) {
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
        } catch (IOException e) {
            throw new CannotRunException("the deployment package %s cannot be unpacked to %s (%s)"
                    .formatted(zip, directory, e.getMessage()));
        }
    }
}
