package stepfunction.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import stepfunction.installation.Folders;

/**
 * The files of a jar, in a folder of {@code target} that is named after its SHA-256.
 *
 * @param path of the folder
 */
record UnpackedJar(Path path) {

    private static final String FOLDER = "target/jars";

    /** Unpacks it unless it is there, and removes the former ones of the same functions. */
    static UnpackedJar of(Path jar, FunctionFolder functions) throws IOException {
        var jars = functions.project().resolve(FOLDER).resolve(DeploymentSource.flat(functions.name()));
        var unpacked = jars.resolve(sha256(jar));
        if (!Files.isDirectory(unpacked)) {
            Files.createDirectories(jars);
            var partial = Files.createTempDirectory(jars, "partial-");
            unpack(jar, partial);
            Folders.move(partial, unpacked);
            removeOthers(jars, unpacked);
        }
        return new UnpackedJar(unpacked);
    }

    private static void removeOthers(Path jars, Path unpacked) throws IOException {
        try (var folders = Files.newDirectoryStream(jars)) {
            for (var folder : folders) {
                if (!folder.equals(unpacked)) {
                    Folders.remove(folder);
                }
            }
        }
    }

    /** @throws ZipException if it is no jar */
    private static void unpack(Path jar, Path folder) throws IOException {
        // Unlike a stream, it finds the entries of an executable jar, and refuses a damaged one.
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : zip.stream().toList()) {
                var file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("%s leads out of %s".formatted(entry.getName(), jar));
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (!Files.exists(file)) {
                    // Of a name that a jar has twice, both entries read as the one that Java loads.
                    Files.createDirectories(file.getParent());
                    extract(zip, entry, file);
                }
            }
        }
    }

    private static void extract(ZipFile zip, ZipEntry entry, Path file) throws IOException {
        var checksum = new CRC32();
        try (var content = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
            Files.copy(content, file);
        }
        if (checksum.getValue() != entry.getCrc()) {
            throw new ZipException("%s is damaged".formatted(entry.getName()));
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
