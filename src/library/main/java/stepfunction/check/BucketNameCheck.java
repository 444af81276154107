package stepfunction.check;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import stepfunction.asl.Definition;
import stepfunction.asl.Fields;
import stepfunction.asl.Findings;
import stepfunction.asl.Resource;
import stepfunction.asl.State;
import stepfunction.plan.Arn;
import stepfunction.plan.Plan;
import stepfunction.plan.Value;

/** Whether each state names the bucket of S3 that it uses: S3 finds none by its ARN. */
record BucketNameCheck(Definition definition, Plan plan, Findings findings) {

    void check() {
        for (var state : definition.states()) {
            for (var sent : sentToS3(state)) {
                bucketIsNamed(state, new Fields(sent));
            }
        }
    }

    private void bucketIsNamed(State state, Fields sent) {
        var bucket = sent.text("Bucket");
        if (bucket.isPresent() && isArnOfBucket(bucket.get())) {
            findings.error(
                    "Bucket of %s must be the bucket's name, was %s; name it, or an output such as .with(\"Name\", BucketV2::bucket)"
                            .formatted(state.name(), bucket.get()));
        }
    }

    /** By a Task, or by the reader and the writer of a Map. */
    private static List<JsonObject> sentToS3(State state) {
        var sent = new ArrayList<JsonObject>();
        if (callsS3(state)) {
            state.arguments().ifPresent(sent::add);
        }
        for (var part : List.of("ItemReader", "ResultWriter")) {
            var fields = state.fields().object(part).map(Fields::new);
            if (fields.isPresent()) {
                fields.get().object(state.queryLanguage().argumentsField()).ifPresent(sent::add);
            }
        }
        return sent;
    }

    private static boolean callsS3(State state) {
        return state.resource().isPresent()
                && state.resource().get() instanceof Resource.Integration called
                && called.service().equals("s3");
    }

    private boolean isArnOfBucket(String text) {
        var value = Value.parse(text);
        for (var target : plan.targets()) {
            if (target.arn().equals(value) && (target.isDeclaredHere() || isBucket(target.existingArn()))) {
                return true;
            }
        }
        return isBucket(text);
    }

    private static boolean isBucket(String arn) {
        return Arn.parse(arn).filter(Arn::isBucket).isPresent();
    }
}
