package stepfunction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The part of Pulumi's archive provider that the program uses: {@code getFile} for a folder, by the provider's rules.
 *
 * <p>Files come in lexical order, with a constant time and without folder entries; the mode of a file, which
 * java.util.zip cannot write, is left out. A bare exclude matches at the top only,
 * a leading <code>**&#47;</code> at any depth, and an excluded folder is skipped whole.
 */
public record ArchiveProvider(Path projectDir) {

    private static final LocalDateTime CONSTANT_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /**
     * Answers an invoke of {@code archive:index/getFile:getFile}.
     *
     * @throws IllegalArgumentException when nothing is left to archive
     */
    Map<String, Object> getFile(Map<String, ?> args) {
        if (!"zip".equals(args.get("type"))) {
            throw new IllegalArgumentException("type must be zip, was " + args.get("type"));
        }
        var outputPath = String.valueOf(args.get("outputPath"));
        var excludes = args.get("excludes") instanceof Collection<?> patterns
                ? patterns.stream().map(String::valueOf).toList()
                : List.<String>of();
        try {
            var files = files(projectDir.resolve(String.valueOf(args.get("sourceDir"))), excludes);
            if (files.isEmpty()) {
                throw new IllegalArgumentException("archive has not been created as it would be empty");
            }
            var zip = projectDir.resolve(outputPath);
            Files.createDirectories(zip.toAbsolutePath().getParent());
            write(zip, files);
            return Map.of("outputPath", outputPath, "outputBase64sha256", base64sha256(zip), "outputSize", (double)
                    Files.size(zip));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path zip, Map<String, Path> files) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (var file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(CONSTANT_TIME);
                out.putNextEntry(entry);
                Files.copy(file.getValue(), out);
                out.closeEntry();
            }
        }
    }

    private static Map<String, Path> files(Path sourceDir, List<String> excludes) throws IOException {
        var matchers =
                excludes.stream().flatMap(exclude -> matchers(exclude).stream()).toList();
        var files = new TreeMap<String, Path>();
        Files.walkFileTree(sourceDir, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                return !dir.equals(sourceDir) && isExcluded(dir)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!isExcluded(file)) {
                    files.put(sourceDir.relativize(file).toString().replace('\\', '/'), file);
                }
                return FileVisitResult.CONTINUE;
            }

            private boolean isExcluded(Path path) {
                var relative = sourceDir.relativize(path);
                return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
            }
        });
        return files;
    }

    /** Java's glob, unlike doublestar's, has no <code>**&#47;</code> that stands for no folder at all. */
    private static List<PathMatcher> matchers(String exclude) {
        var fileSystem = FileSystems.getDefault();
        var asWritten = fileSystem.getPathMatcher("glob:" + exclude);
        return exclude.startsWith("**/")
                ? List.of(asWritten, fileSystem.getPathMatcher("glob:" + exclude.substring("**/".length())))
                : List.of(asWritten);
    }

    public static String base64sha256(Path file) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return Base64.getEncoder().encodeToString(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
