package user;

import com.pulumi.aws.sns.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import stepfunction.plan.Event;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Schedule;
import stepfunction.plan.Source;
import stepfunction.plan.Target;

/** Calls of a plan with null, outside of the library's packages. */
@NullUnmarked
public final class NullArguments {

    private static final Target<String> NEWS = Target.existing("news", "arn:aws:sns:eu-west-1:123456789012:news");

    private NullArguments() {}

    /** One call each. */
    public static List<UnaryOperator<Plan>> all() {
        Stream<UnaryOperator<Plan>> ofPlan = Stream.of(
                plan -> plan.function(null, "count"),
                plan -> plan.function("count", null),
                plan -> plan.workflow(null, "workflow.asl.json"),
                plan -> plan.target(null),
                plan -> plan.target(Target.existing(null, "arn:aws:sns:eu-west-1:123456789012:news")),
                plan -> plan.allow(null, "*"),
                plan -> plan.allow("sns:Publish", (String) null),
                plan -> plan.startOn(null),
                plan -> plan.startOn(Schedule.cron("nightly", null)),
                plan -> plan.startOn(Schedule.cron("nightly", "0 3 * * ? *", null)),
                plan -> plan.startOn(Schedule.rate("hourly", null)),
                plan -> plan.startOn(Schedule.at(null, "2027-01-31T08:00:00")),
                plan -> plan.startOn(
                        Schedule.rate("hourly", Duration.ofHours(1)).input(null)),
                plan -> plan.startOn(Event.matching("upload", null)),
                plan -> plan.startOn(HttpRoute.post(null)),
                plan -> plan.startOn(Event.matching("upload", "{}").inputPath(null)),
                plan -> plan.startOn(Event.matching("upload", "{}").inputTransformer(Map.of(), null)),
                plan -> plan.startOn(QueueMessages.of(null)),
                plan -> plan.startOn(QueueMessages.of(NEWS).batchWindow(null)),
                plan -> plan.target(Target.of("news", null, Topic::arn)),
                plan -> plan.target(Target.of("news", () -> new Topic("news"), null)),
                plan -> plan.target(NEWS.with(null, "news")),
                plan -> plan.target(NEWS.with("Name", (String) null)),
                plan -> plan.allow("sns:Publish", NEWS, null),
                plan -> plan.accept(null),
                plan -> plan.accept("NO_DOLLAR", null),
                plan -> plan.workflow("refund", (String) null),
                plan -> plan.workflow("refund", (Source) null, workflow -> {}),
                plan -> plan.workflow("refund", "workflow.asl.json", workflow -> workflow.logLevel(null)),
                plan -> plan.workflow("refund", "workflow.asl.json", workflow -> workflow.named(null)),
                plan -> plan.workflow("refund", "workflow.asl.json", workflow -> workflow.exportedAs(null)));
        return Stream.concat(ofPlan, ofFunction()).toList();
    }

    private static Stream<UnaryOperator<Plan>> ofFunction() {
        Stream<UnaryOperator<FunctionSpec.Builder>> calls = Stream.of(
                function -> function.runtime(null),
                function -> function.image(null),
                function -> function.handler(null),
                function -> function.timeout(null),
                function -> function.named(null),
                function -> function.exportedAs(null),
                function -> function.layer((String) null),
                function -> function.uses(null, "sns:Publish"),
                function -> function.allow(null, "*"),
                function -> function.environment(null, "x"),
                function -> function.environment(null, NEWS, "Arn"),
                function -> function.environment("NEWS", NEWS, null));
        return calls.map(call -> plan -> plan.function("count", "count", call::apply));
    }
}
