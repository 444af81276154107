package stepfunction.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.Fixture;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.installation.Installations;
import stepfunction.packaging.PackedFolder.PackedFile;
import stepfunction.plan.FunctionSpec;

/** Lambda's requirements for {@code count}, the folder of the only function. */
class FolderCheckTest {

    private static final String INSTALLATION = "python3 -m pip install --target count --upgrade --only-binary=:all:"
            + " --python-version 3.13 --platform manylinux_2_28_aarch64 --platform manylinux2014_aarch64 ";

    private static final String HANDLER = "def handler(event, context):\n    return event\n";

    @TempDir
    Path project;

    @BeforeEach
    void make_the_folder() throws IOException {
        write("count/handler.py", HANDLER);
    }

    private Path write(String file, String text) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    /** As the jar has them: nothing is installed. */
    private Installations installations() {
        return new Installations(false, project.resolve("cache"), "", line -> {});
    }

    private Findings findings(UnaryOperator<FunctionSpec.Builder> details, Map<String, String> config) {
        var plan = Fixture.planOf("{}", Fixture.stackConfig(config)).function("counter", "count", details::apply);
        var findings = new Findings();
        findings.addAll(FolderCheck.check(plan, project, installations()).findings());
        return findings;
    }

    private Findings findings() {
        return findings(function -> function, Map.of("lambdaRuntime", "python3.13", "lambdaArchitecture", "arm64"));
    }

    private List<String> packed() {
        var excludes = new DeploymentSource(project, "count", "count", List.of()).excludes();
        return PackedFolder.of(project.resolve("count"), "count", excludes).files().stream()
                .map(PackedFile::name)
                .toList();
    }

    @Test
    void folder_with_the_handler_is_accepted() {
        assertThat(findings().errors()).isEmpty();
        assertThat(findings().warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "handlr, 'did you mean handler?'",
        "start, 'define it, or set .handler(\"MODULE.FUNCTION\")'",
        "return_, 'define it, or set .handler(\"MODULE.FUNCTION\")'"
    })
    void handler_that_its_file_does_not_define_is_refused(String name, String advice) {
        var findings = findings(function -> function.handler("handler." + name), Map.of());

        assertThat(findings.errors())
                .containsExactly("count/handler.py does not define %s, the handler of the function counter; %s"
                        .formatted(name, advice));
    }

