package stepfunction.check;

import java.util.Map;
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
public record CalledResourceCheck(BoundWorkflow workflow, Findings findings) {

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

    void check() {
        for (var call : workflow.calls()) {
            if (call.resource() instanceof Resource.Reference) {
                call.callee().ifPresent(callee -> calleeIsCallable(call, callee));
            }
        }
    }

    private void calleeIsCallable(Call call, Callee callee) {
        if (callee instanceof Callee.PlanWorkflow own) {
            isNeither(call, own.workflow().title(), "states");
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
            isNeither(call, "the target " + target.name(), service(target));
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
     * Reports that a Task's Resource is neither a function nor an activity.
     *
     * @param what stands there
     * @param service of what stands there, as ARNs have it
     */
    public void isNeither(Call call, String what, String service) {
        findings.error(
                "%s calls %s, but %s is neither a function nor an activity; call an integration such as arn:aws:states:::%s"
                        .formatted(
                                call.state().name(),
                                call.resource().text(),
                                what,
                                INTEGRATIONS.getOrDefault(service, "aws-sdk:SERVICE:API")));
    }
}
