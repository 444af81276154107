package stepfunction.github;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of the pipeline that belong to the library, in the project that it is part of. A project may have others of its own. */
final class Pipeline {

    /** The project's folder, from that of the library, in which its tests run. */
    static final Path ROOT = Path.of("../..");

    private Pipeline() {}

    /** As OWNED lists them: relative to the project. */
    static List<String> owned() throws IOException {
        return Files.readAllLines(ROOT.resolve("src/library/OWNED"));
    }

    static List<String> owned(String folder) throws IOException {
        return owned().stream().filter(file -> file.startsWith(folder + "/")).toList();
    }

    static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
