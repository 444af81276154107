package stepfunction.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import stepfunction.asl.Spelling;
import stepfunction.plan.WorkflowSpec;

/**
 * The cases of a project: a file of JSON each, in one folder. Those of a further workflow are in a folder with its name there; the names of
 * other folders have no meaning.
 *
 * @param files by the name of the case, which begins with that of a further workflow, such as {@code refund/late}
 */
record Cases(Path projectDir, Map<String, CaseFile> files) {

    static final String FOLDER = "src/test/workflow";

    /** The case that the local run and the smoke test take unless they are told another. */
    static final String EXAMPLE = "example";

    private static final String SUFFIX = ".json";

    /**
     * A file with a case.
     *
     * @param workflow the name of its workflow in the plan
     */
    record CaseFile(String workflow, Path path) {}

    /**
     * Finds the cases of a project.
     *
     * @param workflows the names of the workflows in the plan
     * @throws CannotRunException where two have the same name, which some file systems do not tell apart by upper and lower case; or where
     *     the name of a folder is that of a workflow but for a typing error
     */
    static Cases of(Path projectDir, Collection<String> workflows) {
        var further = workflows.stream()
                .filter(workflow -> !workflow.equals(WorkflowSpec.MAIN))
                .toList();
        var folder = projectDir.resolve(FOLDER);
        var files = new TreeMap<String, CaseFile>();
        var lowerCaseNames = new TreeMap<String, Path>();
        for (var file : files(folder)) {
            var workflow = workflow(folder.relativize(file), further);
            var fileName = file.getFileName().toString();
            var caseName = fileName.substring(0, fileName.length() - SUFFIX.length());
            var name = further.contains(workflow) ? "%s/%s".formatted(workflow, caseName) : caseName;
            var other = lowerCaseNames.put(name.toLowerCase(Locale.ROOT), file);
            if (other != null) {
                throw new CannotRunException("cases must differ in their names, but %s and %s do not; rename one"
                        .formatted(projectDir.relativize(other), projectDir.relativize(file)));
            }
            files.put(name, new CaseFile(workflow, file));
        }
        return new Cases(projectDir, files);
    }

    /** The workflow whose case a file is, by the folder that it is in. */
    private static String workflow(Path file, List<String> further) {
        if (file.getNameCount() == 1) {
            return WorkflowSpec.MAIN;
        }
        var folder = file.getName(0).toString();
        if (further.contains(folder)) {
            return folder;
        }
        Spelling.nearest(folder, further).ifPresent(meant -> {
            throw new CannotRunException("%s/%s is not the name of a workflow; did you mean %s? rename the folder"
                    .formatted(FOLDER, folder, meant));
        });
        return WorkflowSpec.MAIN;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(SUFFIX) && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws CannotRunException where there is none of this name, or it is no case */
    Case read(String name) {
        var file = files.get(name);
        if (file == null) {
            throw new CannotRunException(
                    "%s/%s%s does not exist%s".formatted(FOLDER, name, SUFFIX, new Names(files.keySet()).hint(name)));
        }
        try {
            var path = file.path();
            return CaseReader.read(
                    file.workflow(), name, projectDir.relativize(path).toString(), Files.readString(path));
        } catch (IOException e) {
            throw new CannotRunException("%s is not readable as UTF-8: %s".formatted(file.path(), e.getMessage()));
        }
    }
}
