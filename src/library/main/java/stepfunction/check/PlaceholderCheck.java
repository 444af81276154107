package stepfunction.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Placeholder;
import stepfunction.asl.Resource;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;
import stepfunction.asl.Text;
import stepfunction.plan.Plan;

/** The check that the plan defines the placeholders of a definition. */
final class PlaceholderCheck {

    private final Definition definition;
    private final Plan plan;
    private final Findings findings = new Findings();

    private PlaceholderCheck(Definition definition, Plan plan) {
        this.definition = definition;
        this.plan = plan;
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, Plan plan) {
        var check = new PlaceholderCheck(definition, plan);
        check.all();
        return check.findings.all();
    }

    private void all() {
        var defined = new TreeSet<>(plan.placeholders());
        Stream.concat(definition.texts().stream(), definition.keys().stream())
                .filter(text -> !text.isData())
                .forEach(text -> check(text, defined));
    }

    private void check(Text text, Set<String> defined) {
        var isWhole = text.placeholder().isPresent();
        for (var placeholder : text.placeholders()) {
            if (defined.contains(placeholder.name())) {
                continue;
            }
            if (isWhole) {
                findings.error("%s is %s, which the plan does not define; %s"
                        .formatted(text.path(), placeholder.text(), advice(placeholder, defined)));
            } else if (isOfKnownResource(text)) {
                findings.error("%s contains %s, which the plan does not define; %s"
                        .formatted(text.path(), placeholder.text(), advice(placeholder, defined)));
            } else if (!isResource(text)) {
                findings.warning(
                        Code.UNDEFINED_PLACEHOLDER,
                        text.state().map(State::name).orElse(""),
                        "%s contains %s, which the plan does not define, so that it is sent literally; %s"
                                .formatted(text.path(), placeholder.text(), advice(placeholder, defined)));
            }
        }
    }

    private static String advice(Placeholder placeholder, Set<String> defined) {
        return Spelling.nearest(placeholder.name(), defined)
                .map(meant -> "did you mean ${%s}?".formatted(meant))
                .orElse("add a target or a value that does");
    }

    /** A Resource that is no ARN has been reported without the plan. */
    private static boolean isOfKnownResource(Text text) {
        return isResource(text)
                && text.state()
                        .flatMap(State::resource)
                        .filter(Resource.Unknown.class::isInstance)
                        .isEmpty();
    }

    private static boolean isResource(Text text) {
        return text.state()
                .filter(state -> text.path().equals(state.path() + "/Resource"))
                .isPresent();
    }
}
