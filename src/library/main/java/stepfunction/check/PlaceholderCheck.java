package stepfunction.check;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import stepfunction.asl.Definition;
import stepfunction.asl.Findings;
import stepfunction.asl.Placeholder;
import stepfunction.asl.Spelling;
import stepfunction.asl.Text;
import stepfunction.plan.Plan;

/** What must hold of a definition's placeholders, for its plan to give them values. */
record PlaceholderCheck(Definition definition, Plan plan, Findings findings) {

    void check() {
        var given = new TreeSet<>(plan.placeholders());
        for (var text : definition.texts()) {
            if (text.isData()) {
                continue;
            }
            var placeholder = text.placeholder();
            if (placeholder.isPresent()) {
                isGiven(placeholder.get(), text, given);
            } else if (!isResource(text)) {
                standsAlone(text, given);
            }
        }
    }

    private void isGiven(Placeholder placeholder, Text text, Set<String> given) {
        if (plan.gives(placeholder.name())) {
            return;
        }
        var meant = Spelling.nearest(placeholder.name(), given);
        findings.error(
                meant.isPresent()
                        ? "%s is %s, which the plan does not define; did you mean ${%s}?"
                                .formatted(text.path(), placeholder.text(), meant.get())
                        : "%s is %s, which the plan does not define; it defines %s"
                                .formatted(text.path(), placeholder.text(), list(given)));
    }

    private static String list(Set<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().map(name -> new Placeholder(name).text()).collect(Collectors.joining(", "));
    }

    /** A placeholder within a longer text would stay as it is. */
    private void standsAlone(Text text, Set<String> given) {
        for (var name : given) {
            if (new Placeholder(name).isIn(text.value())) {
                findings.error(
                        "%s contains ${%s}, which must be a string of its own; assign it to a variable and build the text with States.Format or JSONata"
                                .formatted(text.path(), name));
            }
        }
    }

    /** The Resource of a Task is checked without the plan. */
    private static boolean isResource(Text text) {
        return text.state()
                .filter(state -> text.path().equals(state.path() + "/Resource"))
                .isPresent();
    }
}
