package stepfunction.packaging;

import java.nio.file.Path;
import java.util.List;

/**
 * The files that a deployment package is made of.
 *
 * @param project the project's folder
 * @param folder of the functions' sources, as the user knows it
 * @param directory in the project with the files: the folder itself, or one in {@code target} that joins it with what was installed or built
 * @param outside folders outside of the project to which links in the directory may lead
 */
public record DeploymentSource(Path project, String folder, String directory, List<Path> outside) {

    /** Each with a folder of its own for each platform of Lambda. */
    static final String STAGED = "target/functions";

    public DeploymentSource {
        outside = List.copyOf(outside);
    }

    /** The folder itself. */
    static DeploymentSource itself(FunctionFolder folder) {
        return new DeploymentSource(folder.project(), folder.name(), folder.name(), List.of());
    }

    /** The path of its zip in the project. */
    public String archive() {
        return directory.equals(folder) ? "target/" + folder + ".zip" : directory + ".zip";
    }

    /** What its deployment package has, and has not; nothing where there is no directory. */
    Selection selection() {
        return Selection.of(this);
    }

    /** What never enters its deployment package, in doublestar's patterns. */
    public List<String> excludes() {
        return selection().excludes();
    }

    Path path() {
        return project.resolve(directory);
    }
}
