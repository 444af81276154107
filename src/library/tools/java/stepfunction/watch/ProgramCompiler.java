package stepfunction.watch;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles the user's program in memory: all its sources each time, so that what was deleted or renamed is gone, and what depends on a
 * changed record or constant is compiled again.
 */
final class ProgramCompiler implements AutoCloseable {

    private static final String SOURCES = "src/main/java";

    /** As the build compiles it: parent.xml. */
    private static final List<String> OPTIONS =
            List.of("-proc:none", "-implicit:none", "-XDstringConcat=inline", "-g", "-nowarn");

    private final Path projectDir;
    private final ClassLoader libraries;
    private final Set<String> compiledByMaven;
    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files;

    /** @param libraries that the program sees, its classes as Maven has compiled them among these */
    ProgramCompiler(Path projectDir, ClassLoader libraries) throws IOException {
        this.projectDir = projectDir;
        this.libraries = libraries;
        this.compiledByMaven = sources().stream().map(this::className).collect(Collectors.toUnmodifiableSet());
        this.files = javac.getStandardFileManager(null, null, null);
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath(libraries));
    }

    private static Collection<Path> classPath(ClassLoader loader) {
        // Within Maven, java.class.path is its own.
        return loader instanceof URLClassLoader ofMaven
                ? Arrays.stream(ofMaven.getURLs())
                        .map(url -> path(url.toString()))
                        .toList()
                : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
    }

    private static Path path(String url) {
        try {
            return Path.of(new URI(url));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private List<Path> sources() throws IOException {
        var folder = projectDir.resolve(SOURCES);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".java") && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        }
    }

    private String className(Path source) {
        var path = projectDir.resolve(SOURCES).relativize(source).toString();
        return path.substring(0, path.length() - ".java".length()).replace(File.separatorChar, '.');
    }

    /** A loader of the program as it is now. */
    ProgramLoader compile() throws CompilationException, IOException {
        var sources = sources();
        var output = new Output(files);
        if (!sources.isEmpty()) {
            var diagnostics = new DiagnosticCollector<JavaFileObject>();
            var release = System.getProperty("pom.release", "17");
            var options = Stream.concat(Stream.of("--release", release), OPTIONS.stream())
                    .toList();
            var isCompiled = javac.getTask(
                            null, output, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!isCompiled) {
                throw new CompilationException(errors(diagnostics));
            }
        }
        return new ProgramLoader(libraries, output.classes(), compiledByMaven);
    }

    private List<String> errors(DiagnosticCollector<JavaFileObject> diagnostics) {
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(this::line)
                .toList();
    }

    private String line(Diagnostic<? extends JavaFileObject> error) {
        var message = error.getMessage(null).lines().map(String::strip).collect(Collectors.joining("; "));
        if (error.getSource() == null) {
            return message;
        }
        var file =
                projectDir.toAbsolutePath().relativize(Path.of(error.getSource().toUri()));
        return "%s:%d: %s".formatted(file, error.getLineNumber(), message);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    /** Keeps the classes in memory, and hides those that Maven has compiled. */
    private final class Output extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> bytes = new HashMap<>();

        Output(StandardJavaFileManager files) {
            super(files);
        }

        Map<String, byte[]> classes() {
            return bytes.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            Map.Entry::getKey, each -> each.getValue().toByteArray()));
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                }
            };
        }

        @Override
        public Iterable<JavaFileObject> list(
                JavaFileManager.Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
                throws IOException {
            var listed = super.list(location, packageName, kinds, recurse);
            return location == StandardLocation.CLASS_PATH
                    ? StreamSupport.stream(listed.spliterator(), false)
                            .filter(file -> !isCompiledByMaven(inferBinaryName(location, file)))
                            .toList()
                    : listed;
        }

        private boolean isCompiledByMaven(String className) {
            return compiledByMaven.contains(ProgramLoader.outermost(className));
        }
    }
}
