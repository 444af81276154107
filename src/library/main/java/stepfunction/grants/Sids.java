package stepfunction.grants;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.plan.Arn;
import stepfunction.plan.ArnForm;
import stepfunction.plan.EntryName;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;
import stepfunction.plan.Value;
import stepfunction.plan.WorkflowSpec;

/** The Sids of statements: letters and digits, each once in a policy. */
final class Sids {

    private Sids() {}

    /** Such as {@code InvokeCount}, {@code CallOrders} or {@code CallNewsTopic}. */
    static String of(Subject subject, Plan plan) {
        var function = subject.functionOf(plan);
        if (function.isPresent()) {
            return "Invoke" + function.get().entryName().capitalized();
        }
        if (subject.form() == ArnForm.EVERY_RESOURCE) {
            return "CallOnEveryResource";
        }
        if (subject.form() == ArnForm.CALLER) {
            return "CallHttpEndpoint";
        }
        var values = subject.values().stream().map(value -> words(value, plan)).collect(Collectors.joining());
        return "Call" + values + subject.form().sidSuffix();
    }

    private static String words(Value value, Plan plan) {
        if (value instanceof Value.Placeholder placeholder) {
            return plan.targetOf(placeholder.name())
                    .filter(target -> target.arn().equals(value))
                    .map(Target::entryName)
                    .or(() -> plan.workflowOf(placeholder.name()).map(WorkflowSpec::entryName))
                    .map(EntryName::capitalized)
                    .orElse(placeholder.name());
        }
        var written = value instanceof Value.Composite composite ? composite.text() : ((Value.Text) value).text();
        return words(lastPart(written));
    }

    /** The resource of an ARN, or what follows the last slash of a URL or a path. */
    private static String lastPart(String text) {
        return Arn.parse(text).map(Arn::resource).orElse(text.substring(text.lastIndexOf('/') + 1));
    }

    /** A text's words, each with a capital: {@code RekognitionDetectLabels} of {@code rekognition:DetectLabels}. */
    static String words(String text) {
        return Stream.of(text.split("[^A-Za-z0-9]+", -1))
                .map(EntryName::capitalized)
                .collect(Collectors.joining());
    }

    /** The same statements; where two have one Sid, the later one's is followed by a number. */
    static List<Grant> distinct(List<Grant> grants) {
        var taken = new HashSet<String>();
        var distinct = new ArrayList<Grant>();
        for (var grant : grants) {
            var sid = grant.sid();
            for (var number = 2; taken.contains(sid); number++) {
                sid = grant.sid() + number;
            }
            taken.add(sid);
            distinct.add(new Grant(sid, grant.actions(), grant.resources(), grant.conditions()));
        }
        return distinct;
    }
}
