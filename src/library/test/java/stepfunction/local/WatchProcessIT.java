package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.project.SampleProject;

/** The local run with {@code -Dwatch} as a process of its own, in a copy of the sample project that is edited while it waits. */
@Timeout(180)
class WatchProcessIT {

    private static final String WAITING = "Waiting for changes; Ctrl-C ends the local run";
    private static final String HANDLER = "label/handler.py";
    private static final String PROGRAM = "src/main/java/parcels/Main.java";
    private static final String DEFINITION = "src/main/resources/parcel.asl.yaml";
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    Path project;

    @TempDir
    Path elsewhere;

    private Process process;
    private int seen;

    /** Its class path begins with the project's classes, as Maven has it. */
    @BeforeEach
    void start() throws Exception {
        SampleProject.copyFilesTo(project);
        var classes = Files.createDirectories(project.resolve("target/classes"));
        Files.copy(project.resolve(DEFINITION), classes.resolve("parcel.asl.yaml"));
        var classPath = classes
                + File.pathSeparator
                + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + elsewhere,
                        "-Dcase=labelled",
                        "-Dwatch",
                        "-cp",
                        classPath,
                        LocalRun.class.getName())
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile());
        builder.environment().put("XDG_CACHE_HOME", elsewhere.resolve("cache").toString());
        builder.environment().put("TMPDIR", elsewhere.toString());
        process = builder.start();
        assertThat(next()).contains("Execution SUCCEEDED", "{\"label\":\"to Cork\"}");
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    private Path output() {
        return elsewhere.resolve("output.txt");
    }

    /** What it has printed until it waits again. */
    private String next() throws Exception {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            var text = Files.readString(output());
            var end = text.indexOf(WAITING, seen);
            if (end >= 0) {
                var printed = text.substring(seen, end);
                seen = end + WAITING.length();
                return printed;
            }
            assertThat(process.isAlive()).as(text).isTrue();
            assertThat(System.nanoTime()).as(text.substring(seen)).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private String edit(String file, UnaryOperator<String> change) throws Exception {
        var path = project.resolve(file);
        Files.writeString(path, change.apply(Files.readString(path)));
        return next();
    }

    private String replace(String file, String part, String replacement) throws Exception {
        return edit(file, text -> text.replace(part, replacement));
    }

    @Test
    void each_edit_is_run_and_each_mistake_is_shown_until_it_is_repaired() throws Exception {
        assertThat(replace(HANDLER, "to ", "for "))
                .contains("Changed: label/handler.py\n", "{\"label\":\"for Cork\"}", "The case expects something else");
        assertThat(replace(DEFINITION, "End: true", "ResultSelector: {sent.$: $.label}\n    End: true"))
                .contains("Changed: src/main/resources/parcel.asl.yaml\n", "{\"sent\":\"for Cork\"}");
        assertThat(replace(DEFINITION, "StartAt: Label", "StartAt: Labl"))
                .contains("The local run has stopped: ", "Label")
                .doesNotContain("Execution");
        assertThat(replace(DEFINITION, "StartAt: Labl", "StartAt: Label")).contains("Execution SUCCEEDED");

        assertThat(replace(PROGRAM, "config.lambdaFunctionName()", "missing"))
                .contains("src/main/java/parcels/Main.java:17: cannot find symbol; symbol:   variable missing")
                .doesNotContain("Execution");
        assertThat(replace(HANDLER, "for ", "at "))
                .as("the program still does not compile")
                .contains("cannot find symbol")
                .doesNotContain("Execution");
        assertThat(replace(PROGRAM, "missing", "Part.NAME + config.lambdaFunctionName()"))
                .contains("symbol:   variable Part");
        Files.writeString(
                project.resolve("src/main/java/parcels/Part.java"),
                "package parcels;\nclass Part { static final String NAME = \"n\"; }\n");
        assertThat(next()).contains("Changed: src/main/java/parcels/Part.java\n", "{\"sent\":\"at Cork\"}");
        assertThat(replace(PROGRAM, "\"parcel.asl.yaml\"", "\"absent.asl.yaml\""))
                .contains("plan fails at Main.java:16: src/main/resources/absent.asl.yaml does not exist");
        Files.move(project.resolve(DEFINITION), project.resolve("src/main/resources/absent.asl.yaml"));
        assertThat(next()).contains("{\"sent\":\"at Cork\"}");
        assertThat(replace("src/test/workflow/labelled.json", "Cork", "Cobh")).contains("{\"sent\":\"at Cobh\"}");
        assertThat(replace("pom.xml", "<dependencies/>", "<dependencies></dependencies>"))
                .contains("pom.xml: read only at the start; end the local run with Ctrl-C, and start it again")
                .doesNotContain("Execution");
    }

    /** While it waits, or a handler runs. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void signal_leaves_no_process_and_no_file() throws Exception {
        var started = elsewhere.resolve("started");
        Files.writeString(project.resolve(HANDLER), """
                import time
                def handler(event, context):
                    open('%s', 'w').close()
                    time.sleep(200)
                """.formatted(started));
        while (!Files.exists(started)) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(20);
        }
        var below = process.descendants().toList();
        assertThat(below).isNotEmpty();

        process.destroy();

        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(20));
        below.forEach(each -> assertThat(each.onExit()).succeedsWithin(Duration.ofSeconds(10)));
        assertThat(names(project.resolve(LocalRun.FOLDER))).isEqualTo(List.of("history.json"));
        assertThat(names(project.resolve("target"))).isEqualTo(List.of("classes", "label.zip", "local"));
        assertThat(names(project.resolve("target/classes"))).isEqualTo(List.of("parcel.asl.yaml"));
        assertThat(names(elsewhere)).isSubsetOf("cache", "output.txt", "started");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
