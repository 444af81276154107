package stepfunction.grants;

import java.util.List;
import stepfunction.asl.Findings;
import stepfunction.asl.Resource;
import stepfunction.asl.State;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.ArnForm;
import stepfunction.plan.Target;
import stepfunction.plan.Value;

/** What a Task needs of the state machine's role. */
record TaskNeeds(State task, BoundWorkflow workflow, Needs needs, Findings findings) {

    /** An activity's worker asks for its Tasks. What is not offered, the check of the definition refuses. */
    void gather(Resource resource) {
        if (task.fields().has("Credentials")) {
            assumedRole();
        } else if (resource instanceof Resource.Function function) {
            invokedFunction(function);
        } else if (resource instanceof Resource.Integration called && called.isOffered()) {
            calledApi(called);
        }
    }

    /** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html: that role may do the rest. */
    private void assumedRole() {
        var credentials = new TaskArguments(task.queryLanguage(), task.fields().object("Credentials"));
        var access = Access.on(ArnForm.AS_WRITTEN, Parameter.at("RoleArn"), "sts:AssumeRole");
        new AccessNeeds(new Request.RoleAssumption(task), credentials, workflow, needs, findings).gather(access);
    }

    private void invokedFunction(Resource.Function function) {
        var value = Value.parse(function.arn());
        var target = value.placeholder().flatMap(workflow.plan()::targetOf);
        if (target.isPresent() && isActivity(target.get())) {
            return;
        }
        var arn = target.map(Target::arn).orElse(value);
        needs.call(Subject.function(arn), List.of("lambda:InvokeFunction"));
    }

    /** Its worker asks for the Tasks. */
    private static boolean isActivity(Target<?> target) {
        return Resource.parse(target.existingArn()) instanceof Resource.Activity;
    }

    private void calledApi(Resource.Integration called) {
        var known = Catalogue.find(called);
        if (known.isPresent()) {
            knownApi(called, known.get());
        } else if (!ActionNames.isAllowed(called, workflow.spec().permissions())) {
            unknownApi(called);
        }
    }

    private void unknownApi(Resource.Integration called) {
        var meant = Catalogue.nearest(called.key());
        var action = ActionNames.likelyAction(called);
        if (meant.isPresent()) {
            findings.error(
                    "%s calls %s, which is not in the catalogue; did you mean %s? Otherwise add .allow(\"%s\", RESOURCE) to the plan"
                            .formatted(task.name(), called.key(), meant.get(), action));
        } else {
            findings.error("%s calls %s, which is not in the catalogue; add .allow(\"%s\", RESOURCE) to the plan"
                    .formatted(task.name(), called.key(), action));
        }
    }

    private void knownApi(Resource.Integration called, Integration known) {
        var request = new Request.Call(task, called);
        var accessNeeds = new AccessNeeds(request, TaskArguments.of(task), workflow, needs, findings);
        for (var access : known.accesses(called.pattern())) {
            accessNeeds.gather(access);
        }
        if (called.pattern().waitsForJob() && !known.managedRule().isEmpty()) {
            needs.managedRule(known.managedRule());
        }
    }
}
