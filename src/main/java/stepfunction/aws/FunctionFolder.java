package stepfunction.aws;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import stepfunction.aws.PackedFolder.PackedFile;
import stepfunction.config.StackConfig;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;

/**
 * A folder with the sources of functions, and what Lambda demands of it.
 *
 * @param name its path in the project
 * @param functions those whose sources it has
 */
public record FunctionFolder(Path project, String name, List<FunctionSpec> functions, StackConfig config) {

    /**
     * What is there for the developer alone, in doublestar's patterns. At the top of the folder only: {@code __init__.py}, which
     * serves local tools; the function's tests, as packages may import their own; {@code bin}, pip's scripts.
     */
    static final List<String> EXCLUDES = List.of(
            "__init__.py",
            "bin",
            "tests",
            "**/*.pyc",
            "**/*~",
            "**/.*.swp",
            "**/.DS_Store",
            "**/.pytest_cache",
            "**/.venv",
            "**/__pycache__");

    private static final String REQUIREMENTS = "requirements.txt";

    /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
    private static final long MAX_ZIPPED_MB = 50;

    private static final long MAX_UNZIPPED_MB = 250;
    private static final long MB = 1024 * 1024;
    private static final int SHOWN_ENTRIES = 5;

    /** https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html#python-sdk-included */
    private static final Set<String> IN_THE_RUNTIME =
            Set.of("boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "urllib3");

    /** The folders of a plan. */
    public static List<FunctionFolder> of(Plan plan, Path project) {
        return plan.functions().stream()
                .collect(Collectors.groupingBy(FunctionSpec::folder, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> new FunctionFolder(project, entry.getKey(), entry.getValue(), plan.config()))
                .toList();
    }

    private Path path() {
        return project.resolve(name);
    }

    /** What AWS or the archive provider would refuse, or every invocation fail with. */
    public List<String> violations() {
        if (Files.exists(path()) && !Files.isDirectory(path())) {
            return List.of("%s must be a folder with the sources of the function %s, is a file; rename one of them"
                    .formatted(name, functions.get(0).name()));
        }
        var packed = Files.isDirectory(path())
                ? PackedFolder.of(path(), name, EXCLUDES)
                : new PackedFolder(List.of(), List.of());
        if (!packed.problems().isEmpty()) {
            return packed.problems();
        }
        return Stream.concat(missingHandlers(packed), tooLarge(packed)).toList();
    }

    private Stream<String> missingHandlers(PackedFolder packed) {
        var files =
                packed.files().stream().map(file -> name + "/" + file.name()).collect(Collectors.toSet());
        return functions.stream()
                .flatMap(function -> function.handlerFile().stream())
                .distinct()
                .filter(handler -> !files.contains(handler))
                .map(handler -> Files.exists(project.resolve(handler))
                        ? "%s must be in the function's package, which leaves it out; move it".formatted(handler)
                        : "%s must be there, was absent; create it".formatted(handler));
    }

    private Stream<String> tooLarge(PackedFolder packed) {
        try {
            var unzipped = 0L;
            for (var file : packed.files()) {
                unzipped += file.bytes();
            }
            if (unzipped > MAX_UNZIPPED_MB * MB) {
                return Stream.of(tooLarge("unzipped", unzipped, MAX_UNZIPPED_MB, packed));
            }
            // A zip is hardly larger than what is in it.
            var zipped = unzipped > MAX_ZIPPED_MB * MB ? zippedBytes(packed) : 0;
            return zipped > MAX_ZIPPED_MB * MB
                    ? Stream.of(tooLarge("zipped", zipped, MAX_ZIPPED_MB, packed))
                    : Stream.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** About as many as the archive provider writes. */
    private static long zippedBytes(PackedFolder packed) throws IOException {
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

    private String tooLarge(String how, long bytes, long maxMb, PackedFolder packed) throws IOException {
        return "%s must have at most %d MB %s, has %s; remove what its functions do not need. The largest: %s"
                .formatted(name, maxMb, how, megabytes(bytes), largest(packed));
    }

    /** What takes most of the folder, such as {@code numpy (31 MB)}. */
    private static String largest(PackedFolder packed) throws IOException {
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

    /** What probably fails in AWS; a layer may bring it. */
    public List<String> warnings() {
        if (functions.stream().anyMatch(function -> !function.layers().isEmpty())) {
            return List.of();
        }
        var warnings = new ArrayList<String>();
        var missing = missingPackages();
        if (!missing.isEmpty()) {
            warnings.add("%s/%s names %s, which the folder lacks; run: %s"
                    .formatted(name, REQUIREMENTS, String.join(", ", missing), installation(requirementsOption())));
        }
        var foreign = foreignPackages();
        if (!foreign.isEmpty()) {
            warnings.add("%s has %s for another platform or Python than the function's %s on %s; run: %s"
                    .formatted(
                            name,
                            String.join(", ", foreign),
                            config.lambdaRuntime().identifier(),
                            config.lambdaArchitecture(),
                            installation(hasRequirements() ? requirementsOption() : String.join(" ", foreign))));
        }
        return warnings;
    }

    private String requirementsOption() {
        return "-r %s/%s".formatted(name, REQUIREMENTS);
    }

    private boolean hasRequirements() {
        return Files.isRegularFile(path().resolve(REQUIREMENTS));
    }

    private String installation(String what) {
        return installation(name, config.lambdaRuntime().minorVersion(), config.lambdaArchitecture(), what);
    }

    /**
     * The command that installs packages into a function's folder, as they run in AWS.
     *
     * @param minorVersion of Python 3, such as 13
     * @param what packages, or {@code -r} and a file
     */
    public static String installation(String folder, int minorVersion, String architecture, String what) {
        return PythonPackage.installation(folder, minorVersion, architecture, what);
    }

    private List<String> missingPackages() {
        var installed =
                PythonPackage.in(path()).stream().map(PythonPackage::name).collect(Collectors.toSet());
        return requirements().stream()
                .filter(requirement -> !installed.contains(requirement) && !IN_THE_RUNTIME.contains(requirement))
                .filter(requirement -> !hasModule(requirement))
                .toList();
    }

    /** Some remove what pip has written of a package, and keep its modules. */
    private boolean hasModule(String requirement) {
        var module = requirement.replace('-', '_');
        return Stream.of(module, module + ".py").anyMatch(file -> Files.exists(path().resolve(file)));
    }

    private List<String> foreignPackages() {
        return PythonPackage.in(path()).stream()
                .filter(installed -> !installed.fits(config.lambdaRuntime(), config.lambdaArchitecture()))
                .map(PythonPackage::name)
                .toList();
    }

    /** The names in requirements.txt. One with a marker may not be meant for Lambda, so it is not looked at. */
    private List<String> requirements() {
        if (!hasRequirements()) {
            return List.of();
        }
        try (var lines = Files.lines(path().resolve(REQUIREMENTS))) {
            return lines.map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                    .filter(line -> line.matches("[A-Za-z0-9].*") && !line.contains(";"))
                    .map(line -> PythonPackage.normalized(line.replaceFirst("[^A-Za-z0-9._-].*", "")))
                    .distinct()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // Told with the folder.
            return List.of();
        }
    }
}
