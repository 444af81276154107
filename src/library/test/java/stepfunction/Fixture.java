package stepfunction;

import com.pulumi.aws.cloudwatch.EventBus;
import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import com.pulumi.aws.lambda.inputs.FunctionVpcConfigArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.sfn.Activity;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import stepfunction.aws.StateMachineArn;
import stepfunction.config.ConfigReader;
import stepfunction.config.StackConfig;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProgramRun;
import stepfunction.declared.ProjectFiles;
import stepfunction.plan.Event;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Location;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Schedule;
import stepfunction.plan.Source;
import stepfunction.plan.Target;
import stepfunction.plan.WorkflowSpec;

/** A project of the tests' own: two functions, a topic and a definition with every state type. No two values are alike. */
public final class Fixture {

    static final String FUNCTION_ARN = "arn:aws:lambda:eu-central-1:123456789012:function:greeter";
    static final String COUNTER_ARN = FUNCTION_ARN + "-counter";
    static final String NEWS_ARN = "arn:aws:sns:eu-central-1:123456789012:news";
    public static final StateMachineArn MACHINE =
            new StateMachineArn(new Location("aws", "eu-central-1", "123456789012"), "greeting");
    public static final String MACHINE_ARN = MACHINE.toString();

    /** Copied there from src/test/resources, so that archives may be written into it. */
    public static final ProjectFiles PROJECT = new ProjectFiles(Path.of("target/test-classes/stepfunction/orders"));

    public static final String DEFINITION = text("fixture.asl.json");

    private Fixture() {}

