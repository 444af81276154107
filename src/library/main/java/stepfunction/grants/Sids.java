package stepfunction.grants;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.apis.ArnVariable;
import stepfunction.apis.Form;
import stepfunction.plan.Arn;
import stepfunction.plan.EntryName;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;
import stepfunction.plan.Value;
import stepfunction.plan.WorkflowSpec;

/** The Sids of statements: letters and digits, each once in a policy. */
final class Sids {

    private Sids() {}

    /** Such as {@code CallOrders} or {@code CallNewsTopic}. */
    static String ofCall(GrantedResource resource, Plan plan) {
        if (resource.isEveryResource()) {
            return "CallOnEveryResource";
        }
        if (resource.template().variables().stream().anyMatch(ArnVariable::isOwnName)) {
            return "CallHttpEndpoint";
        }
        var values = resource.named().stream().map(value -> words(value, plan)).collect(Collectors.joining());
        return "Call" + (values.isEmpty() ? words(lastPart(resource.template().type())) : values) + suffix(resource);
    }

    /** Distinguishes a statement on a part of a resource from that on the resource itself. */
    private static String suffix(GrantedResource resource) {
        if (resource.has(List.of(Form.EXECUTIONS))) {
            return "Executions";
        }
        if (resource.has(List.of(Form.OBJECTS, Form.COPIED, Form.S3URI, Form.S3FOLDER))) {
            return "Objects";
        }
        return resource.has(List.of(Form.CONNECTION)) ? "Secret" : "";
    }

    private static String words(Value value, Plan plan) {
        if (value instanceof Value.PlaceholderValue placeholder) {
            return plan.targetOf(placeholder.name())
                    .filter(target -> target.arn().equals(value))
                    .map(Target::entryName)
                    .or(() -> plan.workflowOf(placeholder.name()).map(WorkflowSpec::entryName))
                    .map(EntryName::capitalized)
                    .orElse(placeholder.name());
        }
        return words(lastPart(value.text()));
    }

    /** The resource of an ARN, or what follows the last slash of a URL or a path. */
    private static String lastPart(String text) {
        var path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return Arn.parse(text).map(Arn::resource).orElse(path.substring(path.lastIndexOf('/') + 1));
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
