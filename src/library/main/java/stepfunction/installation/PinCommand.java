package stepfunction.installation;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands by which a user resolves requirements themselves, with nothing but pip. */
public final class PinCommand {

    private PinCommand() {}

    /**
     * The command that pins everything in a file, with all that it needs.
     *
     * @param file its path in the project
     */
    public static String of(String file, LambdaPlatform platform) {
        return "rm -rf target/pins && %s && python3 -m pip freeze --path target/pins > %s"
                .formatted(
                        installation(
                                "target/pins", platform.runtime().version(), platform.architecture(), "-r " + file),
                        file);
    }

    /**
     * The command that installs packages into a folder as they run in Lambda, on whatever machine.
     *
     * @param minorVersion of Python 3, such as 13
     * @param what packages, or {@code -r} and a file
     */
    public static String installation(String folder, int minorVersion, String architecture, String what) {
        var machine = LambdaPlatform.machine(architecture);
        // From 3.12 on Lambda has Amazon Linux 2023, for which newer packages are built; pip does not take the older by
        // itself.
        var platforms = minorVersion < 12 ? Stream.of("manylinux2014") : Stream.of("manylinux_2_28", "manylinux2014");
        var options = platforms
                .map(platform -> "--platform %s_%s".formatted(platform, machine))
                .collect(Collectors.joining(" "));
        return "python3 -m pip install --target %s --upgrade --only-binary=:all: --python-version 3.%d %s %s"
                .formatted(folder, minorVersion, options, what);
    }
}
