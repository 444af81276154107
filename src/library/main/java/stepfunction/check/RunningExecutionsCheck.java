package stepfunction.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.JsonTemplate;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;
import stepfunction.grants.Grant;
import stepfunction.grants.WorkflowGrants;
import stepfunction.history.DeployedDefinition;
import stepfunction.plan.FunctionSpec;

/**
 * What a deployment breaks for executions that are running. They go on by the definition that they started with, but with the present role
 * and the present functions: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-read-consistency.html.
 */
public final class RunningExecutionsCheck {

    private final BoundWorkflow present;
    private final List<Grant> grants;
    private final DeployedDefinition deployed;
    private final Set<String> deletedResourcesOf = new HashSet<>();
    private final Findings findings = new Findings();

    private RunningExecutionsCheck(BoundWorkflow present, List<Grant> grants, DeployedDefinition deployed) {
        this.present = present;
        this.grants = List.copyOf(grants);
        this.deployed = deployed;
    }

    /**
     * A warning for each state of the deployed definition that fails from now on. Executions that are past it are not affected.
     *
     * @param grants what the role allows from now on
     * @param deployed the definition of the last deployment
     */
    public static List<Finding> check(BoundWorkflow present, List<Grant> grants, DeployedDefinition deployed) {
        var check = new RunningExecutionsCheck(present, grants, deployed.renamed(present.plan()));
        check.all();
        return check.findings.about(present.spec().file());
    }

    private void all() {
        deployed.asThatOf(present).calls().forEach(this::resourcesAreThere);
        // A call of a resource that is deleted has been reported.
        deployed.completedFor(present.plan()).asThatOf(present).calls().stream()
                .filter(call -> !deletedResourcesOf.contains(call.state().path()))
                .forEach(this::isAllowed);
    }

    private void resourcesAreThere(Call call) {
        call.function()
                .filter(this::isReplaced)
                .ifPresent(function -> functionIsDeleted(call, function.arnPlaceholder()));
        placeholders(call).filter(this::isDeleted).forEach(placeholder -> {
            if (deployed.functionName(placeholder).isPresent()) {
                functionIsDeleted(call, placeholder);
            } else {
                targetIsRemoved(call, placeholder);
            }
        });
    }

    /** Whether the function had another name in AWS. */
    private boolean isReplaced(FunctionSpec function) {
        return deployed.functionName(function.arnPlaceholder())
                .filter(name -> !name.equals(function.functionName()))
                .isPresent();
    }

    private boolean isDeleted(String placeholder) {
        return deployed.values().containsKey(placeholder)
                && !deployed.existing().contains(placeholder)
                && !present.plan().defines(placeholder);
    }

    private static Stream<String> placeholders(Call call) {
        var made = switch (call.part()) {
            case TASK -> call.state().json();
            case ITEM_READER -> member(call, "ItemReader");
            case RESULT_WRITER -> member(call, "ResultWriter");
        };
        return new JsonTemplate(made).placeholders().stream();
    }

    private static JsonElement member(Call call, String field) {
        return Objects.requireNonNullElse(call.state().json().get(field), JsonNull.INSTANCE);
    }

    private void functionIsDeleted(Call call, String placeholder) {
        deletedResourcesOf.add(call.state().path());
        warn(
                Code.REMOVED_FUNCTION,
                call,
                "uses the function %s, which this deployment deletes"
                        .formatted(deployed.functionName(placeholder).orElseThrow()),
                "keep the function in the plan until they have ended");
    }

    private void targetIsRemoved(Call call, String placeholder) {
        deletedResourcesOf.add(call.state().path());
        warn(
                Code.REMOVED_TARGET,
                call,
                "uses ${%s}, a target that the plan no longer has".formatted(placeholder),
                "keep the target in the plan until they have ended");
    }

    private void isAllowed(Call call) {
        var needed = WorkflowGrants.of(deployed.asThatOf(present).with(call));
        if (needed.findings().stream().anyMatch(Finding::isError)) {
            warn(
                    Code.LOST_PERMISSION,
                    call,
                    "needs a permission that does not follow from the definition",
                    "keep its .allow in the plan until they have ended");
            return;
        }
        var lost = needed.grants().stream()
                .filter(grant -> !grant.isCoveredBy(grants))
                .flatMap(grant -> grant.actions().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!lost.isEmpty()) {
            warn(
                    Code.LOST_PERMISSION,
                    call,
                    "needs %s, which the role no longer allows".formatted(String.join(", ", lost)),
                    present.plan().config().pinFunctionVersions()
                            ? "deploy when they have ended"
                            : "set pinFunctionVersions, which keeps the permission, or deploy when they have ended");
        }
    }

    private void warn(Code code, Call call, String problem, String advice) {
        findings.warning(
                code,
                call.state().name(),
                "%s of the deployed definition %s: running executions that have not passed it fail there; %s"
                        .formatted(call.state().name(), problem, advice));
    }
}
