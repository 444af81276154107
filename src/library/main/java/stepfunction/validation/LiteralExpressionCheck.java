package stepfunction.validation;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.State;
import stepfunction.asl.Text;

/** Texts and names in a payload that mean something in the other query language, and are taken literally in the state's own. */
final class LiteralExpressionCheck {

    private static final String COMPUTED = ".$";

    private static final Pattern STATES = Pattern.compile("\\$states\\.(input|context|result|errorOutput)\\b.*");

    /** Payloads of JSONPath, which are reported as such in a state in JSONata. */
    private static final Set<String> OF_JSONPATH = Set.of("Parameters", "ResultSelector");

    private final Definition definition;
    private final StateNames names;
    private final Findings findings = new Findings();

    private LiteralExpressionCheck(Definition definition, StateNames names) {
        this.definition = definition;
        this.names = names;
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, StateNames names) {
        var check = new LiteralExpressionCheck(definition, names);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var text : definition.texts()) {
            if (text.usage() == Text.Usage.PAYLOAD && !text.field().endsWith(COMPUTED)) {
                text.state().ifPresent(state -> textIsMeantLiterally(text, state));
            }
        }
        for (var key : definition.keys()) {
            if (key.usage() == Text.Usage.PAYLOAD && key.value().endsWith(COMPUTED)) {
                key.state().ifPresent(state -> nameIsMeantLiterally(key, state));
            }
        }
    }

    private void textIsMeantLiterally(Text text, State state) {
        if (state.queryLanguage() == QueryLanguage.JSONPATH) {
            isNoJsonata(text, state);
        } else if (!isOfJsonPath(text)) {
            isNoJsonPath(text, state);
        }
    }

    private void isNoJsonata(Text text, State state) {
        if (QueryLanguage.JSONATA.isExpression(text.value())) {
            findings.warning(
                    Code.NO_EXPRESSION,
                    state.name(),
                    "%s of %s is \"%s\", which is taken literally in JSONPath; set \"QueryLanguage\": \"JSONata\" in %s, or use a path"
                            .formatted(text.field(), names.of(state), text.value(), names.of(state)));
        }
    }

    /** Some APIs take paths of their own, such as the InputPath of an EventBridge target. */
    private void isNoJsonPath(Text text, State state) {
        var isExpression = STATES.matcher(text.value()).matches() || LiteralPathCheck.isComputed(text.value());
        var isIncomplete = text.value().contains("{%") || text.value().contains("%}"); // Reported as such.
        if (isExpression && !isIncomplete && !text.field().contains("Path")) {
            findings.warning(
                    Code.NO_EXPRESSION,
                    state.name(),
                    "%s of %s is \"%s\", which is taken literally; %s"
                            .formatted(text.field(), names.of(state), text.value(), inJsonata(text.value())));
        }
    }

    private static String inJsonata(String text) {
        if (text.startsWith("$states")) {
            return "write {%% %s %%}".formatted(text);
        }
        if (text.startsWith("States.")) {
            return "write a function of JSONata between {% and %}";
        }
        return text.startsWith("$$")
                ? "write {%% $states.context%s %%}".formatted(text.substring(2))
                : "write {%% $states.input%s %%}".formatted(text.substring(1));
    }

    private void nameIsMeantLiterally(Text key, State state) {
        if (state.queryLanguage() == QueryLanguage.JSONATA && !isOfJsonPath(key)) {
            var name = key.value().substring(0, key.value().length() - COMPUTED.length());
            findings.warning(
                    Code.NO_EXPRESSION,
                    state.name(),
                    "%s of %s is taken literally in JSONata; name it %s, and write its value between {%% and %%}"
                            .formatted(key.field(), names.of(state), name));
        }
    }

    private static boolean isOfJsonPath(Text text) {
        return OF_JSONPATH.contains(text.field().split("[/\\[]", 2)[0]);
    }
}
