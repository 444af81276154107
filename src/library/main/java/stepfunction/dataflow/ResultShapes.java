package stepfunction.dataflow;

import java.util.LinkedHashMap;
import java.util.List;
import stepfunction.asl.Resource;
import stepfunction.asl.Resource.Integration;
import stepfunction.asl.State;

/** The results of Tasks, as far as they are known. */
final class ResultShapes {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html; the first two as the API has them in some cases. */
    private static final List<String> OF_LAMBDA_INVOKE = List.of(
            "FunctionError",
            "LogResult",
            "ExecutedVersion",
            "Payload",
            "SdkHttpMetadata",
            "SdkResponseMetadata",
            "StatusCode");

    private ResultShapes() {}

    static Shape ofTask(State task, Origins maker) {
        if (!(task.resource().orElse(null) instanceof Integration called)
                || !called.key().equals("lambda:invoke")
                || called.pattern() != Resource.Pattern.REQUEST_RESPONSE) {
            return Shape.anything();
        }
        var members = new LinkedHashMap<String, Shape>();
        OF_LAMBDA_INVOKE.forEach(member -> members.put(member, Shape.anything()));
        return new Shape.Composite(members, false, maker);
    }
}
