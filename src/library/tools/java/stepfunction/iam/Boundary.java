package stepfunction.iam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import stepfunction.declared.DeclaredStack;

/**
 * The permissions boundary of a stack's own roles: everything that their policies allow together. A permission beyond it has no effect.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
record Boundary(DeclaredStack declared) {

    /** Its statements have this and a number as Sid. */
    static final String SID = "AtMost";

    /** The document, sorted, so that it changes only if a permission changes. */
    Map<String, Object> document() {
        var statements = new ArrayList<Map<String, Object>>();
        actionsByArn().forEach((arn, actions) -> statements.add(statement(SID + statements.size(), actions, arn)));
        var document = new LinkedHashMap<String, Object>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements);
        return document;
    }

    private static Map<String, Object> statement(String sid, Set<String> actions, String arn) {
        var statement = new LinkedHashMap<String, Object>();
        statement.put("Sid", sid);
        statement.put("Effect", "Allow");
        statement.put("Action", actions);
        statement.put("Resource", List.of(arn));
        return statement;
    }

    private Map<String, Set<String>> actionsByArn() {
        var actionsByArn = new TreeMap<String, Set<String>>();
        for (var policy : declared.all("aws:iam/rolePolicy:RolePolicy")) {
            for (var statement : IamPolicy.fromJson(policy.input("policy")).statements()) {
                for (var resource : statement.resources()) {
                    var actions = actionsByArn.computeIfAbsent(resource.value(), arn -> new TreeSet<>());
                    statement.actions().forEach(action -> actions.add(action.value()));
                }
            }
        }
        // A function's versions too, so that pinFunctionVersions needs no new boundary.
        for (var function : declared.all("aws:lambda/function:Function")) {
            actionsByArn.put(function.arn().orElseThrow() + ":*", Set.of("lambda:InvokeFunction"));
        }
        return actionsByArn;
    }
}
