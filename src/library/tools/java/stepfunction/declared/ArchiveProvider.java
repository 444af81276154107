package stepfunction.declared;

import com.google.common.hash.Hashing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import stepfunction.packaging.PackedFolder;

/**
 * The part of Pulumi's archive provider that the program uses: {@code getFile} for a folder, by the provider's rules.
 *
 * <p>Files come with a constant time and without folder entries; the mode of a file, which java.util.zip cannot write, is left
 * out, and it compresses otherwise than the provider, so that the zip's hash is another.
 */
public record ArchiveProvider(Path projectDir) {

    /** Not the first that a zip can hold: to that Java adds a time in UTC, which depends on the time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    /**
     * Answers an invoke of {@code archive:index/getFile:getFile}.
     *
     * @throws IllegalArgumentException when the provider would refuse it, or it is no zip
     */
    Map<String, Object> getFile(Map<String, ?> args) {
        var outputPath = String.valueOf(args.get("outputPath"));
        var sourceDir = String.valueOf(args.get("sourceDir"));
        var excludes = args.get("excludes") instanceof Collection<?> patterns
                ? patterns.stream().map(String::valueOf).toList()
                : List.<String>of();
        var packed = PackedFolder.of(projectDir.resolve(sourceDir), sourceDir, excludes);
        if (!packed.problems().isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", packed.problems()));
        }
        if (packed.files().isEmpty() || !"zip".equals(args.get("type"))) {
            throw new IllegalArgumentException("archive has not been created as it would be empty, or is no zip");
        }
        try {
            var zip = zip(packed);
            // Another run may be reading it.
            AtomicFile.write(projectDir.resolve(outputPath), zip);
            return Map.of("outputPath", outputPath, "outputBase64sha256", base64sha256(zip), "outputSize", (double)
                    zip.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zip(PackedFolder packed) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (var file : packed.files()) {
                var entry = new ZipEntry(file.name());
                entry.setTimeLocal(TIME);
                out.putNextEntry(entry);
                Files.copy(file.path(), out);
            }
        }
        return bytes.toByteArray();
    }

    public static String base64sha256(Path file) throws IOException {
        return base64sha256(Files.readAllBytes(file));
    }

    private static String base64sha256(byte[] bytes) {
        return Base64.getEncoder()
                .encodeToString(Hashing.sha256().hashBytes(bytes).asBytes());
    }
}
