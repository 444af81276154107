package stepfunction.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.file.Path;

/** A file's name as it stands on disk. Java decodes names by the locale, and in that of a container, C, loses most letters. */
final class FileName {

    private FileName() {}

    static String of(Path path) {
        var decoded = path.getFileName().toString();
        return decoded.chars().allMatch(each -> each < 128) ? decoded : inUtf8(path);
    }

    /** A path's URI has its bytes. */
    private static String inUtf8(Path path) {
        var uri = path.toUri().getRawPath().replaceFirst("/$", "");
        return URLDecoder.decode(uri.substring(uri.lastIndexOf('/') + 1).replace("+", "%2B"), UTF_8);
    }
}
