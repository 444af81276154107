package stepfunction.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.Fixture;
import stepfunction.asl.Finding;
import stepfunction.installation.Installations;
import stepfunction.packaging.PackedFolder.PackedFile;

/** The requirements of the folder {@code count}, installed by pip from a folder of wheels. */
@Timeout(120)
class PythonInstallationIT {

    private static final String PATH = System.getenv("PATH");

    @TempDir
    Path project;

    private final List<String> progress = new ArrayList<>();
    private Wheels wheels;

    @BeforeEach
    void make_the_project() throws IOException {
        wheels = new Wheels(project.resolve("wheels"));
        write("count/handler.py", "def handler(event, context):\n    return event\n");
        wheels.add("shout", "1.0", "py3-none-any", "Requires-Dist: whisper>=1; python_version >= '3.12'");
        wheels.add("whisper", "1.1", "cp313-cp313-manylinux_2_17_aarch64.manylinux2014_aarch64");
    }

    private Path write(String file, String text) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private CheckedFolders check(String requirements, String cache, String searchPath) throws IOException {
        write("count/requirements.txt", "--no-index\n--find-links ../wheels\n" + requirements);
        var config = Fixture.stackConfig(Map.of("lambdaRuntime", "python3.13", "lambdaArchitecture", "arm64"));
        var plan = Fixture.planOf("{}", config).function("counter", "count");
        var installations = new Installations(true, project.resolve(cache), searchPath, progress::add);
        return FolderCheck.check(plan, project, installations);
    }

    private CheckedFolders check(String requirements) throws IOException {
        return check(requirements, "cache", PATH);
    }

    private List<String> problems(String requirements) throws IOException {
        var checked = check(requirements);
        assertThat(checked.sources())
                .containsEntry("count", new DeploymentSource(project, "count", "count", List.of()));
        try (var left = Files.list(project.resolve("cache"))) {
            assertThat(left).isEmpty();
        }
        return checked.findings().stream().map(Finding::line).toList();
    }

    /** The bytes of the files that are packed. */
    private static Map<String, String> packed(CheckedFolders checked) throws IOException {
        assertThat(checked.findings()).isEmpty();
        var source = checked.sources().get("count");
        var packed = new TreeMap<String, String>();
        for (PackedFile file :
                PackedFolder.of(source.path(), "count", source.excludes()).files()) {
            packed.put(file.name(), HexFormat.of().formatHex(Files.readAllBytes(file.path())));
        }
        return packed;
    }

    @Test
    void pinned_packages_are_installed_beside_the_folders_own_files() throws IOException {
        var packed = packed(check("shout==1.0\nwhisper==1.1"));

        assertThat(packed)
                .containsOnlyKeys(
                        "handler.py",
                        "requirements.txt",
                        "shout/__init__.py",
                        "shout-1.0.dist-info/INSTALLER",
                        "shout-1.0.dist-info/METADATA",
                        "shout-1.0.dist-info/RECORD",
                        "shout-1.0.dist-info/REQUESTED",
                        "shout-1.0.dist-info/WHEEL",
                        "shout-1.0.dist-info/entry_points.txt",
                        "whisper/__init__.py",
                        "whisper-1.1.dist-info/INSTALLER",
                        "whisper-1.1.dist-info/METADATA",
                        "whisper-1.1.dist-info/RECORD",
                        "whisper-1.1.dist-info/REQUESTED",
                        "whisper-1.1.dist-info/WHEEL",
                        "whisper-1.1.dist-info/entry_points.txt");
        assertThat(new String(HexFormat.of().parseHex(packed.get("shout-1.0.dist-info/RECORD"))))
                .contains("shout/__init__.py,")
                .doesNotContain("bin/shout");
    }

    @Test
    void bytes_are_the_same_by_each_python() throws Exception {
        var environment = project.resolve("environment");
        var command = List.of("python3", "-m", "venv", environment.toString());
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        var wheel = "./wheels/whisper-1.1-cp313-cp313-manylinux_2_17_aarch64.manylinux2014_aarch64.whl";

        var one = packed(check("shout==1.0\n" + wheel, "cache", PATH));
        var other = packed(check(
                "shout==1.0\n" + wheel, "other", environment.resolve("bin").toString()));

        assertThat(other).isEqualTo(one).containsKey("whisper/__init__.py");
        assertThat(one).doesNotContainKey("whisper-1.1.dist-info/direct_url.json");
    }

