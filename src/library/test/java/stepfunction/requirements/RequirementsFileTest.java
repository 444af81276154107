package stepfunction.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.requirements.RequirementsFile.LocalLibrary;
import stepfunction.requirements.RequirementsFile.RequiredPackage;

/** The file {@code count/requirements.txt}, read as pip reads it. */
class RequirementsFileTest {

    @TempDir
    Path project;

    private Path write(String file, String text) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private RequirementsFile read(String text) throws IOException {
        write("count/requirements.txt", text);
        return RequirementsFile.read(project, "count/requirements.txt");
    }

    private static List<String> shown(List<RequiredPackage> packages) {
        return packages.stream()
                .map(each -> "%s %s%s"
                        .formatted(
                                each.place().toString().replace("count/", ""),
                                each.requirement().text(),
                                each.hashes().isEmpty() ? "" : " " + String.join(" ", each.hashes())))
                .toList();
    }

    @Test
    void lines_are_joined_and_comments_are_left_out() throws IOException {
        var file = read("""
                # A comment \\
                requests==2.32.3 \\
                    --hash=sha256:aa \\
                    --hash sha256:bb
                    # via app

                urllib3==2.2.3  # via requests
                idna==3.10 \\
                # a comment ends it
                certifi==2024.8.30 # it swallows what continues it \\
                pytest==8.3.3
                charset-normalizer==3.4.0\\""");

        assertThat(shown(file.packages()))
                .containsExactly(
                        "requirements.txt:2 requests==2.32.3 sha256:aa sha256:bb",
                        "requirements.txt:7 urllib3==2.2.3",
                        "requirements.txt:8 idna==3.10",
                        "requirements.txt:10 certifi==2024.8.30",
                        "requirements.txt:12 charset-normalizer==3.4.0");
        assertThat(file.problems()).isEmpty();
    }

