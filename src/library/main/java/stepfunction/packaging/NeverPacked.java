package stepfunction.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The one list of what never enters a deployment package: by name in doublestar's patterns, or by content. */
final class NeverPacked {

    /**
     * For the developer alone. At the top of the folder only: {@code __init__.py}, which serves local tools, and the function's
     * tests, as packages may import their own.
     */
    private static final List<String> OF_THE_DEVELOPER = List.of(
            "__init__.py",
            "tests",
            // Version control
            "**/.bzr",
            "**/.git",
            "**/.hg",
            "**/.svn",
            // Caches
            "**/*.pyc",
            "**/*.pyo",
            "**/.cache",
            "**/.hypothesis",
            "**/.ipynb_checkpoints",
            "**/.mypy_cache",
            "**/.nox",
            "**/.pytest_cache",
            "**/.pytype",
            "**/.ruff_cache",
            "**/.tox",
            "**/__pycache__",
            // Editors and file managers
            "**/*.iml",
            "**/*~",
            "**/.*.swp",
            "**/.DS_Store",
            "**/._*",
            "**/.fleet",
            "**/.idea",
            "**/.settings",
            "**/.vs",
            "**/.vscode",
            "**/Thumbs.db");

    /** Left out with a warning, for a function may need them. Public keys and certificates are packed. */
    private static final List<String> SECRETS = List.of(
            "**/.aws",
            "**/.env*",
            "**/.git-credentials",
            "**/.netrc",
            "**/.npmrc",
            "**/.pypirc",
            "**/.ssh",
            "**/id_dsa",
            "**/id_ecdsa",
            "**/id_ecdsa_sk",
            "**/id_ed25519",
            "**/id_ed25519_sk",
            "**/id_rsa");

    /** A folder with this file is a virtual environment: https://docs.python.org/3/library/venv.html. */
    private static final String VIRTUAL_ENVIRONMENT = "pyvenv.cfg";

    /** https://www.rfc-editor.org/rfc/rfc7468; of OpenSSH, PGP and PuTTY, too. */
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|^PuTTY-User-Key-File-");

    /** A key alone has some 3 kB; beside it there may be all the certificates that a system trusts. */
    private static final long MAX_KEY_BYTES = 1024 * 1024;

    /** Code may name the format of keys, and must not be missing; the others are no text. */
    private static final Pattern NO_KEY_FILE = Pattern.compile(
            ".*\\.(py|pyi|pyx|js|cjs|mjs|ts|java|kt|go|rs|c|h|rb|sh|md|rst|html|so|dylib|class|jar|zip|gz|whl|png|jpg|gif|woff2?)");

    private NeverPacked() {}

    /** The patterns of both kinds. */
    static List<String> patterns() {
        return Stream.concat(OF_THE_DEVELOPER.stream(), SECRETS.stream()).toList();
    }

    static List<String> patternsOfTheDeveloper() {
        return OF_THE_DEVELOPER;
    }

    static List<String> patternsOfSecrets() {
        return SECRETS;
    }

    static boolean isVirtualEnvironment(Path path) {
        return Files.exists(path.resolve(VIRTUAL_ENVIRONMENT));
    }

    /** Whether a file holds a private key, whatever its name; its absence is for others to report. */
    static boolean holdsPrivateKey(Path file) {
        try {
            return !NO_KEY_FILE.matcher(file.getFileName().toString()).matches()
                    && Files.size(file) <= MAX_KEY_BYTES
                    && PRIVATE_KEY.matcher(asciiOf(file)).find();
        } catch (IOException e) {
            return false;
        }
    }

    /** Of UTF-16 too, in which Windows PowerShell redirects: it has a zero beside each letter. */
    private static String asciiOf(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1).replace("\0", "");
    }
}
