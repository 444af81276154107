package stepfunction.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of two sources, Main and Part, which Maven has compiled. */
class ProgramCompilerTest {

    @TempDir
    Path project;

    private URLClassLoader libraries;
    private ProgramCompiler compiler;

    @BeforeEach
    void compile_as_maven_does() throws IOException {
        source(
                "Main",
                "public class Main { public static int value() { return Part.VALUE + new Inner().add(); }"
                        + " static class Inner { int add() { return 0; } } }");
        source("Part", "class Part { static final int VALUE = 1; }");
        var classes = Files.createDirectories(project.resolve("target/classes"));
        ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        path("Main").toString(),
                        path("Part").toString());
        libraries = new URLClassLoader(new URL[] {classes.toUri().toURL()});
        compiler = new ProgramCompiler(project, libraries);
    }

    @AfterEach
    void close() throws IOException {
        compiler.close();
        libraries.close();
    }

    private Path path(String name) {
        return project.resolve("src/main/java/a/%s.java".formatted(name));
    }

    private void source(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), "package a;\n" + text);
    }

    private int value() throws Exception {
        return value(compiler.compile());
    }

    private static int value(ClassLoader loader) throws ReflectiveOperationException {
        return (int) loader.loadClass("a.Main").getMethod("value").invoke(null);
    }

    @Test
    void changed_constant_reaches_what_it_was_compiled_into() throws Exception {
        assertThat(value(libraries)).isEqualTo(1);
        source("Part", "class Part { static final int VALUE = 2; }");

        assertThat(value()).isEqualTo(2);
    }

    @Test
    void error_names_file_and_line() throws IOException {
        source("Part", "class Part {\n  static final int VALUE = x;\n}");

        assertThatThrownBy(compiler::compile)
                .isInstanceOf(CompilationException.class)
                .hasMessage(
                        "src/main/java/a/Part.java:3: cannot find symbol; symbol:   variable x; location: class a.Part");
    }

    @Test
    void deleted_source_is_gone_though_maven_has_compiled_it() throws IOException {
        Files.delete(path("Part"));

        assertThatThrownBy(compiler::compile)
                .isInstanceOf(CompilationException.class)
                .hasMessageContaining("src/main/java/a/Main.java:2: ")
                .hasMessageContaining("symbol:   variable Part");
    }

    @Test
    void renamed_source_takes_the_place_of_the_other() throws Exception {
        Files.delete(path("Part"));
        source("Piece", "class Piece { static final int VALUE = 3; }");
        source("Main", "public class Main { public static int value() { return Piece.VALUE; } }");

        assertThat(value()).isEqualTo(3);
        assertThatThrownBy(() -> compiler.compile().loadClass("a.Part")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void nothing_is_written() throws Exception {
        source("Part", "class Part { static final int VALUE = 2; }");
        compiler.compile();

        assertThat(value(libraries)).isEqualTo(1);
        try (var files = Files.walk(project)) {
            assertThat(files.filter(file -> file.toString().endsWith(".class"))).hasSize(3);
        }
    }

    @Test
    void earlier_versions_are_collected() throws Exception {
        var earlier = new ArrayList<WeakReference<ClassLoader>>();
        for (var version = 0; version < 50; version++) {
            source("Part", "class Part { static final int VALUE = %d; }".formatted(version));
            var loader = compiler.compile();
            assertThat(value(loader)).isEqualTo(version);
            earlier.add(new WeakReference<>(loader));
        }

        assertThat(left(earlier)).isLessThanOrEqualTo(1);
    }

    private static long left(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        var left = (long) loaders.size();
        for (var attempt = 0; attempt < 50 && left > 1; attempt++) {
            System.gc();
            Thread.sleep(20);
            left = loaders.stream().filter(loader -> loader.get() != null).count();
        }
        return left;
    }
}
