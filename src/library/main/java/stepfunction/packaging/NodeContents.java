package stepfunction.packaging;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.Findings;
import stepfunction.installation.InstallationException;
import stepfunction.installation.Installations;
import stepfunction.installation.LambdaPlatform;
import stepfunction.installation.NodeInstallation;
import stepfunction.installation.Overlay;

/**
 * A folder of Node.js functions: what its build has put into {@code dist}, or else the folder itself, with the packages of its
 * package-lock.json.
 */
final class NodeContents implements Contents {

    private static final String LOCK = "package-lock.json";
    private static final String MODULES = "node_modules";
    private static final String BUILT = "dist";

    /** Neither deployed nor built from. */
    private static final Set<String> NO_SOURCES = Set.of(MODULES, BUILT, "tests", "test", "__tests__", ".git");

    private final FunctionFolder folder;
    private final LambdaPlatform platform;
    private Optional<NodeDescription> description = Optional.empty();

    NodeContents(FunctionFolder folder, LambdaPlatform platform) {
        this.folder = folder;
        this.platform = platform;
    }

    @Override
    public void check(Findings findings) {
        if (!Files.isRegularFile(folder.resolve(NodeDescription.FILE))) {
            return;
        }
        try {
            description = Optional.of(NodeDescription.read(folder));
        } catch (IOException | JsonParseException | IllegalStateException e) {
            findings.error(
                    "%s must be a JSON object, is not; correct it".formatted(folder.shown(NodeDescription.FILE)));
            return;
        }
        description
                .flatMap(NodeDescription::meantType)
                .ifPresent(meant -> findings.error("%s has a misspelled type; did you mean \"type\": \"%s\"?"
                        .formatted(folder.shown(NodeDescription.FILE), meant)));
        if (isLocked()) {
            return;
        }
        // npm ci, which builds it, needs a lock even without dependencies.
        if (isBuilt() || (needsPackages() && !Files.isDirectory(folder.resolve(MODULES)))) {
            findings.error("%s has %s, but there is no %s; run: npm --prefix %s install --package-lock-only"
                    .formatted(
                            folder.shown(NodeDescription.FILE),
                            isBuilt() ? "a build" : "dependencies",
                            folder.shown(LOCK),
                            folder.name()));
        }
    }

    private boolean needsPackages() {
        return description.filter(NodeDescription::needsPackages).isPresent();
    }

    private boolean isBuilt() {
        return description.filter(NodeDescription::isBuilt).isPresent();
    }

    private boolean isLocked() {
        return Files.isRegularFile(folder.resolve(LOCK));
    }

    /** A lock counts, not what a developer has installed. */
    private boolean hasInstalledPackages() {
        return needsPackages() && isLocked();
    }

    @Override
    public boolean areStaged() {
        return isBuilt() || hasInstalledPackages();
    }

    @Override
    public Overlay overlay(Installations installations) throws IOException, InstallationException {
        var overlay = new Overlay();
        if (isBuilt()) {
            addBuilt(overlay);
        } else {
            overlay.addAllOf(folder.path(), Set.of(MODULES));
        }
        if (hasInstalledPackages()) {
            var installation = new NodeInstallation(folder.name(), folder.path(), platform);
            overlay.addAllOf(installation.folder(installations));
        } else if (needsPackages()) {
            overlay.add(folder.resolve(MODULES));
        }
        return overlay;
    }

    private void addBuilt(Overlay overlay) throws IOException, InstallationException {
        var built = folder.resolve(BUILT);
        var command = new FunctionBuild("npm", folder.name()).command();
        if (!Files.isDirectory(built)) {
            throw new InstallationException("%s must have the files that the build makes, is missing; run: %s"
                    .formatted(folder.shown(BUILT), command));
        }
        var newer = BuildAge.newerSource(List.of(folder.path()), NO_SOURCES, built);
        if (newer.isPresent()) {
            throw new InstallationException("%s must be built from its sources, is older than %s; run: %s"
                    .formatted(
                            folder.shown(BUILT),
                            folder.shown(folder.path().relativize(newer.get()).toString()),
                            command));
        }
        overlay.addAllOf(built);
        // It says which kind of modules they are.
        overlay.add(folder.resolve(NodeDescription.FILE));
    }
}
