package stepfunction.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import stepfunction.asl.Spelling;
import stepfunction.lambda.CannotRunException;
import stepfunction.plan.WorkflowSpec;

/**
 * The cases of a project: a file of JSON each, in one folder. Those of a further workflow are in a folder with its name there; the names of
 * other folders have no meaning. A file that a case names in a mock is not a case.
 *
 * @param files by the name of the case, which begins with that of a further workflow, such as {@code refund/late}
 * @param misnamedFolders by the name of a folder that is meant for a further workflow, what is wrong with it; its files are not read
 */
record Cases(
        Path projectDir, WorkflowNames workflows, Map<String, LocatedCase> files, Map<String, String> misnamedFolders) {

    static final String FOLDER = "src/test/workflow";

    /** The case that the local run and the smoke test run by default. */
    static final String EXAMPLE = "example";

    private static final String SUFFIX = ".json";

    /** More names than these make no hint. */
    private static final int MAX_NAMES = 3;

    /**
     * A file with a case.
     *
     * @param workflow the name of its workflow in the plan
     */
    record LocatedCase(String workflow, Path path) {}

    /**
     * Finds the cases of a project.
     *
     * @throws CannotRunException where two have the same name, or differ in upper and lower case alone, which some file systems ignore
     */
    static Cases of(Path projectDir, WorkflowNames workflows) {
        var folder = projectDir.resolve(FOLDER);
        var files = new TreeMap<String, LocatedCase>();
        var misnamedFolders = new TreeMap<String, String>();
        var lowerCaseNames = new TreeMap<String, Path>();
        for (var file : files(folder)) {
            var topFolder = topFolder(folder.relativize(file));
            var mistake = topFolder.flatMap(name -> mistake(name, workflows));
            if (mistake.isPresent()) {
                misnamedFolders.put(topFolder.get(), mistake.get());
                continue;
            }
            var workflow = topFolder.filter(workflows::isFurther).orElse(WorkflowSpec.MAIN);
            var fileName = file.getFileName().toString();
            var caseName = fileName.substring(0, fileName.length() - SUFFIX.length());
            var name = workflows.isFurther(workflow) ? "%s/%s".formatted(workflow, caseName) : caseName;
            var other = lowerCaseNames.put(name.toLowerCase(Locale.ROOT), file);
            if (other != null) {
                throw new CannotRunException("cases must differ in their names, but %s and %s do not; rename one"
                        .formatted(projectDir.relativize(other), projectDir.relativize(file)));
            }
            files.put(name, new LocatedCase(workflow, file));
        }
        return new Cases(projectDir, workflows, files, misnamedFolders);
    }

    /**
     * The folder directly in that of the cases, in which a file is; absent where it is in none.
     *
     * @param file relative to the folder of the cases
     */
    static Optional<String> topFolder(Path file) {
        return file.getNameCount() == 1
                ? Optional.empty()
                : Optional.of(file.getName(0).toString());
    }

    /** The mistake in the name of a folder: it is a workflow's former name, or misspelled. */
    private static Optional<String> mistake(String folder, WorkflowNames workflows) {
        if (workflows.isFurther(folder)) {
            return Optional.empty();
        }
        return workflows
                .successor(folder)
                .map(present -> "%1$s/%2$s: the workflow %2$s is now called %3$s; rename the folder"
                        .formatted(FOLDER, folder, present))
                .or(() -> Spelling.nearest(folder, workflows.further())
                        .map(meant -> "%s/%s is not the name of a workflow; did you mean %s? rename the folder"
                                .formatted(FOLDER, folder, meant)));
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var paths = Files.walk(folder)) {
            var files = paths.filter(path -> path.toString().endsWith(SUFFIX) && Files.isRegularFile(path))
                    .sorted()
                    .toList();
            var datasets = CaseFiles.namedIn(files);
            return files.stream()
                    .filter(path -> !datasets.contains(path.normalize()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a case.
     *
     * @param nameOrPath of a case, or of its file in the folder of the cases, without {@code .json}
     * @throws CannotRunException where there is none, or it is no case
     */
    Case read(String nameOrPath) {
        var name = files.containsKey(nameOrPath) ? nameOrPath : nameByPath(nameOrPath);
        var file = files.get(name);
        if (file == null) {
            throw new CannotRunException(refusal(nameOrPath));
        }
        try {
            var path = file.path();
            var origin = new CaseReader.Origin(
                    file.workflow(), name, projectDir.relativize(path).toString(), path.resolveSibling(""));
            return CaseReader.read(origin, Files.readString(path));
        } catch (IOException e) {
            throw new CannotRunException("%s is not readable as UTF-8: %s".formatted(file.path(), e.getMessage()));
        }
    }

    /** The name of the case in a file; the path itself where there is no such file. */
    private String nameByPath(String path) {
        var file = projectDir.resolve(FOLDER).resolve(path + SUFFIX);
        return files.entrySet().stream()
                .filter(each -> each.getValue().path().equals(file))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(path);
    }

    private String refusal(String name) {
        var folder = name.split("/", 2)[0];
        return Optional.ofNullable(misnamedFolders.get(folder))
                .orElseGet(() -> "%s/%s%s does not exist%s".formatted(FOLDER, name, SUFFIX, hint(name, folder)));
    }

    /** @param folder that the name begins with, or the name itself */
    private String hint(String name, String folder) {
        var successor = workflows.successor(folder);
        if (successor.isPresent()) {
            return "; %s is now called %s, and its cases %s"
                    .formatted(folder, successor.get(), casesOf(successor.get()));
        }
        return workflows.isFurther(name)
                ? "; %s is a workflow, and its cases %s".formatted(name, casesOf(name))
                : new KnownNames(files.keySet()).hint(name);
    }

    /** Where they are, after "its cases". */
    private String casesOf(String workflow) {
        var names = files.entrySet().stream()
                .filter(file -> file.getValue().workflow().equals(workflow))
                .map(Map.Entry::getKey)
                .toList();
        if (names.isEmpty()) {
            return "belong in %s/%s".formatted(FOLDER, workflow);
        }
        var first = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return "are %s%s".formatted(first, names.size() > MAX_NAMES ? ", ..." : "");
    }
}
