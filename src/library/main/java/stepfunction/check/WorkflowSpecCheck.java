package stepfunction.check;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Spelling;
import stepfunction.config.StateMachineSettings;
import stepfunction.plan.EntryName;
import stepfunction.plan.WorkflowSpec;

/** The check of what a plan says of one of its workflows. The first one's settings are the config's, which is checked already. */
final class WorkflowSpecCheck {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private static final Duration MAX_KEPT = Duration.ofDays(366);

    private final WorkflowSpec workflow;
    private final Findings findings = new Findings();

    private WorkflowSpecCheck(WorkflowSpec workflow) {
        this.workflow = workflow;
    }

    /** The findings, each once. */
    static List<Finding> check(WorkflowSpec workflow) {
        var check = new WorkflowSpecCheck(workflow);
        check.all();
        return check.findings.all();
    }

    private void all() {
        if (!workflow.isMain()) {
            name();
            logLevel();
        }
        permissionsKept();
    }

    /**
     * The name in AWS; a wrong name in the plan, which it ends with otherwise, has been reported.
     *
     * <p>https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
     */
    private void name() {
        var name = workflow.settings().name();
        var isAllowed = NAME.matcher(name).matches() && name.length() <= StateMachineSettings.MAX_NAME_LENGTH;
        if (!isAllowed && namesInPlanAreWellFormed()) {
            findings.error(
                    "%s must have a name in AWS of 1 to %d characters (a-z, A-Z, 0-9, - and _), was \"%s\"; choose one with .named(NAME)"
                            .formatted(workflow.title(), StateMachineSettings.MAX_NAME_LENGTH, name));
        }
    }

    private boolean namesInPlanAreWellFormed() {
        return workflow.entryName().isWellFormed()
                && workflow.formerNames().stream().allMatch(formerName -> new EntryName(formerName).isWellFormed());
    }

    private void logLevel() {
        var level = workflow.settings().logLevel();
        if (!StateMachineSettings.LOG_LEVELS.contains(level)) {
            var advice = Spelling.nearest(level, StateMachineSettings.LOG_LEVELS)
                    .map("did you mean %s?"::formatted)
                    .orElse("choose one");
            findings.error("the log level of %s must be one of %s, was \"%s\"; %s"
                    .formatted(workflow.title(), String.join(", ", StateMachineSettings.LOG_LEVELS), level, advice));
        }
    }

    /** No execution runs longer than a year: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
    private void permissionsKept() {
        workflow.permissionsKept()
                .filter(time -> time.isNegative() || time.compareTo(MAX_KEPT) > 0)
                .ifPresent(time -> findings.error("%s must keep permissions for 0 to %d seconds, was %d; correct it"
                        .formatted(workflow.title(), MAX_KEPT.toSeconds(), time.toSeconds())));
    }
}
