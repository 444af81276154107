package stepfunction.installation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Installed packages, each set of them in a folder that is named after the SHA-256 of all that it follows from.
 *
 * @param folder need not exist
 */
record PackageCache(Path folder) {

    private static final String PARTIAL = "partial-";

    /** No installation takes so long. */
    private static final Duration AGE_OF_LEFT_OVER = Duration.ofDays(1);

    /** Installs packages. */
    interface Installer {

        /**
         * Installs them, and leaves nothing that differs between machines.
         *
         * @param work an empty folder for files of the installation
         * @param target is made
         */
        void install(Path work, Path target) throws IOException, InstallationException;
    }

    /**
     * The folder of what follows from the inputs, which is installed first where it is missing.
     *
     * @throws InstallationException where it cannot be installed, or the cache cannot be written
     */
    Path get(List<String> inputs, Installer installer) throws InstallationException {
        var packages = folder.resolve(sha256(String.join("\n", inputs).getBytes(StandardCharsets.UTF_8)));
        try {
            if (!Files.isDirectory(packages)) {
                install(installer, packages);
            }
            return packages;
        } catch (IOException e) {
            throw new InstallationException(
                    "the cache %s cannot be written (%s); make it writable, or set XDG_CACHE_HOME"
                            .formatted(folder, e));
        }
    }

    /** Beside its place, so that the packages come to be there all at once. */
    private void install(Installer installer, Path packages) throws IOException, InstallationException {
        Files.createDirectories(folder);
        removeLeftOver();
        var partial = Files.createTempDirectory(folder, PARTIAL);
        try {
            var target = partial.resolve("packages");
            installer.install(Files.createDirectory(partial.resolve("work")), target);
            Folders.move(target, packages);
        } finally {
            Folders.remove(partial);
        }
    }

    /** That of runs that were killed. */
    private void removeLeftOver() throws IOException {
        try (var folders = Files.newDirectoryStream(folder, PARTIAL + "*")) {
            for (var partial : folders) {
                if (Files.getLastModifiedTime(partial)
                        .toInstant()
                        .isBefore(Instant.now().minus(AGE_OF_LEFT_OVER))) {
                    Folders.remove(partial);
                }
            }
        }
    }

    /** In hexadecimal digits. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
