package stepfunction.project;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The check of format and lint of a project's own sources, which its build compiles without either. */
record SourceCheck(Path projectDir) {

    private static final List<Path> FOLDERS = List.of(Path.of("src", "main", "java"), Path.of("src", "test", "java"));

    /** All of javac's lint except that about the class path and the options, which the parent sets. */
    private static final List<String> LINT = List.of("-proc:none", "-Xlint:all,-classfile,-options,-path,-processing");

    /** A line for each problem, with file and line, or with the command that fixes it. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        problems.addAll(lint());
        problems.addAll(format());
        return problems;
    }

    private List<String> lint() {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            var task = compiler.getTask(
                    null, files, diagnostics, options(), null, files.getJavaFileObjectsFromPaths(sources()));
            ((JavacTask) task).analyze();
            return diagnostics.getDiagnostics().stream().map(this::line).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> options() {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.concat(LINT.stream(), Stream.of("-classpath", classPath)).toList();
    }

    private String line(Diagnostic<? extends JavaFileObject> diagnostic) {
        var message = diagnostic.getMessage(Locale.ENGLISH);
        var source = diagnostic.getSource();
        return source == null
                ? message
                : "%s:%d: %s".formatted(shown(Path.of(source.toUri())), diagnostic.getLineNumber(), message);
    }

    private Path shown(Path source) {
        return projectDir.toAbsolutePath().relativize(source);
    }

    private List<String> format() {
        var options = JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .build();
        var formatter = Formatter.createFormatter(options);
        return sources().stream()
                .filter(source -> !isFormatted(source, formatter))
                .map(source -> "%s is not formatted; run: mvn spotless:apply".formatted(shown(source)))
                .toList();
    }

    /** As `mvn spotless:apply` formats, which does not wrap long texts. */
    private static boolean isFormatted(Path source, Formatter formatter) {
        try {
            var text = Files.readString(source);
            var ordered = ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.PALANTIR);
            return formatter
                    .formatSource(RemoveUnusedImports.removeUnusedImports(ordered))
                    .equals(text);
        } catch (FormatterException e) {
            throw new IllegalStateException(source + " cannot be formatted", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> sources() {
        return FOLDERS.stream()
                .map(folder -> projectDir.toAbsolutePath().resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(SourceCheck::sources)
                .sorted()
                .toList();
    }

    private static Stream<Path> sources(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