    private static String text(String file) {
        try {
            return Files.readString(PROJECT.projectDir().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definition with one thing changed. */
    public static String edited(String from, String to) {
        if (!DEFINITION.contains(from)) {
            throw new AssertionError("fixture.asl.json must contain " + from);
        }
        return DEFINITION.replace(from, to);
    }

    /** The config, some of its values changed; names without a namespace are the project's. */
    static Map<String, String> config(Map<String, String> changes) {
        var config = PROJECT.config("test");
        changes.forEach((key, value) -> config.put(key.contains(":") ? key : "orders:" + key, value));
        return config;
    }

    public static ConfigReader reader(Map<String, String> changes, String... secretKeys) {
        return new ConfigReader("orders", "test", config(changes), Set.of(secretKeys));
    }

    public static StackConfig stackConfig(Map<String, String> changes) {
        return StackConfig.read(reader(changes));
    }

    public static StackConfig stackConfig() {
        return stackConfig(Map.of());
    }

    /** A plan of a definition alone, as if it stood in workflow.asl.json. */
    public static Plan planOf(String definition, StackConfig config) {
        return Plan.of(new Source("workflow.asl.json", definition), config);
    }

    /** The plan with another definition of its first workflow. */
    public static Plan withDefinition(Plan plan, Source source) {
        var main = plan.main();
        var changed = new WorkflowSpec(
                main.name(),
                main.formerNames(),
                source,
                main.settings(),
                main.outputPrefix(),
                main.permissions(),
                main.permissionsKept(),
                main.triggers(),
                main.accepted(),
                main.customizations());
        var workflows = new ArrayList<>(plan.workflows());
        workflows.set(0, changed);
        return new Plan(workflows, plan.functions(), plan.targets(), plan.values(), plan.declarations(), plan.config());
    }

    public static Plan plan(StackConfig config) {
        return plan(config, DEFINITION);
    }

    public static Plan plan(StackConfig config, String definition) {
        var topic = TopicArgs.builder().name("news").build();
        return planOf(definition, config)
                .function(
                        "handler",
                        "greet",
                        function -> function.named(config.lambdaFunctionName()).exportedAs("lambda"))
                .function(
                        "counter",
                        "count",
                        function -> function.memoryMb(256)
                                .timeout(Duration.ofSeconds(30))
                                .environment("STEP", "2"))
                .target(Target.of("news", () -> new Topic("news", topic), Topic::arn));
    }

    /** The stack that the project declares. */
    public static DeclaredStack declare(Map<String, String> changes, boolean preview) {
        return declare(changes, preview, Fixture::plan);
    }

    /** The stack that the project declares with another plan. */
    public static DeclaredStack declare(
            Map<String, String> changes, boolean preview, Function<StackConfig, Plan> planner) {
        return DeclaredStack.declare(new ProgramRun(PROJECT, "test", config(changes), preview), planner);
    }

    /** A stack with one of everything that a plan can have. */
    public static DeclaredStack declareEverything() {
        return declareEverything(Map.of());
    }

    /** The same with another config. */
    public static DeclaredStack declareEverything(Map<String, String> changes) {
        var config = new HashMap<>(changes);
        config.put("pinFunctionVersions", "true");
        return declare(config, false, Fixture::everything);
    }

    private static Plan everything(StackConfig config) {
        var orders = Target.of(
                        "orders",
                        () -> new Table(
                                "orders",
                                TableArgs.builder()
                                        .hashKey("id")
                                        .attributes(TableAttributeArgs.builder()
                                                .name("id")
                                                .type("S")
                                                .build())
                                        .build()),
                        Table::arn)
                .with("Name", Table::name);
        var parameter = ParameterArgs.builder().type("String").value("1").build();
        var files =
                Target.of("files", () -> new BucketV2("files"), BucketV2::arn).with("Name", BucketV2::bucket);
        var mail = Target.of("mail", () -> new Queue("mail"), Queue::arn).with("Url", Queue::url);
        var inbox = Target.of("inbox", () -> new Queue("inbox"), Queue::arn);
        var news = Target.of("news", () -> new Topic("news"), Topic::arn);
        var rest = Target.of("rest", () -> new Activity("rest"), Activity::id);
        var bus = Target.of("bus", () -> new EventBus("bus"), EventBus::arn);
        var password = Target.of("password", () -> new Secret("password"), Secret::arn);
        var level = Target.of("level", () -> new Parameter("level", parameter), Parameter::arn);
        var nested = Target.existing("nested", "arn:aws:states:eu-central-1:123456789012:stateMachine:nested");
        var vpc = FunctionVpcConfigArgs.builder()
                .subnetIds("subnet-1")
                .securityGroupIds("sg-1")
                .build();
        return planOf(text("everything.asl.json"), config)
                .function(
                        "reader",
                        "count",
                        function -> function.uses(orders, "dynamodb:GetItem")
                                .uses(files, "s3:GetObject", "s3:ListBucket")
                                .uses(password, "secretsmanager:GetSecretValue")
                                .uses(level, "ssm:GetParameter")
                                .allow("dynamodb:Query", orders, "/index/*")
                                .allow("rekognition:DetectText", "*")
                                .layer("arn:aws:lambda:eu-central-1:123456789012:layer:tools:3")
                                .customize(args ->
                                        args.reservedConcurrentExecutions(2).vpcConfig(vpc)))
                .target(orders)
                .target(files)
                .target(mail)
                .target(inbox)
                .target(nested)
                .target(news)
                .target(rest)
                .target(bus)
                .target(password)
                .target(level)
                .startOn(
                        Schedule.cron("nightly", "0 3 * * ? *", "Europe/Dublin").deadLetters(mail))
                .startOn(Event.matching("uploads", "{\"source\": [\"aws.s3\"]}").deadLetters(mail))
                .startOn(Event.matching("orders", "{\"source\": [\"shop\"]}").on(bus))
                .startOn(HttpRoute.post("/orders"))
                .startOn(HttpRoute.get("/report").jwt("https://login.example.com", "orders"))
                .startOn(QueueMessages.of(inbox))
                .allow("rekognition:DetectLabels", "*")
                .allow("kms:GenerateDataKey", "arn:aws:kms:eu-central-1:123456789012:key/k");
    }
}
