package stepfunction.grants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import stepfunction.apis.Authorization;
import stepfunction.asl.Finding;
import stepfunction.asl.State;
import stepfunction.binding.Arguments;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.WorkflowSpec;

/**
 * The permissions that a request needs, and the lines of the plan that it needs where they do not follow.
 *
 * @param phrase the request as messages describe it, such as {@code Count calls sqs:sendMessage}
 */
record RequestNeeds(String phrase, State state, Arguments arguments, BoundWorkflow workflow) {

    Derived derived(List<Authorization> authorizations) {
        var needs = new ArrayList<Need>();
        var mistakes = new LinkedHashSet<String>();
        var left = new LinkedHashMap<String, Map<String, String>>();
        var possible = new LinkedHashMap<String, String>();
        for (var authorization : authorizations) {
            for (var outcome : new AuthorizationNeeds(state, arguments, workflow, authorization).outcomes()) {
                if (outcome instanceof Outcome.Granted granted) {
                    needs.add(granted.need());
                } else if (outcome instanceof Outcome.Mistake mistake) {
                    mistakes.add(mistake.message());
                } else if (outcome instanceof Outcome.Lacking lacking) {
                    mistakes.add("%s without %s, which names the resource; add it".formatted(phrase, lacking.member()));
                } else if (outcome instanceof Outcome.Left unknown) {
                    var lines = left.computeIfAbsent(unknown.member(), first -> new LinkedHashMap<>());
                    missing(unknown.actions()).forEach(action -> lines.putIfAbsent(action, unknown.proposal()));
                } else if (outcome instanceof Outcome.Possible maybe) {
                    missing(maybe.actions()).forEach(action -> possible.putIfAbsent(action, maybe.proposal()));
                }
            }
        }
        return new Derived(needs, findings(mistakes, left, possible), List.of());
    }

    /** The actions that the plan does not allow on anything. */
    private List<String> missing(List<String> actions) {
        return actions.stream()
                .filter(action ->
                        workflow.spec().permissions().stream().noneMatch(permission -> permission.covers(action)))
                .toList();
    }

    private List<Finding> findings(
            Set<String> mistakes, Map<String, Map<String, String>> left, Map<String, String> possible) {
        var findings = new ArrayList<Finding>();
        mistakes.forEach(mistake -> findings.add(Finding.error(mistake)));
        left.forEach((member, lines) -> {
            if (!lines.isEmpty()) {
                findings.add(Finding.error("%s with a %s that is known only at run time; add %s to %s"
                        .formatted(phrase, member, allows(lines), place(workflow.spec()))));
            }
        });
        if (!possible.isEmpty()) {
            findings.add(Finding.warning("%s, which may need permissions that its arguments do not show; if so, add %s to %s"
                    .formatted(phrase, allows(possible), place(workflow.spec()))));
        }
        return findings;
    }

    private static String allows(Map<String, String> resources) {
        return resources.entrySet().stream()
                .map(line -> ".allow(\"%s\", \"%s\")".formatted(line.getKey(), line.getValue()))
                .collect(Collectors.joining());
    }

    /** Where an {@code allow} for a workflow stands. */
    static String place(WorkflowSpec workflow) {
        return workflow.isMain() ? "the plan" : "the workflow %s of the plan".formatted(workflow.name());
    }
}
