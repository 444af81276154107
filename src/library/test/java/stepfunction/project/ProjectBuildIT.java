package stepfunction.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a project's build treats changes, without a clean in between. */
class ProjectBuildIT {

    private static final String LIBRARY = "library";
    private static final String TOOLS = "tools";
    private static final String PROGRAM = "default-compile";
    private static final String TESTS = "default-testCompile";

    /** An execution of the compiler that did not end with "Nothing to compile": its name is in parentheses. */
    private static final Pattern COMPILATION =
            Pattern.compile("ompile \\(([\\w-]+)\\) @ \\w+ ---\\R(\\[INFO\\] )?(\\R)?\\[INFO\\] Compiling");

    @TempDir
    Path folder;

    private SampleProject project;

    @BeforeEach
    void copy() throws IOException {
        project = SampleProject.copyTo(folder);
    }

    /** The executions of the compiler that had something to compile, in their order. */
    private List<String> compilations() throws Exception {
        var build = project.run("mvn", "-B", "process-test-classes");
        assertThat(build.exitStatus()).as(build.output()).isZero();
        return COMPILATION
                .matcher(build.output())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private void edit(String file) throws IOException {
        Files.writeString(folder.resolve(file), "\n// Edited.\n", StandardOpenOption.APPEND);
    }

    @Test
    void edit_compiles_what_depends_on_it_and_nothing_else() throws Exception {
        assertThat(compilations()).containsExactly(LIBRARY, TOOLS, PROGRAM, TESTS);
        assertThat(compilations()).isEmpty();

        edit("src/main/java/parcels/Main.java");
        assertThat(compilations()).containsExactly(PROGRAM, TESTS);

        edit("src/library/main/java/stepfunction/plan/Plan.java");
        assertThat(compilations()).containsExactly(LIBRARY, TOOLS, PROGRAM, TESTS);

        edit("src/library/tools/java/stepfunction/project/ProjectTest.java");
        assertThat(compilations()).containsExactly(TOOLS, TESTS);

        Files.delete(folder.resolve("src/library/main/java/stepfunction/plan/package-info.java"));
        assertThat(compilations()).containsExactly(LIBRARY, TOOLS, PROGRAM, TESTS);
    }

    @Test
    void program_may_have_any_name() throws Exception {
        var renamed =
                Files.createDirectories(folder.resolve("src/main/java/post")).resolve("Office.java");
        Files.move(folder.resolve("src/main/java/parcels/Main.java"), renamed);
        Files.writeString(
                renamed,
                Files.readString(renamed)
                        .replace("package parcels", "package post")
                        .replace("Main", "Office"));
        var pom = folder.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replace("parcels.Main", "post.Office"));

        var run = project.run("mvn", "-q", "test-compile", "exec:java@local", "-Dcase=labelled");

        assertThat(run.exitStatus()).as(run.output()).isZero();
        assertThat(run.output()).endsWith("{\"label\":\"to Cork\"}\n");
    }

    @Test
    void missing_part_of_the_library_is_one_line_with_the_fix() throws Exception {
        SampleProject.delete(folder.resolve("src/library/tools"));

        var run = project.run("mvn", "-q", "verify");

        assertThat(run.exitStatus()).isNotZero();
        assertThat(run.output()).contains("src/library is incomplete; run: git checkout HEAD -- src/library");
    }
}
