package stepfunction.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.Fixture;
import stepfunction.asl.Finding;
import stepfunction.installation.Installations;

/**
 * What the requirements of the folder {@code count} need beside the folder: as the jar sees it, which installs nothing, so that each
 * package that is needed is reported as not installed.
 */
class PythonContentsTest {

    private static final String NOT_INSTALLED =
            "target/functions/python3.13-arm64/count does not exist, and the jar installs and builds nothing;"
                    + " unpack the archive functions.tgz of the job that tested it";

    private static final String PIN =
            "rm -rf target/pins && python3 -m pip install --target target/pins --upgrade --only-binary=:all:"
                    + " --python-version 3.13 --platform manylinux_2_28_aarch64 --platform manylinux2014_aarch64 -r count/requirements.txt"
                    + " && python3 -m pip freeze --path target/pins > count/requirements.txt";

    @TempDir
    Path project;

    @BeforeEach
    void make_the_folder() throws IOException {
        write("count/handler.py", "def handler(event, context):\n    return event\n");
    }

    private Path write(String file, String text) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private CheckedFolders check(String requirements, boolean isAllowed) throws IOException {
        write("count/requirements.txt", requirements);
        var config = Fixture.stackConfig(Map.of("lambdaRuntime", "python3.13", "lambdaArchitecture", "arm64"));
        var plan = Fixture.planOf("{}", config).function("counter", "count");
        var installations = new Installations(isAllowed, project.resolve("cache"), "", line -> {});
        return FolderCheck.check(plan, project, installations);
    }

    private List<String> problems(String requirements) throws IOException {
        return check(requirements, false).findings().stream().map(Finding::line).toList();
    }

