package stepfunction.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import stepfunction.asl.Spelling;

/**
 * Whether the files of handlers define their functions, by Python's own parser: no file is imported. Python starts only where the text of a
 * file leaves a doubt, and whatever it cannot decide is not reported.
 */
public final class HandlerDefinitions {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String command;
    private final String searchPath;

    /**
     * With a Python.
     *
     * @param command a path, or a name such as {@code python3} that is looked up
     * @param searchPath such as the variable PATH
     */
    public HandlerDefinitions(String command, String searchPath) {
        this.command = command;
        this.searchPath = searchPath;
    }

    /** With the Python that runs the handlers. */
    public static HandlerDefinitions ofTheUser() {
        return new HandlerDefinitions(LambdaSettings.PYTHON, System.getenv().getOrDefault("PATH", ""));
    }

    /** A handler in the file of its module. */
    private record Handler(LambdaFunction function, String module, String name) {

        /** Absent for what is not a module and a function. */
        static Optional<Handler> of(LambdaFunction function) {
            var dot = function.handler().lastIndexOf('.');
            var name = function.handler().substring(dot + 1);
            return dot > 0 && IDENTIFIER.matcher(name).matches()
                    ? Optional.of(new Handler(
                            function, function.handler().substring(0, dot).replace('.', '/') + ".py", name))
                    : Optional.empty();
        }

        Path file() {
            return function.taskRoot().resolve(module).normalize();
        }

        String shownFile() {
            return function.folder() + "/" + module;
        }

        /** Whether the file is there and has no plain definition of the function, at the beginning of a line. */
        boolean isDoubtful() {
            try {
                // In each encoding that Python reads, ASCII stands for itself.
                var text = Files.readString(file(), StandardCharsets.ISO_8859_1);
                return !Pattern.compile("(?m)^(?:async[ \\t]+)?def[ \\t]+%s[ \\t]*\\(".formatted(name))
                        .matcher(text)
                        .find();
            } catch (IOException e) {
                // It may be in a layer; otherwise the check of the plan has reported it.
                return false;
            }
        }
    }

    /**
     * Refuses handlers that do not exist.
     *
     * @throws CannotRunException with a line for each
     */
    public void check(List<LambdaFunction> functions) {
        var doubtful = functions.stream()
                .filter(LambdaFunction::isInPython)
                .flatMap(function -> Handler.of(function).stream())
                .filter(Handler::isDoubtful)
                .toList();
        if (doubtful.isEmpty()) {
            return;
        }
        var definitions = definitions(doubtful.stream().map(Handler::file).toList());
        var problems = new LinkedHashSet<String>();
        for (int index = 0; index < definitions.size(); index++) {
            problem(doubtful.get(index), definitions.get(index)).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new CannotRunException(String.join("\n", problems));
        }
    }

    private static Optional<String> problem(Handler handler, JsonObject defined) {
        if (defined.has("problem")) {
            // An older Python does not know the syntax of a newer one.
            return defined.get("version").getAsInt() < handler.function().languageVersion()
                    ? Optional.empty()
                    : Optional.of("%s is not valid Python: %s, at line %s; correct it"
                            .formatted(
                                    handler.shownFile(), defined.get("problem").getAsString(), defined.get("line")));
        }
        if (!defined.has("names") || defined.has("computed")) {
            return Optional.empty();
        }
        var names = defined.getAsJsonArray("names").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        if (names.contains(handler.name())) {
            return Optional.empty();
        }
        var advice = Spelling.nearest(handler.name(), names)
                .map("did you mean %s?"::formatted)
                .orElse("define it, or set .handler(\"MODULE.FUNCTION\")");
        return Optional.of("%s does not define %s, the handler of the function %s; %s"
                .formatted(
                        handler.shownFile(), handler.name(), handler.function().name(), advice));
    }

    /** The names that each file defines, as {@code defined.py} describes them; empty if Python does not run. */
    private List<JsonObject> definitions(List<Path> files) {
        try {
            var executable = Python.find(command, searchPath).executable();
            var start = new ArrayList<String>();
            start.add(executable.toString());
            start.addAll(List.of("-I", "-S", ChildProcess.program("defined.py")));
            files.forEach(file -> start.add(file.toString()));
            return answer(ChildProcess.of(start, Map.of())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException | CannotRunException e) {
            // Whatever needs Python reports that.
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static List<JsonObject> answer(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0
                ? answer.lines()
                        .map(line -> JsonParser.parseString(line).getAsJsonObject())
                        .toList()
                : List.of();
    }
}
