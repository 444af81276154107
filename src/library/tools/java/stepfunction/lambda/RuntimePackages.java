package stepfunction.lambda;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What Lambda's Python runtime brings beside the standard library, for this machine's Python:
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html#python-sdk-included. It is installed when a handler first imports it.
 *
 * @param cache a folder whose subfolders have the packages
 * @param version what the subfolder is named after
 * @param requirements as pip takes them
 */
public record RuntimePackages(Path cache, String version, List<String> requirements) {

    /** The last that takes Python 3.9. */
    private static final String BOTO3 = "1.42.97";

    private static final List<String> PINNED = List.of(
            "boto3==" + BOTO3,
            "botocore==" + BOTO3,
            "jmespath==1.1.0",
            "python-dateutil==2.9.0.post0",
            "s3transfer==0.16.1",
            "six==1.17.0",
            "urllib3==1.26.20; python_version < '3.10'",
            "urllib3==2.8.0; python_version >= '3.10'");

    public RuntimePackages {
        requirements = List.copyOf(requirements);
    }

    /** In the user's cache, whose path must be absolute: https://specifications.freedesktop.org/basedir-spec/latest/. */
    public static RuntimePackages ofTheUser() {
        var cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return new RuntimePackages(cache.resolve("lambda-step-functions").toAbsolutePath(), BOTO3, PINNED);
    }

    /**
     * The folder of a Python's packages.
     *
     * @param python its version, such as 3.11.7
     */
    public Path directory(String python) {
        var minor = python.replaceFirst("\\.\\d+$", "");
        return cache.resolve("boto3-%s-python%s".formatted(version, minor));
    }
}
