package stepfunction.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import stepfunction.asl.Code;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Spelling;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;
import stepfunction.binding.CalledApi;

/**
 * Whether Retry and Catch of a Task spell the errors of its API right. A name that is like none of them is an error of the user's own, or of
 * a newer API.
 */
final class ErrorNameCheck {

    private final BoundWorkflow workflow;
    private final Findings findings = new Findings();

    private ErrorNameCheck(BoundWorkflow workflow) {
        this.workflow = workflow;
    }

    /** The findings, each once. */
    static List<Finding> check(BoundWorkflow workflow) {
        var check = new ErrorNameCheck(workflow);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var call : workflow.calls()) {
            if (call.part() == Call.Part.TASK) {
                namesAreKnown(call, "Retry");
                namesAreKnown(call, "Catch");
            }
        }
    }

    private void namesAreKnown(Call call, String field) {
        var names = named(call, field);
        var api = new CalledApi(call.resource());
        var known = names.isEmpty() ? List.<String>of() : api.errors();
        for (var name : names) {
            if (!isKnown(api, name, known)) {
                Spelling.nearest(name, known)
                        .ifPresent(meant -> findings.warning(
                                Code.UNKNOWN_ERROR,
                                call.state().name(),
                                "ErrorEquals in %s of %s has %s, which %s never reports; did you mean %s?"
                                        .formatted(field, call.state().name(), name, api.title(), meant)));
            }
        }
    }

    private static Set<String> named(Call call, String field) {
        var names = new LinkedHashSet<String>();
        for (var handler : call.state().fields().objects(field)) {
            names.addAll(new Fields(handler).texts("ErrorEquals"));
        }
        return names;
    }

    /** An optimized integration may spell the same error in other cases, such as {@code DynamoDB} for {@code DynamoDb}. */
    private static boolean isKnown(CalledApi api, String name, List<String> known) {
        return api.isSdk() ? known.contains(name) : known.stream().anyMatch(name::equalsIgnoreCase);
    }
}
