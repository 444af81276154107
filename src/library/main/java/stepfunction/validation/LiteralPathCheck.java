package stepfunction.validation;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.asl.Text;

/**
 * Paths and intrinsic functions in JSONPath that Step Functions takes literally. AWS warns of them too, as NO_DOLLAR, NO_PATH and
 * PASS_RESULT_IS_STATIC:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html.
 */
final class LiteralPathCheck {

    /** Not a price such as {@code $.50}. */
    private static final Pattern PATH = Pattern.compile("\\$\\$?(\\.[\\p{L}_*.]|\\[).*", Pattern.DOTALL);

    private static final Pattern FUNCTION = Pattern.compile("States\\.[A-Z]\\w*\\(.*\\)", Pattern.DOTALL);

    private static final List<String> FIELDS_WITH_PATH = List.of("Error", "Cause");

    private final Definition definition;
    private final StateNames names;
    private final Findings findings = new Findings();

    private LiteralPathCheck(Definition definition, StateNames names) {
        this.definition = definition;
        this.names = names;
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, StateNames names) {
        var check = new LiteralPathCheck(definition, names);
        check.all();
        return check.findings.all();
    }

    private void all() {
        var withStaticResult = new HashSet<State>();
        for (var text : definition.texts()) {
            var state = text.state();
            if (state.isPresent()
                    && state.get().queryLanguage() == QueryLanguage.JSONPATH
                    && isComputed(text.value())) {
                nameEndsInDollar(text, state.get());
                nameEndsInPath(text, state.get());
                if (isResult(text, state.get()) && withStaticResult.add(state.get())) {
                    resultIsStatic(text, state.get());
                }
            }
        }
    }

    /** Whether a text is a path or a call of an intrinsic function. */
    static boolean isComputed(String text) {
        return PATH.matcher(text).matches() || FUNCTION.matcher(text).matches();
    }

    /** Some APIs take paths of their own, such as the InputPath of an EventBridge target. */
    private void nameEndsInDollar(Text text, State state) {
        if (text.usage() != Text.Usage.PAYLOAD
                || text.field().endsWith(".$")
                || text.field().contains("Path")) {
            return;
        }
        var name = lastName(text);
        var bracket = name.indexOf('[');
        var advice = bracket < 0
                ? "for what it stands for, name the field %s.$".formatted(name)
                : "for what it stands for, use States.Array in a field %s.$".formatted(name.substring(0, bracket));
        findings.warning(
                Code.NO_DOLLAR,
                state.name(),
                "%s of %s is \"%s\", which is taken literally; %s"
                        .formatted(text.field(), names.of(state), text.value(), advice));
    }

    private void nameEndsInPath(Text text, State state) {
        var name = lastName(text);
        var isOfFail = state.is(StateType.FAIL) && text.field().equals(name) && FIELDS_WITH_PATH.contains(name);
        var isOperand = state.is(StateType.CHOICE) && text.isData() && ChoiceCheck.isOperator(name + "Path");
        if (isOfFail || isOperand) {
            findings.warning(
                    Code.NO_PATH,
                    state.name(),
                    "%s of %s is \"%s\", which is taken literally; for what it stands for, use %sPath"
                            .formatted(text.field(), names.of(state), text.value(), name));
        }
    }

    private static boolean isResult(Text text, State state) {
        return state.is(StateType.PASS)
                && (text.field().equals("Result")
                        || text.field().startsWith("Result/")
                        || text.field().startsWith("Result["));
    }

    private void resultIsStatic(Text text, State state) {
        findings.warning(
                Code.PASS_RESULT_IS_STATIC,
                state.name(),
                "%s of %s is \"%s\", but a Result is taken literally; use Parameters"
                        .formatted(text.field(), names.of(state), text.value()));
    }

    private static String lastName(Text text) {
        return text.field().substring(text.field().lastIndexOf('/') + 1);
    }
}