    @Test
    void usual_names_of_Python_compute_none() throws IOException {
        write("count/handler.py", HANDLER + "if __name__ == \"__main__\":\n    handler({}, None)\n");

        assertThat(findings(function -> function.handler("handler.handlr"), Map.of())
                        .errors())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "async def start(event, context): ...",
                "start = make()",
                "from lib import start",
                "class Handlers:\n    start = 1",
                "from lib import *",
                "globals()['st' + 'art'] = print",
                "def __getattr__(name): ...",
                "import sys; setattr(sys.modules['handler'], 'st' 'art', print)",
                "exec(text)",
                "from lib import \\\\\n  *",
                "# coding: cp037 \u00a7",
            })
    void handler_that_may_be_defined_is_accepted(String text) throws IOException {
        write("count/handler.py", text);

        assertThat(findings(function -> function.handler("handler.start"), Map.of())
                        .errors())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "", ".", "count/..", "function/../../outside", "/tmp"})
    void folder_outside_the_project_is_refused(String folder) {
        var plan = Fixture.planOf("{}", Fixture.stackConfig()).function("counter", folder);

        assertThat(FolderCheck.check(plan, project, installations()).findings())
                .containsExactly(Finding.error(
                        "plan: the function counter must have its sources in a folder of the project, was \"%s\"; move them there, or correct the path"
                                .formatted(folder)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tests/test_handler.py",
                "__pycache__/a.txt",
                "lib/__pycache__/a.txt",
                "a.pyc",
                "lib/a.pyc",
                ".pytest_cache/a",
                ".git/config",
                ".git",
                "lib/.git/config",
                ".hg/hgrc",
                ".svn/entries",
                ".mypy_cache/a.json",
                "lib/.ruff_cache/a",
                ".tox/a",
                "node_modules/.cache/a",
                ".idea/workspace.xml",
                "lib/.vscode/settings.json",
                ".DS_Store",
                "lib/.DS_Store",
                "handler.py~",
                ".handler.py.swp",
                "__init__.py"
            })
    void developers_own_is_left_out(String file) throws IOException {
        write("count/" + file, "");

        assertThat(packed()).containsExactly("handler.py");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lib/tests/a.py",
                "bin/orders.py",
                "lib/venv/a.py",
                "venv/a.py",
                ".venv/a.py",
                "lib/__init__.py",
                "pandas-1.dist-info/METADATA",
                ".hidden",
                "requirements.txt",
                ".gitignore",
                "venv.py",
                "lib/environment/a.py",
                "node_modules/cache/a.js",
                "id_rsa.pub"
            })
    void files_that_a_package_may_need_are_packed(String file) throws IOException {
        write("count/" + file, "");

        assertThat(packed()).containsExactlyInAnyOrder("handler.py", file);
    }

    @Test
    void virtual_environment_of_any_name_is_left_out() throws IOException {
        write("count/lib/py [3]/pyvenv.cfg", "home = /usr/bin");
        write("count/lib/py [3]/lib/a.py", "");
        write("count/lib/py 3/a.py", "");
        Files.createSymbolicLink(project.resolve("count/lib/py [3]/python"), Path.of("/"));
        Files.createSymbolicLink(project.resolve("count/.venv"), project.resolve("count/lib/py [3]"));

        assertThat(packed()).containsExactly("handler.py", "lib/py 3/a.py");
        assertThat(findings().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                ".env.local",
                "lib/.env",
                ".env/bin/python",
                ".netrc",
                ".aws/credentials",
                "id_rsa",
                "keys/id_ecdsa",
                "id_ed25519",
                ".ENV",
                "lib/Id_RSA",
                ".ssh/config",
                ".npmrc"
            })
    void file_with_the_name_of_a_secret_is_left_out_with_a_warning(String file) throws IOException {
        write("count/" + file, "");

        assertThat(packed()).containsExactly("handler.py");
        assertThat(findings().warnings())
                .containsExactly(
                        ("count has secrets, which its deployment package leaves out: %s; move them out of the folder,"
                                        + " and what a function needs to AWS Secrets Manager [SECRET_IN_FOLDER]")
                                .formatted(file));
        assertThat(findings().errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nMIIE",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
                "-----BEGIN EC PRIVATE KEY-----\nMIIE",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl",
                "-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQ",
                "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMIIE",
                "{\"private_key\": \"-----BEGIN PRIVATE KEY-----\\nMIIE\"}",
                "PuTTY-User-Key-File-3: ssh-ed25519"
            })
    void file_with_a_private_key_is_left_out_with_a_warning(String text) throws IOException {
        write("count/lib/my[1].pem", text);
        write("count/lib/my1.pem", "");

        assertThat(packed()).containsExactly("handler.py", "lib/my1.pem");
        assertThat(findings().warnings()).singleElement().asString().contains("leaves out: lib/my[1].pem; ");
    }

    @Test
    void link_to_a_secret_of_the_project_is_left_out_with_a_warning() throws IOException {
        write(".env", "");
        write(".aws/credentials", "");
        Files.createSymbolicLink(project.resolve("count/settings"), project.resolve(".env"));
        Files.createSymbolicLink(project.resolve("count/aws"), project.resolve(".aws"));

        assertThat(packed()).containsExactly("handler.py");
        assertThat(findings().warnings())
                .singleElement()
                .asString()
                .contains("leaves out: aws/credentials, settings; ");
    }

    @Test
    void private_key_behind_many_certificates_is_left_out_with_a_warning() throws IOException {
        write("count/all.pem", "-----BEGIN CERTIFICATE-----\n".repeat(20_000) + "-----BEGIN PRIVATE KEY-----\n");

        assertThat(packed()).containsExactly("handler.py");
        assertThat(findings().warnings()).singleElement().asString().contains("leaves out: all.pem; ");
    }

    @Test
    void private_key_in_utf_16_is_left_out_with_a_warning() throws IOException {
        Files.writeString(project.resolve("count/key"), "-----BEGIN PRIVATE KEY-----", StandardCharsets.UTF_16);

        assertThat(packed()).containsExactly("handler.py");
        assertThat(findings().warnings()).singleElement().asString().contains("leaves out: key; ");
    }

    @ParameterizedTest
    @CsvSource({
        "certifi/cacert.pem, -----BEGIN CERTIFICATE-----",
        "key.pub, -----BEGIN PUBLIC KEY-----",
        "rsa/pem.py, -----BEGIN RSA PRIVATE KEY-----"
    })
    void certificate_public_key_and_code_that_reads_keys_are_packed(String file, String text) throws IOException {
        write("count/" + file, text);

        assertThat(packed()).contains(file);
        assertThat(findings().warnings()).isEmpty();
    }

    @Test
    void link_that_leads_out_of_the_project_is_refused(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("a.py"), "");
        Files.createSymbolicLink(project.resolve("out"), elsewhere);
        Files.createSymbolicLink(project.resolve("count/a.py"), elsewhere.resolve("a.py"));
        Files.createSymbolicLink(project.resolve("count/b.py"), project.resolve("out/a.py"));
        Files.createSymbolicLink(project.resolve("count/lib"), elsewhere);

        assertThat(findings().errors())
                .containsExactly(
                        "count/a.py is a link that leads out of the project; copy its target into the project",
                        "count/b.py is a link that leads out of the project; copy its target into the project",
                        "count/lib is a link that leads out of the project; copy its target into the project");
    }

    @Test
    void folder_that_is_a_link_out_of_the_project_is_refused(@TempDir Path elsewhere) throws IOException {
        Files.move(project.resolve("count"), elsewhere.resolve("count"));
        Files.createSymbolicLink(project.resolve("count"), elsewhere.resolve("count"));

        assertThat(findings().errors())
                .containsExactly("count is a link that leads out of the project; copy its target into the project");
    }

    @Test
    void files_come_in_the_order_of_the_provider() throws IOException {
        for (var file : List.of("count/a.py", "count/a/z.py", "count/B.py", "count/a-b/y.py")) {
            write(file, "");
        }

        assertThat(packed()).containsExactly("B.py", "a/z.py", "a-b/y.py", "a.py", "handler.py");
    }

    @Test
    void links_are_followed() throws IOException {
        write("shared/lib/a.py", "a");
        Files.createSymbolicLink(project.resolve("count/lib"), project.resolve("shared/lib"));
        Files.createSymbolicLink(project.resolve("count/b.py"), project.resolve("shared/lib/a.py"));

        assertThat(packed()).containsExactly("b.py", "handler.py", "lib/a.py");
    }

    @Test
    void link_that_leads_nowhere_or_into_itself_is_refused() throws IOException {
        Files.createSymbolicLink(project.resolve("count/dead"), project.resolve("absent"));
        Files.createDirectories(project.resolve("count/lib"));
        Files.createSymbolicLink(project.resolve("count/lib/loop"), project.resolve("count"));

        assertThat(findings().errors())
                .containsExactly(
                        "count/dead is a link that leads nowhere; fix or remove it",
                        "count/lib/loop is a link that leads into itself; remove it");
    }

    /** To read a pipe would wait for ever. */
    @Test
    void pipe_is_refused() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", project.resolve("count/pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(findings().errors())
                .containsExactly("count/pipe must be a file or a folder, is a pipe or a device; remove it");
    }

    @Test
    void folder_that_is_a_file_is_refused() throws IOException {
        Files.delete(project.resolve("count/handler.py"));
        Files.delete(project.resolve("count"));
        write("count", "");

        assertThat(findings().errors())
                .containsExactly(
                        "count must be a folder with the sources of the function counter, is a file; rename one of them");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void folder_that_is_empty_or_absent_is_refused(boolean isEmpty) throws IOException {
        Files.delete(project.resolve("count/handler.py"));
        if (!isEmpty) {
            Files.delete(project.resolve("count"));
        }

        assertThat(findings().errors()).containsExactly("count/handler.py does not exist; create it");
    }

    @Test
    void folder_that_is_mistyped_is_refused_with_the_one_that_was_meant() throws IOException {
        Files.move(project.resolve("count"), project.resolve("cuont"));

        assertThat(findings().errors())
                .containsExactly("count/handler.py does not exist; did you mean the folder cuont? Otherwise create it");
    }

    @Test
    void folder_that_is_there_was_meant() throws IOException {
        Files.delete(project.resolve("count/handler.py"));
        write("counts/handler.py", "");

        assertThat(findings().errors()).containsExactly("count/handler.py does not exist; create it");
    }

    @Test
    void folder_without_the_handler_was_not_meant() throws IOException {
        Files.move(project.resolve("count"), project.resolve("cuont"));
        Files.move(project.resolve("cuont/handler.py"), project.resolve("cuont/other.py"));

        assertThat(findings().errors()).containsExactly("count/handler.py does not exist; create it");
    }

    @Test
    void file_that_the_developer_cannot_read_is_refused() throws IOException {
        var handler = project.resolve("count/handler.py");
        Files.setPosixFilePermissions(handler, PosixFilePermissions.fromString("---------"));

        // The superuser reads everything.
        var expected = Files.isReadable(handler)
                ? List.<String>of()
                : List.of("count/handler.py is not readable; run: chmod u+rX count/handler.py");
        assertThat(findings().errors()).isEqualTo(expected);
    }

    @Test
    void handler_that_is_not_packed_is_refused() throws IOException {
        write("count/tests/handler.py", "");

        var findings = findings(function -> function.handler("tests/handler.handler"), Map.of());

        assertThat(findings.errors())
                .containsExactly(
                        "count/tests/handler.py must be in the function's package, which excludes it; move it");
    }

    @Test
    void package_that_is_too_large_unzipped_is_refused_with_its_largest_entries() throws IOException {
        for (var entry : Map.of("large/a", 200, "large/b", 100, "small/a", 10).entrySet()) {
            try (var file =
                    new RandomAccessFile(write("count/" + entry.getKey(), "").toFile(), "rw")) {
                file.setLength(entry.getValue() * 1024L * 1024);
            }
        }

        assertThat(findings().errors())
                .containsExactly(
                        "count must have at most 250 MB unzipped, has 311 MB; remove what its functions do not need."
                                + " The largest: large (300 MB), small (10 MB), handler.py (1 MB)");
    }

    @Test
    void package_that_is_too_large_zipped_is_refused() throws IOException {
        var noise = new byte[51 * 1024 * 1024];
        new Random(1).nextBytes(noise);
        Files.write(project.resolve("count/noise"), noise);

        assertThat(findings().errors())
                .singleElement()
                .asString()
                .startsWith("count must have at most 50 MB zipped, has 52 MB; remove");
    }

    @Test
    void package_that_is_small_once_it_is_zipped_is_accepted() throws IOException {
        Files.write(project.resolve("count/zeros"), new byte[60 * 1024 * 1024]);

        assertThat(findings().errors()).isEmpty();
    }

    @Test
    void layer_may_bring_what_the_folder_lacks() throws IOException {
        write("count/requirements.txt", "pillow");

        var findings =
                findings(function -> function.layer("arn:aws:lambda:eu-central-1:123456789012:layer:l:1"), Map.of());

        assertThat(findings.errors()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cp313-cp313-manylinux2014_aarch64, true",
        "cp313-cp313-manylinux_2_28_aarch64, true",
        "cp39-abi3-manylinux_2_28_aarch64, true",
        "py3-none-any, true",
        "py2.py3-none-any, true",
        "py3-none-manylinux2014_aarch64, true",
        "cp311-cp311-manylinux2014_aarch64, false",
        "cp313-cp313-manylinux2014_x86_64, false",
        "cp313-cp313-macosx_11_0_arm64, false",
        "cp313-cp313-musllinux_1_2_aarch64, false",
        "cp314-abi3-manylinux2014_aarch64, false"
    })
    void package_for_another_platform_is_named_with_the_command(String tag, boolean fits) throws IOException {
        write("count/numpy-2.2.6.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: " + tag + "\n");

        assertThat(findings().warnings())
                .isEqualTo(
                        fits
                                ? List.of()
                                : List.of(
                                        "count has numpy for another platform or Python than the function's python3.13 on"
                                                + " arm64; run: " + INSTALLATION + "numpy [FOREIGN_PACKAGE]"));
    }

    @Test
    void command_is_that_of_the_functions_runtime_and_architecture() throws IOException {
        write("count/numpy-2.2.6.dist-info/WHEEL", "Tag: cp313-cp313-manylinux2014_aarch64\n");

        var findings =
                findings(function -> function, Map.of("lambdaRuntime", "python3.11", "lambdaArchitecture", "x86_64"));

        assertThat(findings.warnings())
                .singleElement()
                .asString()
                .contains("--python-version 3.11 --platform manylinux2014_x86_64 numpy [FOREIGN_PACKAGE]");
    }
}
