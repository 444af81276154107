package stepfunction.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.Code;
import stepfunction.asl.Findings;
import stepfunction.asl.Spelling;
import stepfunction.installation.Installations;
import stepfunction.plan.Plan;

/** Finds mistakes in a function's folder that AWS or the archive provider would refuse, or that every invocation would fail with. */
public final class FolderCheck {

    private final FunctionFolder folder;
    private final Installations installations;
    private final Findings findings = new Findings();

    private FolderCheck(FunctionFolder folder, Installations installations) {
        this.folder = folder;
        this.installations = installations;
    }

    /**
     * Looks into the folders of a plan's functions, and installs the packages that they lack.
     *
     * @param project the project's folder
     */
    public static CheckedFolders check(Plan plan, Path project, Installations installations) {
        var found = new Findings();
        var sources = new HashMap<String, DeploymentSource>();
        for (var folder : FunctionFolder.of(plan, project)) {
            var check = new FolderCheck(folder, installations);
            check.source().ifPresent(source -> sources.put(folder.name(), source));
            found.addAll(check.findings.all());
        }
        return new CheckedFolders(found.all(), sources);
    }

    private Optional<DeploymentSource> source() {
        if (!isInProject()) {
            findings.error(
                    "plan: the function %s must have its sources in a folder of the project, was \"%s\"; move them there, or correct the path"
                            .formatted(folder.functions().get(0).name(), folder.name()));
            return Optional.empty();
        }
        if (Files.exists(folder.path()) && !Files.isDirectory(folder.path())) {
            findings.error("%s must be a folder with the sources of the function %s, is a file; rename one of them"
                    .formatted(folder.name(), folder.functions().get(0).name()));
            return Optional.empty();
        }
        var source = SourceSearch.find(folder, installations, findings);
        var isFound = !findings.hasErrors();
        var selection = source.selection();
        var packed = selection.packed();
        packed.problems().forEach(findings::error);
        secretsAreLeftOut(selection.secrets());
        if (isFound && packed.problems().isEmpty()) {
            handlersArePacked(source, packed);
            findings.addAll(PackageSizeCheck.check(folder.name(), packed));
        }
        return Optional.of(source);
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

    /** By their paths in the folder, as the user knows it. */
    private Map<String, Path> files(PackedFolder packed) {
        var files = new HashMap<String, Path>();
        for (var file : packed.files()) {
            files.put(folder.shown(file.name()), file.path());
        }
        return files;
    }

    private void handlersArePacked(DeploymentSource source, PackedFolder packed) {
        var files = files(packed);
        // The check of the plan reports a handler of another form.
        var functions = folder.functions().stream()
                .filter(function -> function.code().isHandlerWellFormed())
                .toList();
        for (var function : functions) {
            var handler = function.code().handlerFile();
            var file = handler.map(files::get);
            if (file.isPresent()) {
                findings.addAll(PythonHandlerCheck.check(function, file.get()));
            } else if (!PackedHandler.mayBeInLayer(function)) {
                handler.ifPresent(this::refuseMissing);
            }
            HandlerCheck.problem(PackedHandler.of(function, folder, source.path(), packed))
                    .ifPresent(findings::error);
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
            // A file that cannot be read was not meant either.
            return List.of();
        }
    }
}
