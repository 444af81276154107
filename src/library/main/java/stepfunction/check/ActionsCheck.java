package stepfunction.check;

import java.util.List;
import java.util.regex.Pattern;
import stepfunction.apis.IamActions;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Spelling;

/** Which IAM actions the plan may allow. */
final class ActionsCheck {

    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");

    private final List<String> actions;
    private final Findings findings = new Findings();

    private ActionsCheck(List<String> actions) {
        this.actions = actions;
    }

    /** The findings, each once. */
    static List<Finding> check(List<String> actions) {
        var check = new ActionsCheck(actions);
        check.all();
        return check.findings.all();
    }

    private void all() {
        if (actions.isEmpty()) {
            findings.error("a permission must have an action, such as sqs:SendMessage; add it");
        }
        for (var action : actions) {
            form(action);
        }
    }

    private void form(String action) {
        if (action.contains("*") || action.contains("?")) {
            findings.error("the action %s has a wildcard; name each action that is needed".formatted(action));
        } else if (!ACTION.matcher(action).matches()) {
            findings.error("the action \"%s\" must be a service and an action, such as sqs:SendMessage; correct it"
                    .formatted(action));
        } else if (!IamActions.contains(action)) {
            unknown(action);
        }
    }

    /** AWS adds actions all the time, so one that is like no other is a warning. */
    private void unknown(String action) {
        var prefix = action.substring(0, action.indexOf(':'));
        var isKnownPrefix = IamActions.prefixes().contains(prefix);
        var meant = isKnownPrefix
                ? Spelling.nearest(action, IamActions.of(prefix))
                : Spelling.nearest(prefix, IamActions.prefixes())
                        .map(nearest -> nearest + action.substring(prefix.length()));
        if (meant.isPresent()) {
            findings.error("the action %s is not one of IAM; did you mean %s?".formatted(action, meant.get()));
        } else {
            findings.warning(
                    Code.UNKNOWN_ACTION,
                    action,
                    "the action %s is not known to be one of IAM; correct it unless AWS has just added it"
                            .formatted(action));
        }
    }
}
