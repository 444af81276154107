package stepfunction.installation;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment variables of pip and npm: what they read to reach the index of packages, a company's too. It may hold passwords, so no
 * process of a handler has it.
 */
public final class InstallerEnvironment {

    /** By these pyenv, asdf, mise and nvm, whose commands are scripts, find the version that was chosen. */
    private static final Set<String> OF_VERSION_MANAGERS = Set.of(
            "PYENV_ROOT",
            "PYENV_VERSION",
            "ASDF_DIR",
            "ASDF_DATA_DIR",
            "ASDF_PYTHON_VERSION",
            "ASDF_NODEJS_VERSION",
            "MISE_CONFIG_DIR",
            "MISE_DATA_DIR",
            "MISE_PYTHON_VERSION",
            "MISE_NODE_VERSION",
            "NVM_DIR");

    /** https://pip.pypa.io/en/stable/user_guide/#environment-variables and https://requests.readthedocs.io/en/latest/user/advanced/ */
    private static final Set<String> OF_THE_NETWORK = Set.of(
            "PATH",
            "HOME",
            "TMPDIR",
            "LD_LIBRARY_PATH",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_DIRS",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "all_proxy",
            "no_proxy",
            "SSL_CERT_DIR",
            "SSL_CERT_FILE",
            "CURL_CA_BUNDLE",
            "REQUESTS_CA_BUNDLE",
            "NODE_EXTRA_CA_CERTS",
            "NETRC");

    private static final String PREFIX_OF_PIP = "PIP_";
    private static final String PREFIX_OF_NPM = "npm_config_";

    /** These would install to another place than the one asked for, other packages, or refuse to. */
    private static final Set<String> DISTURBING = Set.of(
            "PIP_CONSTRAINT",
            "PIP_DRY_RUN",
            "PIP_EDITABLE",
            "PIP_NO_BINARY",
            "PIP_PLATFORM",
            "PIP_PREFIX",
            "PIP_PYTHON",
            "PIP_PYTHON_VERSION",
            "PIP_REPORT",
            "PIP_REQUIREMENT",
            "PIP_REQUIRE_VIRTUALENV",
            "PIP_ROOT",
            "PIP_TARGET",
            "PIP_USER");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

    private InstallerEnvironment() {}

    /** Those of the user's that pip reads. */
    public static Map<String, String> forPip(Map<String, String> ofTheUser) {
        return forInstaller(ofTheUser, "");
    }

    /**
     * Those of the user's that an installer reads.
     *
     * @param settings a text that may refer to variables, such as <code>${TOKEN}</code> in the URL of an index
     */
    static Map<String, String> forInstaller(Map<String, String> ofTheUser, String settings) {
        var variables = new TreeMap<String, String>();
        ofTheUser.forEach((name, value) -> {
            if (isRead(name)) {
                variables.put(name, value);
            }
        });
        VARIABLE.matcher(settings).results().map(match -> match.group(1)).forEach(name -> {
            if (ofTheUser.containsKey(name)) {
                variables.put(name, ofTheUser.get(name));
            }
        });
        return variables;
    }

    private static boolean isRead(String name) {
        var isOfPip = name.startsWith(PREFIX_OF_PIP) && !DISTURBING.contains(name);
        return OF_THE_NETWORK.contains(name)
                || OF_VERSION_MANAGERS.contains(name)
                || isOfPip
                || name.toLowerCase(Locale.ROOT).startsWith(PREFIX_OF_NPM);
    }
}
