package stepfunction.packaging;

import static stepfunction.packaging.NodeDescription.COMMON_JS;
import static stepfunction.packaging.NodeDescription.MODULE;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import stepfunction.asl.Spelling;

/**
 * Whether a package has the file of a handler in Node.js, and the file exports the function. It searches the text alone, and is silent wherever
 * Node.js might find an export: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.
 */
final class NodeHandlerCheck {

    private static final Pattern HANDLER =
            Pattern.compile("(?<file>(.*/)?[^./]+)\\.(?<name>[A-Za-z_$][\\w$]*)(\\..+)?");

    /** In the order in which Lambda looks for them. */
    private static final List<String> SUFFIXES = List.of("", ".js", ".mjs", ".cjs");

    private static final Pattern ES_MODULE =
            Pattern.compile("(?m)^export\\s+(default|const|let|var|async|function|class)\\b|^export\\s*\\{");

    private static final Pattern EXPORT = Pattern.compile("\\bexport\\b");

    private static final Pattern DECLARED =
            Pattern.compile("\\bexport\\s+(?:(?:const|let|var|class)\\s+|(?:async\\s+)?function\\s*\\*?\\s*)([\\w$]+)");

    private static final Pattern LISTED = Pattern.compile("\\bexport\\s*\\{([^}]*)}");

    private static final Pattern OF_COMMON_JS = Pattern.compile("\\bexports\\.([\\w$]+)\\s*=[^=]");

    private static final Pattern ASSIGNED_EXPORTS =
            Pattern.compile("(?m)^(module\\.exports|exports\\.[\\w$]+)\\s*=[^=]");

    private static final Pattern OWN_EXPORTS =
            Pattern.compile("\\b(var|let|const|import)\\b[^;\\n]*\\b(exports|module)\\b(?!\\.)");

    /** Ways of an ES module to export a name that the patterns above do not find. */
    private static final Pattern HIDDEN_IN_MODULE =
            Pattern.compile("\\bexport\\s*(\\*|/)|\\bexport\\s+(const|let|var)\\s*[\\[{]|\\\\u");

    private static final Pattern HIDDEN_IN_COMMON_JS = Pattern.compile(
            "\\bmodule\\.exports\\s*=\\s*[^{\\s]|\\.\\.\\.|\\bexports\\s*[\\[,)]|\\b(require|eval|this|Object|Reflect)\\b|\\\\u");

    /** Options of Node.js, or the placeholder of some. */
    private static final Pattern OF_MODULES = Pattern.compile("module|type|import|require|loader|\\$\\{");

    private final PackedHandler handler;
    private final String name;

    private NodeHandlerCheck(PackedHandler handler, String name) {
        this.handler = handler;
        this.name = name;
    }

    static Optional<String> problem(PackedHandler handler) {
        var parts = HANDLER.matcher(handler.name());
        if (!parts.matches()) {
            return Optional.empty();
        }
        return new NodeHandlerCheck(handler, parts.group("name")).problemOf(parts.group("file"));
    }

    private Optional<String> problemOf(String module) {
        var file = SUFFIXES.stream()
                .map(suffix -> module + suffix)
                .filter(handler::has)
                .findFirst();
        if (file.isPresent()) {
            return read(file.get()).flatMap(text -> problemOf(file.get(), text));
        }
        return isFolder(module) || isFolder("node_modules/" + module) || handler.mayBeInLayer()
                ? Optional.empty()
                : Optional.of("%s must have the handler of the function %s, does not exist; create it%s"
                        .formatted(handler.shown(module + ".mjs"), handler.functionName(), adviceOnTypeScript(module)));
    }

    private boolean isFolder(String path) {
        return handler.files().keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
    }

