package stepfunction.check;

import java.util.List;
import java.util.Map;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Resource;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;
import stepfunction.binding.Callee;
import stepfunction.plan.Arn;
import stepfunction.plan.Target;

/**
 * Whether the Resource of a Task, where it is a placeholder, stands for a function or an activity. The kind of a target that the stack
 * declares is known only when it is declared.
 */
public final class CalledResourceCheck {

    /** An integration for resources of a service, by the service in their ARNs. */
    private static final Map<String, String> INTEGRATIONS = Map.of(
            "sns", "sns:publish",
            "sqs", "sqs:sendMessage",
            "dynamodb", "dynamodb:getItem",
            "events", "events:putEvents",
            "states", "states:startExecution",
            "batch", "batch:submitJob",
            "ecs", "ecs:runTask",
            "glue", "glue:startJobRun",
            "codebuild", "codebuild:startBuild",
            "s3", "aws-sdk:s3:getObject");

    private final BoundWorkflow workflow;
    private final Findings findings = new Findings();

    private CalledResourceCheck(BoundWorkflow workflow) {
        this.workflow = workflow;
    }

    /** The findings, each once. */
    static List<Finding> check(BoundWorkflow workflow) {
        var check = new CalledResourceCheck(workflow);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var call : workflow.calls()) {
            if (call.resource() instanceof Resource.Reference) {
                call.callee().ifPresent(callee -> calleeIsCallable(call, callee));
            }
        }
    }

    private void calleeIsCallable(Call call, Callee callee) {
        if (callee instanceof Callee.PlanWorkflow own) {
            findings.add(isNeither(call, own.workflow().title(), "states"));
        } else if (callee instanceof Callee.PlanTarget named) {
            targetIsCallable(call, named);
        }
    }

    private void targetIsCallable(Call call, Callee.PlanTarget named) {
        var target = named.target();
        if (!named.value().equals(target.arn())) {
            findings.error("%s calls %s, but a Resource must be an ARN; use ${%s}"
                    .formatted(call.state().name(), call.resource().text(), target.arnPlaceholder()));
        } else if (!target.isDeclaredHere() && !isCallable(target)) {
            findings.add(isNeither(call, "the target " + target.name(), service(target)));
        }
    }

    private static boolean isCallable(Target<?> target) {
        var resource = Resource.parse(target.existingArn());
        return resource instanceof Resource.Function || resource instanceof Resource.Activity;
    }

    private static String service(Target<?> target) {
        return Arn.parse(target.existingArn()).map(Arn::service).orElse("");
    }

    /**
     * The finding that a Task's Resource is neither a function nor an activity.
     *
     * @param what stands there
     * @param service of what stands there, as ARNs have it
     */
    public static Finding isNeither(Call call, String what, String service) {
        return Finding.error(
                "%s calls %s, but %s is neither a function nor an activity; call an integration such as arn:aws:states:::%s"
                        .formatted(
                                call.state().name(),
                                call.resource().text(),
                                what,
                                INTEGRATIONS.getOrDefault(service, "aws-sdk:SERVICE:API")));
    }
}
