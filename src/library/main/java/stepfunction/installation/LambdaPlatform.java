package stepfunction.installation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import stepfunction.config.LambdaRuntime;
import stepfunction.requirements.MarkerEnvironment;

/**
 * That for which packages are installed.
 *
 * @param architecture as Lambda calls it, {@code arm64} or {@code x86_64}
 */
public record LambdaPlatform(LambdaRuntime runtime, String architecture) {

    /** The first Python on Amazon Linux 2023; the older ones have Amazon Linux 2. */
    private static final int FIRST_ON_2023 = 12;

    /** https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html */
    private static final int MINOR_GLIBC_OF_2023 = 34;

    private static final int MINOR_GLIBC_OF_2 = 26;

    /** That of manylinux2014; the names before that were different. */
    private static final int OLDEST_MINOR_GLIBC = 17;

    /** As folders are named after it: {@code python3.13-arm64}. */
    public String name() {
        return "%s-%s".formatted(runtime.identifier(), architecture);
    }

    /** As messages call it: {@code python3.13 on arm64}. */
    public String shown() {
        return "%s on %s".formatted(runtime.identifier(), architecture);
    }

    /** The name of the architecture in Python and Linux. */
    public static String machine(String architecture) {
        return architecture.equals("arm64") ? "aarch64" : architecture;
    }

    /** The name of the architecture in Node.js. */
    String cpu() {
        return architecture.equals("x86_64") ? "x64" : architecture;
    }

    /** The values of the variables of markers. */
    public MarkerEnvironment environment() {
        return MarkerEnvironment.ofLambda(runtime.version(), machine(architecture));
    }

    /** The options by which pip takes the wheels that run there; those for a newer system come first. */
    List<String> pipOptions() {
        var machine = machine(architecture);
        var newest = runtime.version() < FIRST_ON_2023 ? MINOR_GLIBC_OF_2 : MINOR_GLIBC_OF_2023;
        var tags = new ArrayList<String>();
        IntStream.iterate(newest, minor -> minor >= OLDEST_MINOR_GLIBC, minor -> minor - 1)
                .forEach(minor -> tags.add("manylinux_2_%d_%s".formatted(minor, machine)));
        // pip adds the older names itself.
        tags.add("manylinux2014_" + machine);
        tags.add("linux_" + machine);
        var options = new ArrayList<>(
                List.of("--only-binary=:all:", "--implementation", "cp", "--python-version", "3." + runtime.version()));
        tags.forEach(tag -> options.addAll(List.of("--platform", tag)));
        return options;
    }

    /** The options by which npm takes optional packages for it. */
    List<String> npmOptions() {
        return List.of("--os=linux", "--cpu=" + cpu(), "--libc=glibc");
    }
}
