package stepfunction.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import stepfunction.config.LambdaRuntime;
import stepfunction.config.LambdaRuntime.Language;

/**
 * A file of unit tests of a function: in Python {@code FOLDER/tests/test_*.py} for unittest or pytest, in Node.js {@code FOLDER/tests/*.test.mjs} for
 * node:test.
 *
 * @param function with its environment; its task root is the folder of its sources, for they are not deployed
 * @param name of the file
 */
public record UnitTests(LambdaFunction function, String name) {

    /** How long a file of tests may take. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String FOLDER = "tests";

    /** A function or class of tests that extends no TestCase, or an import. */
    private static final Pattern PYTEST =
            Pattern.compile("(?m)^(import pytest|from pytest |(async )?def test_|class Test\\w*:)");

    /** The build of a function in another language runs its tests. */
    private static final Map<Language, String> NAMES =
            Map.of(Language.PYTHON, "test_.*\\.py", Language.NODEJS, ".*\\.test\\.[cm]?js");

    /** The tests of functions; of those with one folder, once. */
    public static List<UnitTests> of(List<LambdaFunction> functions) {
        var functionByFolder = new LinkedHashMap<String, LambdaFunction>();
        functions.forEach(function -> functionByFolder.putIfAbsent(function.folder(), function));
        return functionByFolder.values().stream()
                .map(LambdaFunction::atSources)
                .flatMap(UnitTests::of)
                .toList();
    }

    private static Stream<UnitTests> of(LambdaFunction function) {
        var folder = function.taskRoot().resolve(FOLDER);
        var language = LambdaRuntime.of(function.runtime()).map(LambdaRuntime::language);
        if (!Files.isDirectory(folder) || language.isEmpty()) {
            return Stream.of();
        }
        try (var files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(NAMES.getOrDefault(language.get(), "")))
                    .sorted()
                    .map(name -> new UnitTests(function, name))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file() {
        return function.taskRoot().resolve(FOLDER).resolve(name);
    }

    /** As the developer knows the file. */
    public String shownFile() {
        return String.join("/", function.folder(), FOLDER, name);
    }

    /** The failure, with all that the tests have printed; empty if they pass. */
    public Optional<String> failure(LocalLambda lambda, Duration limit) {
        var log = new ArrayList<String>();
        var path = "%s/%s".formatted(FOLDER, name);
        var failure = isForPytest()
                ? lambda.pytest(function, path, limit, log::add)
                : lambda.test(function, path, limit, log::add);
        return failure.map(reason -> "%s %s:%n%s".formatted(shownFile(), reason, String.join("\n", log)));
    }

    private boolean isForPytest() {
        try {
            return name.endsWith(".py")
                    && PYTEST.matcher(Files.readString(file())).find();
        } catch (IOException e) {
            // Python reports what is wrong with it.
            return false;
        }
    }
}