    /** Faults D8. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "requests==2.32.3 ; python_version >= \"3.8\"",
                "requests==2.32.3 ; python_version >= \"3.8\" and platform_machine == \"aarch64\" --hash=sha256:aa",
                "python-dateutil==2.1",
                "boto3==1.35.0",
                "-r more/base.txt",
                "requests\n-c pins.txt",
                "lib @ https://example.com/lib-1-py3-none-any.whl",
                "-e ../lib",
            })
    void packages_that_lambda_needs_are_packed(String requirements) throws IOException {
        write("count/more/base.txt", "requests==2.32.3");
        write("count/pins.txt", "requests==2.32.3");
        write("lib/pyproject.toml", "");
        write("lib/src/shop/price.py", "");

        assertThat(problems(requirements)).containsExactly(NOT_INSTALLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "pywin32 ; sys_platform == \"win32\"",
                "tomli==2.0.1 ; python_version < \"3.11\"",
                "importlib-metadata ; python_full_version < '3.12.4'",
                "boto3",
                "boto3>=1.26",
                "python-dateutil==2.9.0.post0",
                "python-dateutil>=2.8.2,<3",
                "-c pins.txt",
                "-e .",
                "--index-url https://pypi.example.com/simple",
                "my-lib",
                "shop",
                "Pillow==9",
            })
    void packages_of_lambda_and_of_the_folder_are_not_installed(String requirements) throws IOException {
        write("count/pins.txt", "requests==2.32.3");
        write("count/my_lib/__init__.py", "");
        write("count/shop.py", "");
        write("count/pillow-11.0.0.dist-info/METADATA", "");

        assertThat(problems(requirements)).isEmpty();
        assertThat(check(requirements, true).sources())
                .containsExactly(Map.entry("count", new DeploymentSource(project, "count", "count", List.of())));
        assertThat(project.resolve("target")).doesNotExist();
        assertThat(project.resolve("cache")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requests>=2 | 1: requests must be pinned to a version to be installed, because each deployment could get another one; run: "
                        + PIN,
                "a==1 & b & c==2.* & python-dateutil<2 | 2: b, c, python-dateutil must be pinned to a version to be installed, because each deployment could get another one; run: "
                        + PIN,
                "a==1 & lib @ git+https://example.com/lib.git@v1 | 2: lib must be a wheel to be installed, because nothing is built for Lambda on this machine; name a wheel, or commit the package",
                "https://example.com/lib-1.tar.gz | 1: lib must be a wheel to be installed, because nothing is built for Lambda on this machine; name a wheel, or commit the package",
                "a==1 & --no-binary a | 2: --no-binary builds packages, but nothing is built for Lambda on this machine; remove it, or commit the packages",
                "a==1 --hash=sha256:aa & b==2 | 2: b must have a --hash, because others have one; lock the file anew, with hashes or without",
                "a==1 & a==2 | 2: a==2 contradicts a==1 of count/requirements.txt:1; remove one of them",
                "a==1 & -c pins.txt | 1: a==1 contradicts the constraint a==3 of count/pins.txt:1; change one of them",
                "a==1 ; sys_platform ~= 'linux' | 1: the marker compares \"linux\" with \"linux\" by ~=, which only versions can be; correct the line",
                "a=1 | 1: a must have versions such as ==1.2.3, was \"=1\"; correct the line",
                "-e ../lib | 1: the folder lib must be a library, but has neither pyproject.toml nor setup.py; add one",
            })
    void mistake_is_one_line(String lines, String problem) throws IOException {
        write("count/pins.txt", "a==3");
        write("lib/shop.py", "");

        assertThat(problems(lines.replace(" & ", "\n"))).containsExactly("count/requirements.txt:" + problem);
    }

    @Test
    void library_outside_of_the_project_is_refused(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("pyproject.toml"), "");

        assertThat(problems("-e " + elsewhere))
                .containsExactly(
                        "count/requirements.txt:1: the library %s lies outside of the project; copy it into the project"
                                .formatted(elsewhere));
    }

    @Test
    void packages_that_contradict_each_other_only_elsewhere_are_accepted() throws IOException {
        assertThat(problems("numpy==2.0.2 ; python_version < '3.10'\nnumpy==2.3.5 ; python_version >= '3.10'"))
                .containsExactly(NOT_INSTALLED);
    }

    /** A plan may say that packages come from elsewhere. */
    @Test
    void accepted_warning_leaves_the_folder_as_it_is() throws IOException {
        write("count/requirements.txt", "requests");
        var plan = Fixture.planOf("{}", Fixture.stackConfig())
                .function("counter", "count")
                .accept("MISSING_PACKAGE", "count");

        var checked =
                FolderCheck.check(plan, project, new Installations(true, project.resolve("cache"), "", line -> {}));

        assertThat(checked.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.line())
                        .startsWith("count/requirements.txt names requests, which is missing from the folder; run: ")
                        .endsWith("[MISSING_PACKAGE]"));
        assertThat(checked.sources().get("count").directory()).isEqualTo("count");
    }

    @Test
    void library_is_joined_with_the_folder_by_links() throws IOException {
        write("lib/pyproject.toml", "");
        write("lib/shop/__init__.py", "");
        write("lib/shop/price.py", "");
        write("lib/tests/test_price.py", "");
        write("lib/setup.py", "");
        write("lib/scripts/run.sh", "");
        write("src/lib2/setup.cfg", "");
        write("src/lib2/src/stock/inner/count.py", "");
        write("src/lib2/src/one.py", "");

        var checked = check("../lib\n-e src/lib2", true);

        assertThat(checked.findings()).isEmpty();
        var source = checked.sources().get("count");
        assertThat(source.directory()).isEqualTo("target/functions/python3.13-arm64/count");
        assertThat(source.archive()).isEqualTo("target/archives/python3.13-arm64/count.zip");
        assertThat(source.selection().packed().files())
                .extracting(PackedFolder.PackedFile::name)
                .containsExactly(
                        "handler.py",
                        "one.py",
                        "requirements.txt",
                        "shop/__init__.py",
                        "shop/price.py",
                        "stock/inner/count.py");
        assertThat(source.excludes()).isEqualTo(new DeploymentSource(project, "count", "count", List.of()).excludes());
    }

    @Test
    void package_made_of_the_jars_archive_is_used_as_it_is() throws IOException {
        write("target/functions/python3.13-arm64/count/handler.py", "def handler(event, context): ...");

        var checked = check("requests==2.32.3", false);

        assertThat(checked.findings()).isEmpty();
        assertThat(checked.sources().get("count").directory()).isEqualTo("target/functions/python3.13-arm64/count");
    }

    @Test
    void functions_of_several_runtimes_cannot_share_what_is_installed() throws IOException {
        write("count/requirements.txt", "requests==2.32.3");
        var config = Fixture.stackConfig(Map.of("lambdaRuntime", "python3.13", "lambdaArchitecture", "arm64"));
        var plan = Fixture.planOf("{}", config)
                .function("counter", "count")
                .function("older", "count", function -> function.runtime("python3.12"));

        var checked =
                FolderCheck.check(plan, project, new Installations(true, project.resolve("cache"), "", line -> {}));

        assertThat(Set.copyOf(checked.findings()))
                .containsExactly(
                        Finding.error(
                                "plan: count must be of one runtime, because its packages are installed for one, has functions of python3.13, python3.12; use a folder for each"));
    }
}
