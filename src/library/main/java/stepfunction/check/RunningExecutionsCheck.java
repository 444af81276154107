package stepfunction.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
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
 * Finds what a deployment breaks for running executions. They go on by the definition that they started with, but with the present role
 * and the present functions: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-read-consistency.html.
 */
public final class RunningExecutionsCheck {

    private final BoundWorkflow present;
    private final List<Grant> grants;
    private final DeployedDefinition deployed;
    private final Findings findings = new Findings();

    private RunningExecutionsCheck(BoundWorkflow present, List<Grant> grants, DeployedDefinition deployed) {
        this.present = present;
        this.grants = List.copyOf(grants);
        this.deployed = deployed;
    }

    /**
     * A warning for each state that fails from now on, or sends an event of another form. Executions that are past it are not affected.
     *
     * @param grants what the role allows from now on
     * @param deployed a definition that executions may have started with
     */
    public static List<Finding> check(BoundWorkflow present, List<Grant> grants, DeployedDefinition deployed) {
        var check = new RunningExecutionsCheck(present, grants, deployed.renamed(present.plan()));
        check.all();
        return check.findings.about(present.spec().file());
    }

    private void all() {
        deployed.asThatOf(present).calls().forEach(this::resourcesAreThere);
        if (!isPinned()) {
            findings.addAll(ChangedEventCheck.check(present, deployed.asThatOf(present)));
        }
        // A resource that is deleted needs no permission.
        deployed.completedFor(present.plan()).asThatOf(present).calls().forEach(this::isAllowed);
    }

    private void resourcesAreThere(Call call) {
        call.function()
                .filter(this::isReplaced)
                .ifPresent(function -> functionIsDeleted(call, function.arnPlaceholder()));
        placeholders(call)
                .filter(placeholder -> deployed.isDeleted(placeholder, present.plan()))
                .forEach(placeholder -> {
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

    private static Stream<String> placeholders(Call call) {
        var made = switch (call.requester()) {
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
        warn(
                Code.REMOVED_FUNCTION,
                call,
                "calls the function %s, which this deployment deletes"
                        .formatted(deployed.functionName(placeholder).orElseThrow()),
                "keep the function in the plan until they have ended");
    }

    private void targetIsRemoved(Call call, String placeholder) {
        warn(
                Code.REMOVED_TARGET,
                call,
                "uses ${%s}, a target that the plan no longer has".formatted(placeholder),
                "keep the target in the plan until they have ended");
    }

    private boolean isPinned() {
        return present.plan().config().pinFunctionVersions();
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
                    isPinned()
                            ? "deploy when they have ended, or keep the permission longer with .keepPermissions"
                            : "set pinFunctionVersions, which keeps the permission, or deploy when they have ended");
        }
    }

    private void warn(Code code, Call call, String problem, String advice) {
        findings.warning(
                code,
                call.state().name(),
                "executions that started before fail in %s unless they have passed it, because it %s; %s"
                        .formatted(call.state().name(), problem, advice));
    }
}
