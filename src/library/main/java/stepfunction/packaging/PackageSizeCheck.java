package stepfunction.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.packaging.PackedFolder.PackedFile;

/** How large Lambda lets the deployment package of a folder be. */
final class PackageSizeCheck {

    /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
    private static final long MAX_ZIPPED_MB = 50;

    private static final long MAX_UNZIPPED_MB = 250;
    private static final long MB = 1024 * 1024;
    private static final int SHOWN_ENTRIES = 5;

    private final String folder;
    private final PackedFolder packed;
    private final Findings findings = new Findings();

    private PackageSizeCheck(String folder, PackedFolder packed) {
        this.folder = folder;
        this.packed = packed;
    }

    /**
     * The findings, each once.
     *
     * @param folder its path in the project
     */
    static List<Finding> check(String folder, PackedFolder packed) {
        var check = new PackageSizeCheck(folder, packed);
        check.all();
        return check.findings.all();
    }

    private void all() {
        try {
            size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void size() throws IOException {
        var unzipped = unzippedBytes();
        if (unzipped > MAX_UNZIPPED_MB * MB) {
            refuse("unzipped", unzipped, MAX_UNZIPPED_MB);
            return;
        }
        // A zip is at most slightly larger than its contents.
        if (unzipped <= MAX_ZIPPED_MB * MB) {
            return;
        }
        var zipped = zippedBytes();
        if (zipped > MAX_ZIPPED_MB * MB) {
            refuse("zipped", zipped, MAX_ZIPPED_MB);
        }
    }

    private long unzippedBytes() throws IOException {
        var bytes = 0L;
        for (var file : packed.files()) {
            bytes += file.bytes();
        }
        return bytes;
    }

    /** About as many as the archive provider writes. */
    private long zippedBytes() throws IOException {
        var bytes = 0L;
        for (var file : packed.files()) {
            var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            try (var out = new DeflaterOutputStream(OutputStream.nullOutputStream(), deflater)) {
                Files.copy(file.path(), out);
                out.finish();
                bytes += deflater.getBytesWritten();
            } finally {
                deflater.end();
            }
        }
        return bytes;
    }

    private void refuse(String how, long bytes, long maxMb) throws IOException {
        findings.error("%s must have at most %d MB %s, has %s; remove what its functions do not need. The largest: %s"
                .formatted(folder, maxMb, how, megabytes(bytes), largest()));
    }

    /** The largest parts of the folder, such as {@code numpy (31 MB)}. */
    private String largest() throws IOException {
        var bytesByEntry = new TreeMap<String, Long>();
        for (var file : packed.files()) {
            bytesByEntry.merge(topEntry(file), file.bytes(), Long::sum);
        }
        return bytesByEntry.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN_ENTRIES)
                .map(entry -> "%s (%s)".formatted(entry.getKey(), megabytes(entry.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String topEntry(PackedFile file) {
        var slash = file.name().indexOf('/');
        return slash < 0 ? file.name() : file.name().substring(0, slash);
    }

    private static String megabytes(long bytes) {
        return "%d MB".formatted((bytes + MB - 1) / MB);
    }
}
