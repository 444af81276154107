package stepfunction.check;

import java.util.List;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Resource;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;
import stepfunction.binding.Callee;
import stepfunction.plan.Arn;
import stepfunction.plan.Target;
import stepfunction.plan.Value;

/** Whether each call names the bucket of S3 that it uses: S3 finds none by its ARN. */
final class BucketNameCheck {

    private final BoundWorkflow workflow;
    private final Findings findings = new Findings();

    private BucketNameCheck(BoundWorkflow workflow) {
        this.workflow = workflow;
    }

    /** The findings, each once. */
    static List<Finding> check(BoundWorkflow workflow) {
        var check = new BucketNameCheck(workflow);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var call : workflow.calls()) {
            if (isToS3(call)) {
                call.arguments().at(List.of("Bucket")).forEach(bucket -> bucketIsNamed(call, bucket));
            }
        }
    }

    private static boolean isToS3(Call call) {
        return call.resource() instanceof Resource.Integration called
                && called.service().equals("s3");
    }

    private void bucketIsNamed(Call call, Callee bucket) {
        if (isArn(bucket)) {
            findings.error(
                    "Bucket of %s must be the bucket's name, was %s; name it, or an output such as .with(\"Name\", BucketV2::bucket)"
                            .formatted(call.state().name(), bucket.value().text()));
        }
    }

    private static boolean isArn(Callee bucket) {
        if (bucket instanceof Callee.PlanTarget named) {
            return named.value().equals(named.target().arn()) && mayBeBucket(named.target());
        }
        return bucket instanceof Callee.Written written
                && written.value() instanceof Value.LiteralValue text
                && isBucket(text.text());
    }

    private static boolean mayBeBucket(Target<?> target) {
        return target.isDeclaredHere() || isBucket(target.existingArn());
    }

    private static boolean isBucket(String arn) {
        return Arn.parse(arn).filter(Arn::isBucket).isPresent();
    }
}
