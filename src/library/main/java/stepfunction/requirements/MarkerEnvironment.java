package stepfunction.requirements;

import java.util.HashMap;
import java.util.Map;

/**
 * The variables of markers: https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers.
 *
 * @param variables by name
 */
public record MarkerEnvironment(Map<String, String> variables) {

    /** Lambda takes over the patch releases of a Python: whatever asks for one of them means a newer one than any. */
    private static final String NEWEST_PATCH = ".99";

    public MarkerEnvironment {
        variables = Map.copyOf(variables);
    }

    /**
     * Lambda's.
     *
     * @param minorVersion of Python 3, such as 13
     * @param machine as Linux calls it, {@code aarch64} or {@code x86_64}
     */
    public static MarkerEnvironment ofLambda(int minorVersion, String machine) {
        var version = "3." + minorVersion;
        var variables = new HashMap<String, String>();
        variables.put("implementation_name", "cpython");
        variables.put("implementation_version", version + NEWEST_PATCH);
        variables.put("os_name", "posix");
        variables.put("platform_machine", machine);
        variables.put("platform_python_implementation", "CPython");
        // Amazon's kernel, which changes without notice.
        variables.put("platform_release", "");
        variables.put("platform_version", "");
        variables.put("platform_system", "Linux");
        variables.put("python_full_version", version + NEWEST_PATCH);
        variables.put("python_version", version);
        variables.put("sys_platform", "linux");
        variables.put("extra", "");
        return new MarkerEnvironment(variables);
    }

    /** The same for a package's dependency that belongs to an extra. */
    public MarkerEnvironment withExtra(String extra) {
        var changed = new HashMap<>(variables);
        changed.put("extra", extra);
        return new MarkerEnvironment(changed);
    }

    String value(String variable) {
        return variables.getOrDefault(variable, "");
    }

    /** Of Python, as a package's Requires-Python is compared with. */
    public String pythonFullVersion() {
        return value("python_full_version");
    }
}
