package stepfunction.lambda;

import java.nio.file.Path;
import java.util.List;
import stepfunction.installation.LambdaPackages;
import stepfunction.installation.UserCache;

/**
 * The packages that Lambda's Python runtime includes, for this machine's Python:
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html#python-sdk-included. It is installed when a handler first imports it.
 *
 * @param cache a folder whose subfolders have the packages
 * @param version what the subfolder is named after
 * @param requirements as pip takes them
 */
public record RuntimePackages(Path cache, String version, List<String> requirements) {

    public RuntimePackages {
        requirements = List.copyOf(requirements);
    }

    /** In the user's cache. */
    public static RuntimePackages ofTheUser() {
        return new RuntimePackages(UserCache.folder(), LambdaPackages.BOTO3, LambdaPackages.requirements());
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
