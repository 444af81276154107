package stepfunction.grants;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import stepfunction.apis.IamRequirement;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.State;
import stepfunction.binding.Arguments;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.WorkflowSpec;

/**
 * The permissions that a request needs, and the lines of the plan that it needs where they do not follow.
 *
 * @param phrase the request as messages describe it, such as {@code Count calls sqs:sendMessage}
 * @param required the members that the service requires: that one is missing is reported elsewhere
 */
record RequestNeeds(String phrase, State state, Arguments arguments, BoundWorkflow workflow, Set<String> required) {

    /** Initials that take "an". U does not, as in UserPoolId. */
    private static final String VOWELS = "AEIO";

    Derived derived(List<IamRequirement> iamRequirements) {
        var applied = iamRequirements.stream()
                .flatMap(
                        requirement -> new RequirementNeeds(state, arguments, workflow, requirement).applied().stream())
                .toList();
        var findings = new ArrayList<Finding>();
        findings.addAll(mistakes(applied));
        findings.addAll(left(Stream.concat(
                        of(AppliedRequirement.Left.class, applied).stream(),
                        of(AppliedRequirement.Lacking.class, applied).stream()
                                .filter(lacking -> !required.contains(lacking.member()))
                                .map(AppliedRequirement.Lacking::left))
                .toList()));
        findings.addAll(possible(of(AppliedRequirement.Possible.class, applied)));
        var needs = of(AppliedRequirement.Granted.class, applied).stream()
                .map(AppliedRequirement.Granted::need)
                .toList();
        return new Derived(needs, findings, List.of());
    }

    private static <T extends AppliedRequirement> List<T> of(Class<T> kind, List<AppliedRequirement> applied) {
        return applied.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Each once. */
    private List<Finding> mistakes(List<AppliedRequirement> applied) {
        var mistakes = new LinkedHashSet<Finding>();
        for (var mistake : of(AppliedRequirement.Mistake.class, applied)) {
            mistakes.add(Finding.error(mistake.message()));
        }
        return List.copyOf(mistakes);
    }

    private List<Finding> left(List<AppliedRequirement.Left> all) {
        var certain = arguments.areComputed() ? certain(all) : all;
        var findings = new ArrayList<Finding>();
        findings.addAll(left(
                certain.stream().filter(AppliedRequirement.Left::isComputed).toList(),
                RequestNeeds::withArticle,
                "%s with %s that is known only at run time; add %s to %s"));
        findings.addAll(left(
                certain.stream().filter(left -> !left.isComputed()).toList(),
                UnaryOperator.identity(),
                "%s, whose %s does not determine the resource; add %s to %s"));
        return findings;
    }

    private List<Finding> left(List<AppliedRequirement.Left> all, UnaryOperator<String> phrasing, String message) {
        var members = new LinkedHashSet<String>();
        var lines = new LinkedHashSet<String>();
        for (var left : all) {
            var missing = missing(left.actions(), left.proposal());
            if (!missing.isEmpty()) {
                members.add(phrasing.apply(left.member()));
                lines.addAll(missing);
            }
        }
        return lines.isEmpty()
                ? List.of()
                : List.of(Finding.error(message.formatted(
                        phrase, String.join(" and ", members), String.join("", lines), place(workflow.spec()))));
    }

    private static String withArticle(String member) {
        return (VOWELS.indexOf(member.charAt(0)) < 0 ? "a " : "an ") + member;
    }

    /** Where only an execution knows the whole request: what every call is on, or else what the API is about. */
    private static List<AppliedRequirement.Left> certain(List<AppliedRequirement.Left> all) {
        var required = all.stream().filter(AppliedRequirement.Left::isRequired).toList();
        return required.isEmpty() ? all.stream().limit(1).toList() : required;
    }

    private List<Finding> possible(List<AppliedRequirement.Possible> all) {
        var lines = new LinkedHashSet<String>();
        all.forEach(possible -> lines.addAll(missing(possible.actions(), possible.proposal())));
        return lines.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        Code.OTHER_NEEDS,
                        state.name(),
                        "%s, which may need more than its arguments show; if it does, add %s to %s"
                                .formatted(phrase, String.join("", lines), place(workflow.spec()))));
    }

    /** A line for each action that the plan does not allow on anything. */
    private List<String> missing(List<String> actions, String resource) {
        return actions.stream()
                .filter(action ->
                        workflow.spec().permissions().stream().noneMatch(permission -> permission.covers(action)))
                .map(action -> ".allow(\"%s\", \"%s\")".formatted(action, resource))
                .toList();
    }

    /** Where an {@code allow} for a workflow stands. */
    static String place(WorkflowSpec workflow) {
        return workflow.isMain() ? "the plan" : "the workflow %s of the plan".formatted(workflow.name());
    }
}