    @Test
    void cached_packages_are_not_installed_again() throws IOException {
        var first = packed(check("shout==1.0\nwhisper==1.1"));

        var second = packed(check("# a comment\nshout ==1.0; python_version > '3'\nwhisper==1.1", "cache", ""));

        second.put("requirements.txt", first.get("requirements.txt"));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void packages_in_the_folder_are_not_installed() throws IOException {
        write("count/whisper/__init__.py", "mine");

        var packed = packed(check("shout==1.0\nwhisper==1.1"));

        assertThat(packed).containsKey("shout/__init__.py").doesNotContainKey("whisper-1.1.dist-info/METADATA");
        assertThat(packed.get("whisper/__init__.py")).isEqualTo(HexFormat.of().formatHex("mine".getBytes()));
    }

    @Test
    void files_that_come_and_go_are_followed() throws IOException {
        check("shout==1.0\nwhisper==1.1");
        write("count/shout/own.py", "");
        write("count/lib/a.py", "");
        assertThat(packed(check("shout==1.0\nwhisper==1.1"))).containsKeys("shout/own.py", "lib/a.py");
        Files.delete(project.resolve("count/lib/a.py"));
        Files.delete(project.resolve("count/lib"));

        assertThat(packed(check("whisper==1.1"))).doesNotContainKey("lib/a.py").doesNotContainKey("shout/__init__.py");
    }

    @Test
    void hashes_are_checked() throws IOException {
        var wheel = wheels.add("sung", "1.0", "py3-none-any");
        var hash = com.google.common.io.Files.asByteSource(wheel.toFile())
                .hash(com.google.common.hash.Hashing.sha256())
                .toString();

        assertThat(problems("\nsung==1.0 --hash=sha256:" + "0".repeat(64)))
                .containsExactly(
                        "count/requirements.txt:4: the hashes of sung do not match the file that the index has; find out why before you lock it anew");
        assertThat(packed(check("sung==1.0 --hash=sha256:" + hash))).containsKey("sung/__init__.py");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whisper==2.0 | :3: whisper==2.0 has no wheel for python3.13 on arm64 in the index; pin a version that has one, or commit the package",
                "loud==1.0 | :3: the index has no loud, or no version of it with a wheel for python3.13 on arm64; correct the name, or commit the package",
                "./wheels/loud-1.0-cp313-cp313-manylinux2014_x86_64.whl | :3: loud @ WHEELSloud-1.0-cp313-cp313-manylinux2014_x86_64.whl has no wheel for python3.13 on arm64 in the index; pin a version that has one, or commit the package",
                "whisper==1.1~shout==1.0~old==1.0 | :5: old 1.0 needs Python >=3.8,<3.12, but the function runs on 3.13; lock it for that version",
                "shout==1.0 | :3: shout needs whisper>=1, which the file does not pin; add it, or run: rm -rf target/pins && ",
            })
    void package_that_does_not_run_in_lambda_is_one_line(String lines, String problem) throws IOException {
        wheels.add("loud", "1.0", "cp313-cp313-manylinux2014_x86_64");
        wheels.add("old", "1.0", "py3-none-any", "Requires-Python: >=3.8,<3.12");

        assertThat(problems(lines.replace("~", "\n")))
                .singleElement()
                .asString()
                .startsWith("count/requirements.txt"
                        + problem.replace(
                                "WHEELS", project.resolve("wheels").toUri().toString()))
                .doesNotContain("\n");
    }

    @Test
    void extras_bring_what_they_need() throws IOException {
        wheels.add("choir", "1.0", "py3-none-any", "Provides-Extra: loud", "Requires-Dist: sung; extra == 'loud'");

        assertThat(packed(check("choir==1.0"))).containsKey("choir/__init__.py");
        assertThat(check("choir[loud]==1.0").findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.line())
                        .startsWith("count/requirements.txt:3: choir needs sung, which the file does not pin; "));
    }

    @Test
    void index_that_does_not_answer_is_one_line() throws IOException {
        write("count/requirements.txt", "");
        var plan = Fixture.planOf("{}", Fixture.stackConfig()).function("counter", "count");
        write("count/requirements.txt", "-i http://127.0.0.1:9/simple\nshout==1.0");

        var checked = FolderCheck.check(
                plan, project, new Installations(true, project.resolve("cache"), PATH, progress::add));

        assertThat(checked.findings())
                .containsExactly(
                        Finding.error(
                                "count/requirements.txt: the package index does not answer; check the network, and PIP_INDEX_URL or pip.conf"));
    }

    /** Faults D4. */
    @Test
    void no_file_of_the_project_runs_in_place_of_pips() throws IOException {
        for (var file : List.of("pip.py", "count/pip.py", "count/sitecustomize.py", "wheels/pip.py")) {
            write(file, "open(%s, 'w')".formatted("\"" + project.resolve("run") + "\""));
        }

        assertThat(packed(check("whisper==1.1"))).containsKey("whisper/__init__.py");

        assertThat(project.resolve("run")).doesNotExist();
    }

    @Test
    void slow_installation_says_so_once() throws IOException {
        write("bin/python3", "#!/bin/sh\nsleep 2.5\n").toFile().setExecutable(true);

        check("whisper==1.1", "cache", project.resolve("bin") + ":" + PATH);

        assertThat(progress)
                .containsExactly("Installing the packages of count/requirements.txt for python3.13 on arm64");
    }

    @Test
    void missing_python_is_one_line() throws IOException {
        assertThat(check("whisper==1.1", "cache", "bin").findings())
                .containsExactly(
                        Finding.error(
                                "count/requirements.txt: pip must install its packages, but no python3 is on the PATH; install Python"));
    }
}
