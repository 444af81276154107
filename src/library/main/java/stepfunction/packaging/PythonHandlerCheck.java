package stepfunction.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Spelling;
import stepfunction.plan.FunctionSpec;

/**
 * Whether the file of a handler defines the function. It searches the text alone, and is silent wherever Python might find the name: where
 * the name occurs at all, and where names are computed.
 */
final class PythonHandlerCheck {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Ways to define a name that does not occur in the file. */
    private static final Pattern COMPUTED = Pattern.compile(
            "import\\s*\\*|import\\s*\\\\|\\b__(?!(name|main|init|doc|file|all|future|call|enter|exit|str|repr)__\\b)|\\b(setattr|exec|eval|globals|locals|vars|modules|importlib|runpy)\\b|[^\\x00-\\x7F]");

    private static final Pattern DEFINITION =
            Pattern.compile("(?m)^(?:async\\s+)?(?:def\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*[(=]");

    private final FunctionSpec function;
    private final Path file;
    private final Findings findings = new Findings();

    private PythonHandlerCheck(FunctionSpec function, Path file) {
        this.function = function;
        this.file = file;
    }

    /**
     * The findings, each once.
     *
     * @param file that the handler's module is
     */
    static List<Finding> check(FunctionSpec function, Path file) {
        var check = new PythonHandlerCheck(function, file);
        check.all();
        return check.findings.all();
    }

    private void all() {
        try {
            // In each encoding that Python reads, ASCII stands for itself.
            handlerIsDefined(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // The archive provider says why it cannot be read.
        }
    }

    private void handlerIsDefined(String text) {
        var handler = function.code().handler();
        var name = handler.substring(handler.lastIndexOf('.') + 1);
        if (!IDENTIFIER.matcher(name).matches()
                || occurs(name, text)
                || COMPUTED.matcher(text).find()) {
            return;
        }
        var shown = function.code().handlerFile().orElseThrow();
        var advice = Spelling.nearest(name, defined(text))
                .map("did you mean %s?"::formatted)
                .orElse("define it, or set .handler(\"MODULE.FUNCTION\")");
        findings.error("%s does not define %s, the handler of the function %s; %s"
                .formatted(shown, name, function.name(), advice));
    }

    private static boolean occurs(String name, String text) {
        return Pattern.compile("\\b" + name + "\\b").matcher(text).find();
    }

    /** The names that lines without indentation seem to define. */
    private static List<String> defined(String text) {
        return DEFINITION.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
