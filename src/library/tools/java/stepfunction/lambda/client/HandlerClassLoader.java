package stepfunction.lambda.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Loads what a function's archive has: https://docs.aws.amazon.com/lambda/latest/dg/java-package.html. */
final class HandlerClassLoader {

    private HandlerClassLoader() {}

    /** The classes of the folder, and then of the jars in {@code lib}, in alphabetical order. */
    static URLClassLoader of(Path taskRoot) {
        var urls = Stream.concat(Stream.of(taskRoot), jars(taskRoot.resolve("lib")));
        return new URLClassLoader(urls.map(HandlerClassLoader::url).toArray(URL[]::new));
    }

    private static Stream<Path> jars(Path lib) {
        if (!Files.isDirectory(lib)) {
            return Stream.of();
        }
        try (var files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
