package stepfunction.packaging;

import java.nio.file.Path;
import java.util.List;
import stepfunction.installation.LambdaPlatform;

/**
 * The files that a deployment package is made of.
 *
 * @param project the project's folder
 * @param folder of the functions' sources, as the user knows it
 * @param directory in the project with the files: the folder itself, or one in {@code target} that joins it with what was installed or built
 * @param outside folders outside of the project to which links in the directory may lead
 */
public record DeploymentSource(Path project, String folder, String directory, List<Path> outside) {

    /** Takes what is joined, in a folder for each platform of Lambda. */
    private static final String STAGED = "target/functions/";

    private static final String ARCHIVES = "target/archives/";
    private static final String TARGET = "target/";

    public DeploymentSource {
        outside = List.copyOf(outside);
    }

    /** The folder itself. */
    static DeploymentSource itself(FunctionFolder folder) {
        return new DeploymentSource(folder.project(), folder.name(), folder.name(), List.of());
    }

    /** A folder in {@code target} that joins it with what was installed or built, which is at other places. */
    static DeploymentSource staged(FunctionFolder folder, LambdaPlatform platform, Path installed) {
        var directory = "%s%s/%s".formatted(STAGED, platform.name(), flat(folder.name()));
        return new DeploymentSource(folder.project(), folder.name(), directory, List.of(installed));
    }

    /** The name of a folder for what is made of another one: not nested, so that none lies in a link of the other. */
    static String flat(String folder) {
        return folder.replace("~", "~0").replace("/", "~1");
    }

    /** The path of its zip in the project. */
    public String archive() {
        return directory.startsWith(STAGED)
                ? "%s%s.zip".formatted(ARCHIVES, directory.substring(STAGED.length()))
                : "%s%s.zip".formatted(TARGET, directory);
    }

    /** The folder of the functions' sources, of the archive in this path. */
    public static String folderOf(String archive) {
        var directory = directoryOf(archive);
        return directory.startsWith(STAGED)
                ? directory
                        .substring(directory.lastIndexOf('/') + 1)
                        .replace("~1", "/")
                        .replace("~0", "~")
                : directory;
    }

    /** The directory that the archive in this path is made of. */
    public static String directoryOf(String archive) {
        var path = archive.replaceFirst("\\.zip$", "");
        return path.startsWith(ARCHIVES)
                ? STAGED + path.substring(ARCHIVES.length())
                : path.replaceFirst("^" + TARGET, "");
    }

    /** The contents of its deployment package, and what is left out; empty if there is no directory. */
    Selection selection() {
        return Selection.of(this);
    }

    /** Patterns, in doublestar's syntax, of files that never enter its deployment package. */
    public List<String> excludes() {
        return selection().excludes();
    }

    Path path() {
        return project.resolve(directory);
    }
}