    /** As uv, poetry and pip-compile export them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requests==2.32.3 ; python_version >= \"3.8\" and python_version < \"4.0\" | requests==2.32.3",
                "colorama==0.4.6 ; sys_platform == 'win32' ~    --hash=sha256:aa | colorama==0.4.6 sha256:aa",
                "requests[socks]==2.32.3;python_version>='3.8' | requests[socks]==2.32.3",
                "zope.interface==7.1.1 | zope-interface==7.1.1",
                "lib @ https://example.com/lib-1-py3-none-any.whl ; os_name == 'posix' --hash=sha256:aa"
                        + "| lib @ https://example.com/lib-1-py3-none-any.whl sha256:aa",
                "https://example.com/my_lib-1-py3-none-any.whl#sha256=aa | my-lib @ https://example.com/my_lib-1-py3-none-any.whl#sha256=aa",
                "git+https://example.com/lib.git@v1#egg=My_Lib | my-lib @ git+https://example.com/lib.git@v1#egg=My_Lib",
                "-e git+https://example.com/lib.git@v1#egg=lib | lib @ git+https://example.com/lib.git@v1#egg=lib",
                "requests==2.32.3 --config-settings=\"a=b c\" | requests==2.32.3",
            })
    void forms_of_a_package(String line, String shown) throws IOException {
        var file = read(line.replace("~", "\\\n"));

        assertThat(file.problems()).isEmpty();
        assertThat(shown(file.packages())).containsExactly("requirements.txt:1 " + shown);
    }

    @Test
    void files_that_it_names_are_read_beside_it() throws IOException {
        write("base.txt", "-r count/more/extra.txt\nidna==3.10");
        write("count/more/extra.txt", "-cpins.txt\ncertifi");
        write("count/more/pins.txt", "certifi==2024.8.30");

        var file = read("-r ../base.txt\n--requirement=more/extra.txt\nrequests==2.32.3");

        assertThat(shown(file.packages()))
                .containsExactly(
                        "more/extra.txt:2 certifi",
                        "base.txt:2 idna==3.10",
                        "more/extra.txt:2 certifi",
                        "requirements.txt:3 requests==2.32.3");
        assertThat(shown(file.constraints()))
                .containsExactly("more/pins.txt:1 certifi==2024.8.30", "more/pins.txt:1 certifi==2024.8.30");
    }

    @Test
    void options_of_the_index_are_kept() throws IOException {
        write("count/wheels/a.txt", "");

        var file = read("""
                -i https://${TOKEN}@pypi.example.com/simple
                --extra-index-url https://b.example.com/simple --trusted-host=b.example.com
                -f wheels
                --find-links https://c.example.com/
                --no-index
                --pre
                --only-binary :all:
                --no-binary :none:
                --prefer-binary
                --use-feature=fast-deps
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(file.builds()).isEmpty();
        assertThat(file.indexOptions())
                .containsExactly(
                        "--index-url https://${TOKEN}@pypi.example.com/simple",
                        "--extra-index-url https://b.example.com/simple",
                        "--trusted-host b.example.com",
                        "--find-links " + project.resolve("count/wheels").toAbsolutePath(),
                        "--find-links https://c.example.com/",
                        "--no-index",
                        "--pre");
    }

    @Test
    void packages_that_must_be_built_are_noted() throws IOException {
        assertThat(read("\n--no-binary psycopg2\npsycopg2==2.9").builds())
                .containsExactly(new SourceLine("count/requirements.txt", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-e ./lib",
                "-e lib/",
                "--editable=./lib[extra]",
                "./lib",
                "./lib ; python_version >= '3.8'",
                "file:lib/../lib",
                "./count/lib",
                "lib @ file:%s/count/lib",
                "lib[extra] @ file://%s/count/lib",
            })
    void local_libraries_are_found_beside_the_file_or_in_the_project(String line) throws IOException {
        Files.createDirectories(project.resolve("count/lib"));

        var file = read(line.formatted(project.toAbsolutePath()));

        assertThat(file.problems()).isEmpty();
        assertThat(file.libraries())
                .containsExactly(new LocalLibrary(
                        new SourceLine("count/requirements.txt", 1), "lib", project.resolve("count/lib")));
    }

    @Test
    void wheel_of_the_project_is_a_package() throws IOException {
        var wheel = write("count/wheels/my_lib-1.0-py3-none-any.whl", "");

        assertThat(shown(read("./wheels/my_lib-1.0-py3-none-any.whl").packages()))
                .containsExactly("requirements.txt:1 my-lib @ " + wheel.toUri());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requests==2.32.3 ; python_vesion > '3' | its marker must have a variable such as python_version, or a quoted text before python_vesion > '3'",
                "requests=2.32.3 | requests must have versions such as ==1.2.3, was \"=2.32.3\"",
                "=2.32.3 | must begin with the name of a package, was \"=2.32.3\"",
                "requests==2.32.3 --hsh=sha256:aa | --hsh=sha256:aa is not an option that pip accepts in a file",
                "--index-url | --index-url must have a value, has none",
                "--hash=sha256:aa | --hash must follow a requirement, stands alone",
                "requests==2.32.3 --config-settings='a | has a quotation mark that is not closed",
                "-r missing.txt | names the file missing.txt, which does not exist",
                "-r requirements.txt | requirements.txt names itself, directly or by others",
                "-r https://example.com/a.txt | names the file https://example.com/a.txt, which anybody may change; copy it into the project",
                "-e ./missing | names the folder ./missing, which does not exist",
                "./wheels/a-1-py3-none-any.whl | names the file ./wheels/a-1-py3-none-any.whl, which does not exist",
            })
    void mistake_is_one_line_with_file_and_number(String line, String problem) throws IOException {
        var file = read("\n" + line + "\nidna==3.10\n");

        assertThat(file.problems()).containsExactly("count/requirements.txt:2: " + problem + "; correct the line");
        assertThat(shown(file.packages())).containsExactly("requirements.txt:3 idna==3.10");
    }

    @Test
    void mistake_in_a_file_that_it_names_has_that_place() throws IOException {
        write("count/more.txt", "idna==3.10\nrequests==\n");

        assertThat(read("-r more.txt").problems())
                .containsExactly(
                        "count/more.txt:2: requests must have versions such as ==1.2.3, was \"==\"; correct the line");
    }

    @Test
    void encodings() throws IOException {
        read("");
        var file = project.resolve("count/requirements.txt");

        Files.write(file, "\uFEFFidna==3.10\r\ncertifi==1\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(RequirementsFile.read(project, "count/requirements.txt").packages())
                .hasSize(2);
        Files.write(file, "idna==3.10".getBytes(StandardCharsets.UTF_16));
        assertThat(RequirementsFile.read(project, "count/requirements.txt").packages())
                .hasSize(1);
        Files.write(file, "# \u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(RequirementsFile.read(project, "count/requirements.txt").problems())
                .containsExactly("count/requirements.txt must be in UTF-8, is not; save it in that encoding");
    }
}
