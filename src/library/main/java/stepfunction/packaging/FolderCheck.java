package stepfunction.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Spelling;
import stepfunction.plan.Plan;

/** What AWS or the archive provider would refuse of a function's folder, or every invocation fail with. */
public final class FolderCheck {

    private final FunctionFolder folder;
    private final Findings findings = new Findings();

    private FolderCheck(FunctionFolder folder) {
        this.folder = folder;
    }

    /**
     * Looks into the folders of a plan's functions.
     *
     * @param project the project's folder
     */
    public static List<Finding> check(Plan plan, Path project) {
        var found = new Findings();
        for (var folder : FunctionFolder.of(plan, project)) {
            var check = new FolderCheck(folder);
            check.allRules();
            found.addAll(check.findings.all());
        }
        return found.all();
    }

    private void allRules() {
        if (!isInProject()) {
            findings.error(
                    "plan: the function %s must have its sources in a folder of the project, was \"%s\"; move them there, or correct the path"
                            .formatted(folder.functions().get(0).name(), folder.name()));
            return;
        }
        if (Files.exists(folder.path()) && !Files.isDirectory(folder.path())) {
            findings.error("%s must be a folder with the sources of the function %s, is a file; rename one of them"
                    .formatted(folder.name(), folder.functions().get(0).name()));
            return;
        }
        var selection = folder.selection();
        var packed = selection.packed();
        packed.problems().forEach(findings::error);
        secretsAreLeftOut(selection.secrets());
        if (packed.problems().isEmpty()) {
            handlersArePacked(packed);
            findings.addAll(PackageSizeCheck.check(folder.name(), packed));
        }
        // A layer may bring what the folder lacks.
        if (!folder.hasLayers()) {
            findings.addAll(RequirementsCheck.check(folder));
        }
    }

    /** The project's own folder has too much in it to be a function's. */
    private boolean isInProject() {
        try {
            var path = Path.of(folder.name()).normalize();
            return !path.isAbsolute() && !path.toString().isEmpty() && !path.startsWith("..");
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void secretsAreLeftOut(List<String> secrets) {
        if (!secrets.isEmpty()) {
            findings.warning(
                    Code.SECRET_IN_FOLDER,
                    folder.name(),
                    "%s has secrets, which its deployment package leaves out: %s; move them out of the folder, and what a function needs to AWS Secrets Manager"
                            .formatted(folder.name(), String.join(", ", secrets)));
        }
    }

    /** Their paths in the project. */
    private Set<String> files(PackedFolder packed) {
        var files = new HashSet<String>();
        for (var file : packed.files()) {
            files.add(folder.name() + "/" + file.name());
        }
        return files;
    }

    private void handlersArePacked(PackedFolder packed) {
        var files = files(packed);
        for (var function : folder.functions()) {
            var handler = function.code().handlerFile();
            if (handler.isPresent() && !files.contains(handler.get())) {
                refuseMissing(handler.get());
            } else if (handler.isPresent()) {
                findings.addAll(HandlerCheck.check(function, folder.project().resolve(handler.get())));
            }
        }
    }

    private void refuseMissing(String handler) {
        if (Files.exists(folder.project().resolve(handler))) {
            findings.error("%s must be in the function's package, which excludes it; move it".formatted(handler));
            return;
        }
        var meant = meantFolder(handler);
        findings.error(
                meant.isPresent()
                        ? "%s does not exist; did you mean the folder %s? Otherwise create it"
                                .formatted(handler, meant.get())
                        : "%s does not exist; create it".formatted(handler));
    }

    /** The most similar of the folders that have the handler, where there is no folder of the name that the plan has. */
    private Optional<String> meantFolder(String handler) {
        if (Files.exists(folder.path())) {
            return Optional.empty();
        }
        var file = handler.substring(folder.name().length() + 1);
        return Spelling.nearest(folder.name(), foldersWith(file));
    }

    /** No deeper in the project than the folder would be. */
    private List<String> foldersWith(String file) {
        var project = folder.project();
        try (var paths = Files.walk(project, Path.of(folder.name()).getNameCount())) {
            return paths.filter(path -> Files.isRegularFile(path.resolve(file)))
                    .map(path -> project.relativize(path).toString())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // What cannot be read was not meant either.
            return List.of();
        }
    }
}
