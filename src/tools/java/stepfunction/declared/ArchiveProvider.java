package stepfunction.declared;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The part of Pulumi's archive provider that the program uses: {@code getFile} for a folder, by the provider's rules.
 *
 * <p>Files come in lexical order, with a constant time and without folder entries; the mode of a file, which
 * java.util.zip cannot write, is left out. A bare exclude matches at the top only, a leading <code>**&#47;</code> at any
 * depth, and an excluded folder is skipped whole.
 */
public record ArchiveProvider(Path projectDir) {

    /**
     * Answers an invoke of {@code archive:index/getFile:getFile}.
     *
     * @throws IllegalArgumentException when nothing is left to archive, or it is no zip
     */
    Map<String, Object> getFile(Map<String, ?> args) {
        var outputPath = String.valueOf(args.get("outputPath"));
        var excludes = args.get("excludes") instanceof Collection<?> patterns ? patterns.stream() : Stream.empty();
        // Java's glob, unlike doublestar's, has no **/ that stands for no folder at all.
        var matchers = excludes.map(String::valueOf)
                .flatMap(exclude -> Stream.of(exclude, exclude.replaceFirst("^\\*\\*/", "")))
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        try {
            var files = files(projectDir.resolve(String.valueOf(args.get("sourceDir"))), matchers);
            if (files.isEmpty() || !"zip".equals(args.get("type"))) {
                throw new IllegalArgumentException("archive has not been created as it would be empty, or is no zip");
            }
            var zip = projectDir.resolve(outputPath);
            Files.createDirectories(zip.toAbsolutePath().getParent());
            try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
                for (var file : files.entrySet()) {
                    var entry = new ZipEntry(file.getKey());
                    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                    out.putNextEntry(entry);
                    Files.copy(file.getValue(), out);
                }
            }
            var size = (double) Files.size(zip);
            return Map.of("outputPath", outputPath, "outputBase64sha256", base64sha256(zip), "outputSize", size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By their path in the folder. */
    private static Map<String, Path> files(Path folder, List<PathMatcher> excludes) throws IOException {
        var files = new TreeMap<String, Path>();
        try (var paths = Files.walk(folder)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                var relative = folder.relativize(path);
                var parents = IntStream.rangeClosed(1, relative.getNameCount()).mapToObj(n -> relative.subpath(0, n));
                if (parents.noneMatch(parent -> excludes.stream().anyMatch(exclude -> exclude.matches(parent)))) {
                    files.put(relative.toString().replace('\\', '/'), path);
                }
            }
        }
        return files;
    }

    public static String base64sha256(Path file) throws IOException {
        return Base64.getEncoder()
                .encodeToString(
                        Hashing.sha256().hashBytes(Files.readAllBytes(file)).asBytes());
    }
}
