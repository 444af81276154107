package stepfunction.lambda;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A process of this run: it starts with an emptied environment, and has the variables that are set here and no others. */
public final class ChildProcess {

    /** Python's own library may be found by this one, which Lambda sets too. */
    public static final String LIBRARY_PATH = "LD_LIBRARY_PATH";

    /** By these pyenv, nodenv, asdf, mise, fnm and Volta, whose python3 or node is a program of their own, find the version that was chosen. */
    private static final Set<String> FOR_VERSION_MANAGERS = Set.of(
            "PATH",
            "HOME",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "PYENV_ROOT",
            "PYENV_VERSION",
            "NODENV_ROOT",
            "NODENV_VERSION",
            "FNM_DIR",
            "FNM_MULTISHELL_PATH",
            "VOLTA_HOME",
            "ASDF_DIR",
            "ASDF_DATA_DIR",
            "ASDF_NODEJS_VERSION",
            "ASDF_PYTHON_VERSION",
            "MISE_CONFIG_DIR",
            "MISE_DATA_DIR",
            "MISE_NODE_VERSION",
            "MISE_PYTHON_VERSION");

    private ChildProcess() {}

    /**
     * A process that has not started.
     *
     * @param variables besides that of the dynamic linker
     */
    public static ProcessBuilder of(List<String> command, Map<String, String> variables) {
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(ofTheLinker(System.getenv()));
        builder.environment().putAll(variables);
        return builder;
    }

    /** Of the user's environment, what the dynamic linker reads. */
    public static Map<String, String> ofTheLinker(Map<String, String> environment) {
        return environment.containsKey(LIBRARY_PATH) ? Map.of(LIBRARY_PATH, environment.get(LIBRARY_PATH)) : Map.of();
    }

    /** Of the user's environment, what a version manager reads. */
    public static Map<String, String> forVersionManagers(Map<String, String> environment) {
        var variables = new TreeMap<>(environment);
        variables.keySet().retainAll(FOR_VERSION_MANAGERS);
        return variables;
    }

    /** The path of a Python program of this package; the tools are files, never packaged. */
    public static String program(String name) {
        try {
            return Path.of(Objects.requireNonNull(ChildProcess.class.getResource(name), name)
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills a process and those below it. A stopped process is killed, too. */
    public static void kill(Process process) {
        var below = process.descendants().toList();
        Stream.concat(Stream.of(process.toHandle()), below.stream()).forEach(ProcessHandle::destroyForcibly);
    }
}
