package stepfunction.check;

import java.util.List;
import java.util.regex.Pattern;
import stepfunction.asl.Findings;

/** Which IAM actions the plan may allow. */
record ActionsCheck(List<String> actions, Findings findings) {

    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");

    void check() {
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
        }
    }
}
