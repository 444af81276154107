package stepfunction.installation;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The folder of this library in the user's cache, whose path must be absolute: https://specifications.freedesktop.org/basedir-spec/latest/. */
public final class UserCache {

    private static final String NAME = "lambda-step-functions";

    private UserCache() {}

    /** It need not exist. */
    public static Path folder() {
        return folder(System.getenv(), System.getProperty("user.home"));
    }

    static Path folder(Map<String, String> environment, String home) {
        return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(home, ".cache"))
                .resolve(NAME)
                .toAbsolutePath();
    }
}
