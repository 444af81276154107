package stepfunction.check;

import java.util.List;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.grants.S3Objects;
import stepfunction.plan.Arn;
import stepfunction.plan.Permission;
import stepfunction.plan.Plan;
import stepfunction.plan.StackValues;
import stepfunction.plan.Value;

/** The check of a permission. */
final class PermissionCheck {

    private final Permission permission;
    private final Plan plan;
    private final Findings findings = new Findings();

    private PermissionCheck(Permission permission, Plan plan) {
        this.permission = permission;
        this.plan = plan;
    }

    /** The findings, each once. */
    static List<Finding> check(Permission permission, Plan plan) {
        var check = new PermissionCheck(permission, plan);
        check.all();
        return check.findings.all();
    }

    private void all() {
        findings.addAll(ActionsCheck.check(permission.actions()));
        resource();
        for (var action : permission.actions()) {
            bucketForObjects(action);
        }
    }

    private void resource() {
        if (!mayBeArn(permission.resource())) {
            findings.error("the resource of %s must be an ARN or *, was \"%s\"; correct it"
                    .formatted(
                            String.join(", ", permission.actions()),
                            permission.resource().text()));
        }
    }

    /** The value of a placeholder is known only when its resource is declared. */
    private static boolean mayBeArn(Value resource) {
        var text = resource.text();
        if (resource instanceof Value.LiteralValue) {
            return text.equals("*") || Arn.parse(text).isPresent();
        }
        return resource instanceof Value.TemplateValue composite
                ? text.startsWith("arn:")
                        || text.startsWith("${" + composite.placeholders().get(0) + "}")
                : resource.placeholder().filter(StackValues::isName).isEmpty();
    }

    /** A bucket's ARN does not cover its objects, so that the permission would allow nothing. */
    private void bucketForObjects(String action) {
        if (!S3Objects.contains(action)) {
            return;
        }
        if (permission.resource().placeholder().isEmpty()) {
            var written = permission.resource().text();
            if (Arn.parse(written).filter(Arn::isBucket).isPresent()) {
                findings.error("%s is an action on objects, but its resource is a bucket; write %s/*"
                        .formatted(action, written));
            }
        } else if (permission.within().isEmpty()
                && isArnOfTarget(permission.resource().text())) {
            findings.error(
                    "%1$s is an action on objects, but its resource is a bucket; write .allow(\"%1$s\", TARGET, \"/*\")"
                            .formatted(action));
        }
    }

    /** Any other value may be the ARN of objects. */
    private boolean isArnOfTarget(String placeholder) {
        return plan.targets().stream().anyMatch(target -> target.arn().text().equals(placeholder));
    }
}
