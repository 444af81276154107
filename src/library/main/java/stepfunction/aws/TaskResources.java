package stepfunction.aws;

import com.pulumi.aws.lambda.Alias;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.sfn.Activity;
import java.util.LinkedHashSet;
import java.util.Set;
import stepfunction.asl.Findings;
import stepfunction.asl.Resource;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Callee;
import stepfunction.check.CalledResourceCheck;

/** The targets that Tasks have as their Resource: once they are declared, their kinds are known. */
public final class TaskResources {

    private static final String AWS = "com.pulumi.aws.";

    private TaskResources() {}

    /**
     * The names of the targets that are activities.
     *
     * @param findings take what is neither a function nor an activity; the types of other providers, and the user's own, count as either
     */
    public static Set<String> activities(BoundWorkflow workflow, DeclaredTargets targets, Findings findings) {
        var activities = new LinkedHashSet<String>();
        var unfit = new Findings();
        for (var call : workflow.calls()) {
            if (call.resource() instanceof Resource.Reference
                    && call.callee().orElse(null) instanceof Callee.PlanTarget named
                    && named.target().isDeclaredHere()) {
                var target = named.target();
                var resource = targets.resource(target);
                if (resource instanceof Activity) {
                    activities.add(target.name());
                } else if (isOtherResourceOfAws(resource)) {
                    unfit.add(CalledResourceCheck.isNeither(call, "the target " + target.name(), service(resource)));
                }
            }
        }
        findings.addAll(unfit.about(workflow.spec().file()));
        return activities;
    }

    private static boolean isOtherResourceOfAws(Object resource) {
        var isOfAws = resource.getClass().getName().startsWith(AWS);
        return isOfAws && !(resource instanceof Function) && !(resource instanceof Alias);
    }

    /** Such as {@code sns} for a topic: the package that its class is in. */
    private static String service(Object resource) {
        var path = resource.getClass().getPackageName().substring(AWS.length());
        return path.equals("cloudwatch") ? "events" : path;
    }
}