    private String adviceOnTypeScript(String module) {
        return handler.has(module + ".ts") ? ", from %s by a build".formatted(handler.shown(module + ".ts")) : "";
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(handler.files().get(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // The archive provider says why it cannot be read.
            return Optional.empty();
        }
    }

    private Optional<String> problemOf(String file, String text) {
        var isModule = file.endsWith(".mjs") || ES_MODULE.matcher(text).find();
        var type = file.endsWith(".js") ? packageType(file) : Optional.empty();
        if (isModule && !assignsExports(text) && !mayDetectModules() && type.equals(Optional.of(COMMON_JS))) {
            return Optional.of(
                    "%s is an ES module, but Lambda loads it as CommonJS; rename it to %s, or write {\"type\": \"module\"} to %s"
                            .formatted(
                                    handler.shown(file),
                                    file.replaceFirst("(.*/)?(.*)\\.js$", "$2.mjs"),
                                    handler.shown(NodeDescription.FILE)));
        }
        if (isCertainlyCommonJs(text) && type.equals(Optional.of(MODULE))) {
            return Optional.of(
                    "%s is CommonJS, but Lambda loads it as an ES module, as %s says; rename it to %s, or write: export const %s = ..."
                            .formatted(
                                    handler.shown(file),
                                    handler.shown(NodeDescription.FILE),
                                    file.replaceFirst("(.*/)?(.*)\\.js$", "$2.cjs"),
                                    name));
        }
        var exported = exported(text);
        var mayBeExported = isModule
                ? exported.contains(name)
                        || Pattern.compile(",\\s*" + Pattern.quote(name) + "\\s*=")
                                .matcher(text)
                                .find()
                : text.contains(name);
        var hidden = isModule ? HIDDEN_IN_MODULE : HIDDEN_IN_COMMON_JS;
        if (mayBeExported || hidden.matcher(text).find()) {
            return Optional.empty();
        }
        var advice = Spelling.nearest(name, exported)
                .map("did you mean %s?"::formatted)
                .orElse("export it, or set .handler(\"FILE.FUNCTION\")");
        return Optional.of("%s does not export %s, the handler of the function %s; %s"
                .formatted(handler.shown(file), name, handler.functionName(), advice));
    }

    /** An assignment at the start of a line, to a variable that an ES module does not have. */
    private static boolean isCertainlyCommonJs(String text) {
        return assignsExports(text)
                && !EXPORT.matcher(text).find()
                && !OWN_EXPORTS.matcher(text).find();
    }

    private static boolean assignsExports(String text) {
        return ASSIGNED_EXPORTS.matcher(text).find();
    }

    /** Whether an option of the function's may load ES modules otherwise: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html. */
    private boolean mayDetectModules() {
        var options = handler.function().connections().environment().get("NODE_OPTIONS");
        return options != null && OF_MODULES.matcher(options.text()).find();
    }

    private static Set<String> exported(String text) {
        var names = new LinkedHashSet<String>();
        DECLARED.matcher(text).results().forEach(match -> names.add(match.group(1)));
        OF_COMMON_JS.matcher(text).results().forEach(match -> names.add(match.group(1)));
        LISTED.matcher(text)
                .results()
                .flatMap(match -> Stream.of(match.group(1).split(",", -1)))
                .map(each -> each.strip().replaceFirst("(?s).*\\bas\\s+", "").replaceAll("[\"']", ""))
                .forEach(names::add);
        if (text.contains("default")) {
            names.add("default");
        }
        return names;
    }

    /** The kind of modules by the nearest package.json; empty if that cannot be read. */
    private Optional<String> packageType(String file) {
        var folder = file.substring(0, file.lastIndexOf('/') + 1);
        while (true) {
            var description = folder + NodeDescription.FILE;
            if (handler.has(description)) {
                return read(description).flatMap(NodeHandlerCheck::type);
            }
            if (folder.isEmpty()) {
                return Optional.of(COMMON_JS);
            }
            folder = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
        }
    }

    private static Optional<String> type(String description) {
        try {
            return JsonParser.parseString(description) instanceof JsonObject object
                    ? Optional.of(new NodeDescription(object).type())
                    : Optional.empty();
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
