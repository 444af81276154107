package stepfunction.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The executable of a function that brings its own runtime: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html.
 *
 * @param path in the function's task root
 */
record Bootstrap(Path path) {

    static final String NAME = "bootstrap";

    /** Linux executables begin with it: https://man7.org/linux/man-pages/man5/elf.5.html. */
    private static final List<Integer> ELF = List.of(0x7f, (int) 'E', (int) 'L', (int) 'F');

    private static final int OFFSET_OF_MACHINE = 18;

    /** Lambda's names of the architectures, by their numbers in such a file. */
    private static final Map<Integer, String> ARCHITECTURES = Map.of(62, "x86_64", 183, "arm64");

    /**
     * The program that runs a function.
     *
     * @throws CannotRunException where it is missing, or is built for another system
     */
    static RuntimeClient client(LambdaFunction function) {
        var bootstrap = new Bootstrap(function.taskRoot().resolve(NAME));
        bootstrap.mustRunOn(Machine.ofThisProcess(), function);
        return RuntimeClient.bootstrap(bootstrap.path);
    }

    /**
     * A system that runs executables.
     *
     * @param architecture as Lambda names it
     */
    record Machine(boolean isLinux, String architecture) {

        static Machine ofThisProcess() {
            var architecture = switch (System.getProperty("os.arch")) {
                case "amd64", "x86_64" -> "x86_64";
                case "aarch64", "arm64" -> "arm64";
                default -> System.getProperty("os.arch");
            };
            return new Machine(System.getProperty("os.name").equals("Linux"), architecture);
        }

        @Override
        public String toString() {
            return isLinux ? "Linux on " + architecture : System.getProperty("os.name") + " on " + architecture;
        }
    }

    void mustRunOn(Machine machine, LambdaFunction function) {
        var shown = "%s/%s".formatted(function.folder(), NAME);
        if (!Files.isRegularFile(path)) {
            throw new CannotRunException(
                    "%s must be the executable of the function %s, is missing; build it, or mock the state in the case"
                            .formatted(shown, function.name()));
        }
        var builtFor = architecture();
        if (builtFor.isPresent() && !(machine.isLinux && builtFor.get().equals(machine.architecture))) {
            throw new CannotRunException(
                    "%s is built for Linux on %s, but this machine has %s; mock the state in the case"
                            .formatted(shown, builtFor.get(), machine));
        }
        if (!Files.isExecutable(path) && !path.toFile().setExecutable(true)) {
            throw new CannotRunException("%s must be executable, is not; run: chmod +x %s".formatted(shown, shown));
        }
    }

    /** Absent for a script, and for what no Linux of Lambda's executes. */
    private Optional<String> architecture() {
        try (var stream = Files.newInputStream(path)) {
            var head = stream.readNBytes(OFFSET_OF_MACHINE + 2);
            var isElf = head.length == OFFSET_OF_MACHINE + 2
                    && List.of((int) head[0], (int) head[1], (int) head[2], (int) head[3])
                            .equals(ELF);
            // Both architectures are little-endian.
            return isElf ? Optional.ofNullable(ARCHITECTURES.get(head[OFFSET_OF_MACHINE] & 0xff)) : Optional.empty();
        } catch (IOException e) {
            // Starting it says why.
            return Optional.empty();
        }
    }
}
