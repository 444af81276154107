package endtoend;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.sfn.StateMachine;
import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import java.time.Duration;
import stepfunction.WorkflowStack;
import stepfunction.config.StackConfig;
import stepfunction.plan.Event;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Schedule;
import stepfunction.plan.Target;

/** The workflow that .github/end-to-end.sh deploys besides the project. */
public final class App {

    private static final String BILLING_TRUST = """
            {
              "Version": "2012-10-17",
              "Statement": [{"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}]
            }
            """;

    private static final String BILLING = """
            {"StartAt": "Bill", "States": {"Bill": {"Type": "Pass", "Result": {"bill": "B-7"}, "End": true}}}
            """;

    public static void main(String[] args) {
        WorkflowStack.run(App::plan);
    }

    public static Plan plan(StackConfig config) {
        var name = config.stepFunctionName();
        var table = TableArgs.builder()
                .name(name)
                .billingMode("PAY_PER_REQUEST")
                .hashKey("id")
                .attributes(TableAttributeArgs.builder().name("id").type("S").build())
                .build();
        var queue = QueueArgs.builder().name(name).build();
        var inboxArgs = QueueArgs.builder().name(name + "-inbox").build();
        var topic = TopicArgs.builder().name(name).build();
        var orders = Target.of("orders", () -> new Table("orders", table), Table::arn)
                .with("Name", Table::name);
        var approvals = Target.of("approvals", () -> new Queue("approvals", queue), Queue::arn)
                .with("Url", Queue::url);
        var news = Target.of("news", () -> new Topic("news", topic), Topic::arn);
        var inbox = Target.of("inbox", () -> new Queue("inbox", inboxArgs), Queue::arn).with("Url", Queue::url);
        var billing = Target.of("billing", () -> billing(name), StateMachine::arn);
        return Plan.of(config.isExpress() ? "express.asl.json" : "workflow.asl.json", config)
                .function(
                        "record",
                        "record",
                        function -> function.named(config.lambdaFunctionName()).uses(orders, "dynamodb:GetItem"))
                .function("label", "label", function -> function.runtime("nodejs22.x"))
                .target(orders)
                .target(approvals)
                .target(news)
                .target(billing)
                .startOn(Schedule.rate("tick", Duration.ofMinutes(1)).input("{\"startedBy\": \"schedule\"}"))
                .startOn(Event.matching("arrivals", "{\"source\": [\"%s\"]}".formatted(name))
                        .inputPath("$.detail"))
                .when(config.flag("routes"), plan -> plan.startOn(HttpRoute.post("/arrivals")
                                .unauthenticated()
                                .throttling(1, 5))
                        .startOn(HttpRoute.put("/arrivals").jwt("https://login.example.com", name))
                        .startOn(HttpRoute.get("/arrivals")))
                .when(config.flag("pipe"), plan -> plan.target(inbox).startOn(QueueMessages.of(inbox)));
    }

    private static StateMachine billing(String name) {
        var role = RoleArgs.builder().name(name + "-billing").assumeRolePolicy(BILLING_TRUST);
        return new StateMachine(
                "billing",
                StateMachineArgs.builder()
                        .name(name + "-billing")
                        .roleArn(new Role("billing-role", role.build()).arn())
                        .definition(BILLING)
                        .build());
    }
}
