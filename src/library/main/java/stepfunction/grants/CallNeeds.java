package stepfunction.grants;

import java.util.List;
import java.util.Optional;
import stepfunction.asl.Findings;
import stepfunction.asl.Resource;
import stepfunction.binding.Arguments;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;
import stepfunction.binding.Callee;
import stepfunction.plan.ArnForm;
import stepfunction.plan.Value;

/** What a call needs of the state machine's role. */
record CallNeeds(Call call, BoundWorkflow workflow, Needs needs, Findings findings) {

    /** What Step Functions does not offer, the check of the definition refuses. */
    void gather() {
        if (call.credentials().isPresent()) {
            assumedRole(call.credentials().get());
        } else if (call.part() != Call.Part.TASK) {
            partOfMap();
        } else if (call.resource() instanceof Resource.Integration called) {
            if (called.isOffered()) {
                calledApi(called);
            }
        } else {
            call.callee().ifPresent(this::invokedFunction);
        }
    }

    /** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html: that role may do the rest. */
    private void assumedRole(Arguments credentials) {
        var access = Access.on(ArnForm.AS_WRITTEN, Parameter.at("RoleArn"), "sts:AssumeRole");
        accesses(new Request.RoleAssumption(call.state()), credentials).gather(access);
    }

    /** An activity's worker asks for its Tasks. */
    private void invokedFunction(Callee callee) {
        if (!(call.resource() instanceof Resource.Activity) && !isActivity(callee)) {
            needs.call(Subject.function(arn(callee)), List.of("lambda:InvokeFunction"));
        }
    }

    private static boolean isActivity(Callee callee) {
        return callee instanceof Callee.PlanTarget named
                && Resource.parse(named.target().existingArn()) instanceof Resource.Activity;
    }

    /** Whichever output of a target stands there, its ARN is what counts. */
    static Value arn(Callee callee) {
        return callee instanceof Callee.PlanTarget named ? named.target().arn() : callee.value();
    }

    private void partOfMap() {
        var isReader = call.part() == Call.Part.ITEM_READER;
        var part = isReader ? "ItemReader" : "ResultWriter";
        var known = find(isReader ? Catalogue.itemReaders() : Catalogue.resultWriters());
        if (known.isEmpty()) {
            findings.error("%s has the %s %s, which Step Functions does not offer there; correct it"
                    .formatted(call.state().name(), part, call.resource().text()));
            return;
        }
        var accesses = accesses(new Request.PartOfMap(call.state(), part, known.get()), call.arguments());
        known.get().accesses().forEach(accesses::gather);
    }

    private Optional<Integration> find(List<Integration> offered) {
        return call.resource() instanceof Resource.Integration called
                ? offered.stream()
                        .filter(each -> each.key().equals(called.key()))
                        .findFirst()
                : Optional.empty();
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
        var task = call.state();
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
        var accesses = accesses(new Request.Call(call.state(), called), call.arguments());
        known.accesses(called.pattern()).forEach(accesses::gather);
        if (called.pattern().waitsForJob() && !known.managedRule().isEmpty()) {
            needs.managedRule(known.managedRule());
        }
    }

    private AccessNeeds accesses(Request request, Arguments arguments) {
        return new AccessNeeds(request, arguments, workflow, needs, findings);
    }
}
