package stepfunction.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import stepfunction.asl.Code;
import stepfunction.asl.Findings;
import stepfunction.installation.InstallationException;
import stepfunction.installation.Installations;
import stepfunction.installation.LambdaPackages;
import stepfunction.installation.LambdaPlatform;
import stepfunction.installation.Overlay;
import stepfunction.installation.PinCommand;
import stepfunction.installation.PythonInstallation;
import stepfunction.requirements.Requirement;
import stepfunction.requirements.RequirementsFile;
import stepfunction.requirements.RequirementsFile.RequiredPackage;

/** A folder of Python functions with the packages of its requirements.txt, those that it has and those that are installed. */
final class PythonContents implements Contents {

    private static final String REQUIREMENTS = "requirements.txt";

    private final FunctionFolder folder;
    private final LambdaPlatform platform;
    private final List<PythonPackage> committed;
    private final RequirementsFile file;
    private final Set<String> elsewhere = new HashSet<>();

    /** The packages that the file requires and neither Lambda nor the folder has. */
    private final List<RequiredPackage> missing = new ArrayList<>();

    private final List<PythonLibrary> libraries = new ArrayList<>();

    PythonContents(FunctionFolder folder, LambdaPlatform platform) {
        this.folder = folder;
        this.platform = platform;
        // A layer may bring what the folder lacks.
        var isRead = !folder.hasLayers() && Files.isRegularFile(folder.resolve(REQUIREMENTS));
        this.committed = folder.hasLayers() ? List.of() : PythonPackage.in(folder.path());
        this.file =
                isRead ? RequirementsFile.read(folder.project(), folder.shown(REQUIREMENTS)) : RequirementsFile.NONE;
    }

    @Override
    public void check(Findings findings) {
        packagesFitTheRuntime(findings);
        file.problems().forEach(findings::error);
        if (findings.hasErrors()) {
            return;
        }
        var needed = NeededPackages.of(file, platform.environment(), findings);
        needed.forEach(each -> elsewhere.add(each.requirement().name()));
        needed.stream().filter(each -> !isThere(each.requirement())).forEach(missing::add);
        missing.forEach(each -> elsewhere.remove(each.requirement().name()));
        committed.forEach(each -> elsewhere.add(each.name()));
        addLibraries(findings);
        if (folder.mayLackPackages()) {
            warnOfMissing(findings);
            missing.clear();
        } else if (!findings.hasErrors()) {
            packagesCanBeInstalled(findings);
        }
    }

    private boolean isThere(Requirement needed) {
        return LambdaPackages.satisfy(needed, platform.environment()) || isInTheFolder(needed.name());
    }

    /** Some remove what pip has written of a package, and keep its modules. */
    private boolean isInTheFolder(String name) {
        var module = name.replace('-', '_');
        return committed.stream().anyMatch(each -> each.name().equals(name))
                || Files.exists(folder.resolve(module))
                || Files.exists(folder.resolve(module + ".py"));
    }

    private void addLibraries(Findings findings) {
        for (var each : file.libraries()) {
            elsewhere.add(Requirement.normalized(each.name()));
            PythonLibrary.of(each, folder, findings).ifPresent(libraries::add);
        }
    }

    private void packagesFitTheRuntime(Findings findings) {
        var foreign = committed.stream()
                .filter(each -> !each.fits(platform))
                .map(PythonPackage::name)
                .toList();
        if (!foreign.isEmpty()) {
            var what = Files.isRegularFile(folder.resolve(REQUIREMENTS))
                    ? "-r " + folder.shown(REQUIREMENTS)
                    : String.join(" ", foreign);
            findings.warning(
                    Code.FOREIGN_PACKAGE,
                    folder.name(),
                    "%s has %s for another platform or Python than the function's %s; run: %s"
                            .formatted(
                                    folder.name(), String.join(", ", foreign), platform.shown(), installation(what)));
        }
    }

    private void warnOfMissing(Findings findings) {
        if (!missing.isEmpty()) {
            findings.warning(
                    Code.MISSING_PACKAGE,
                    folder.name(),
                    "%s names %s, which is missing from the folder; run: %s"
                            .formatted(
                                    folder.shown(REQUIREMENTS),
                                    names(missing),
                                    installation("-r " + folder.shown(REQUIREMENTS))));
        }
    }

    private void packagesCanBeInstalled(Findings findings) {
        var unpinned =
                missing.stream().filter(each -> !each.requirement().isPinned()).toList();
        if (!unpinned.isEmpty()) {
            findings.error(
                    "%s: %s must be pinned to a version to be installed, because each deployment could get another one; run: %s"
                            .formatted(
                                    unpinned.get(0).place(),
                                    names(unpinned),
                                    PinCommand.of(folder.shown(REQUIREMENTS), platform)));
            return;
        }
        missing.stream()
                .filter(each -> !each.requirement().comesAsWheel())
                .findFirst()
                .ifPresent(each -> findings.error(
                        "%s: %s must be a wheel to be installed, because nothing is built for Lambda on this machine; name a wheel, or commit the package"
                                .formatted(each.place(), each.requirement().name())));
        if (!missing.isEmpty() && !file.builds().isEmpty()) {
            findings.error(
                    "%s: --no-binary builds packages, but nothing is built for Lambda on this machine; remove it, or commit the packages"
                            .formatted(file.builds().get(0)));
        }
        hashesAreComplete(findings);
    }

    /** One hash turns on that mode of pip. */
    private void hashesAreComplete(Findings findings) {
        var without = missing.stream().filter(each -> each.hashes().isEmpty()).toList();
        if (!without.isEmpty() && without.size() < missing.size()) {
            findings.error(
                    "%s: %s must have a --hash, because others have one; lock the file anew, with hashes or without"
                            .formatted(without.get(0).place(), names(without)));
        }
    }

    private String installation(String what) {
        return PinCommand.installation(folder.name(), platform.runtime().version(), platform.architecture(), what);
    }

    private static String names(List<RequiredPackage> packages) {
        return packages.stream().map(each -> each.requirement().name()).collect(Collectors.joining(", "));
    }

    @Override
    public boolean areStaged() {
        return !missing.isEmpty() || !libraries.isEmpty();
    }

    @Override
    public Overlay overlay(Installations installations) throws IOException, InstallationException {
        var overlay = new Overlay().addAllOf(folder.path());
        for (var library : libraries) {
            library.modules().forEach(overlay::add);
        }
        if (!missing.isEmpty()) {
            var installation = new PythonInstallation(
                    folder.shown(REQUIREMENTS), platform, missing, file.indexOptions(), elsewhere);
            overlay.addAllOf(installation.folder(installations));
        }
        return overlay;
    }
}
