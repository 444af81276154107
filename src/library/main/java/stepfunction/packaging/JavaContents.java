package stepfunction.packaging;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import stepfunction.asl.Findings;
import stepfunction.installation.InstallationException;
import stepfunction.installation.Installations;
import stepfunction.installation.Overlay;

/** A folder of Java functions: what is in the jar that its Maven build makes, with all dependencies; without a pom.xml, the folder itself. */
final class JavaContents implements Contents {

    static final String POM = "pom.xml";
    private static final String BUILT = "target";

    private static final Pattern NOT_DEPLOYED =
            Pattern.compile("original-.*|.*-(sources|javadoc|tests|test-sources)\\.jar");

    /** As the plugins for assembly and shading name a jar with dependencies, beside the one without. */
    private static final Pattern WITH_DEPENDENCIES = Pattern.compile("-(jar-with-dependencies|shaded|all)\\.jar$");

    private final FunctionFolder folder;

    JavaContents(FunctionFolder folder) {
        this.folder = folder;
    }

    @Override
    public void check(Findings findings) {
        // A missing build is reported where the package is made.
    }

    @Override
    public boolean areStaged() {
        return isBuilt(folder);
    }

    /** Whether a build makes what is deployed. */
    static boolean isBuilt(FunctionFolder folder) {
        return Files.isRegularFile(folder.resolve(POM));
    }

    @Override
    public Overlay overlay(Installations installations) throws IOException, InstallationException {
        var jar = jar();
        var newer = BuildAge.newerSource(List.of(folder.resolve(POM), folder.resolve("src/main")), Set.of(), jar);
        if (newer.isPresent()) {
            throw new InstallationException("%s must be built from its sources, is older than %s; run: %s"
                    .formatted(shown(jar), shown(newer.get()), command()));
        }
        try {
            return new Overlay().addAllOf(UnpackedJar.of(jar, folder).path());
        } catch (ZipException | EOFException e) {
            throw new InstallationException("%s must be a jar, cannot be read (%s); run: %s"
                    .formatted(shown(jar), e.getMessage(), cleanCommand()));
        }
    }

    private Path jar() throws IOException, InstallationException {
        var jars = jars();
        if (jars.isEmpty()) {
            throw new InstallationException("%s must have the jar that is deployed, has none; run: %s"
                    .formatted(folder.shown(BUILT), command()));
        }
        if (jars.size() > 1) {
            throw new InstallationException(
                    "%s must have one jar to deploy, has %s; remove those of other builds, or run: %s"
                            .formatted(
                                    folder.shown(BUILT),
                                    jars.stream()
                                            .map(jar -> jar.getFileName().toString())
                                            .collect(Collectors.joining(", ")),
                                    cleanCommand()));
        }
        return jars.get(0);
    }

    private List<Path> jars() throws IOException {
        var built = folder.resolve(BUILT);
        if (!Files.isDirectory(built)) {
            return List.of();
        }
        try (var files = Files.list(built)) {
            var jars = files.filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
                    .filter(file ->
                            !NOT_DEPLOYED.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
            var replaced = jars.stream()
                    .map(Path::toString)
                    .filter(name -> WITH_DEPENDENCIES.matcher(name).find())
                    .map(name -> WITH_DEPENDENCIES.matcher(name).replaceFirst(".jar"))
                    .collect(Collectors.toSet());
            return jars.stream()
                    .filter(jar -> !replaced.contains(jar.toString()))
                    .toList();
        }
    }

    private String shown(Path file) {
        return folder.shown(folder.path().relativize(file).toString());
    }

    private String cleanCommand() {
        return command().replace(" package", " clean package");
    }

    private String command() {
        return new FunctionBuild("maven", folder.name()).command();
    }
}
