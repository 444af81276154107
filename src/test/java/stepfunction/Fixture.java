package stepfunction;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A project of the tests' own: two functions, a topic and a definition with every state type. No two values are alike. */
final class Fixture {

    static final String FUNCTION_ARN = "arn:aws:lambda:eu-central-1:123456789012:function:greeter";
    static final String COUNTER_ARN = FUNCTION_ARN + "-counter";
    static final String NEWS_ARN = "arn:aws:sns:eu-central-1:123456789012:news";
    static final StateMachineArn MACHINE = new StateMachineArn("aws", "eu-central-1", "123456789012", "greeting");
    static final String MACHINE_ARN = MACHINE.toString();

    /** Copied there from src/test/resources, so that archives may be written into it. */
    static final ProjectFiles PROJECT = new ProjectFiles(Path.of("target/test-classes/stepfunction/orders"));

    static final String DEFINITION = definition();

    private Fixture() {}

    private static String definition() {
        try {
            return Files.readString(PROJECT.projectDir().resolve("fixture.asl.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definition with one thing changed. */
    static String edited(String from, String to) {
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

    static StackSettings settings(Map<String, String> changes, String... secretKeys) {
        return new StackSettings("orders", "test", config(changes), Set.of(secretKeys));
    }

    static StackSettings settings() {
        return settings(Map.of());
    }

    static Plan plan(StackSettings settings) {
        return plan(settings, DEFINITION);
    }

    static Plan plan(StackSettings settings, String definition) {
        var handler = FunctionSettings.of("handler", "greet", settings);
        var timeout = Duration.ofSeconds(30);
        var counter = new FunctionSettings("counter", "count", "handler.handler", 256, timeout, Map.of("STEP", "2"));
        var topic = TopicArgs.builder().name("news").build();
        var news = Target.of("news", List.of("sns:Publish"), () -> new Topic("news", topic).arn());
        return new Plan(List.of(handler, counter), List.of(news), definition);
    }

    /** What the state machine's role may call. */
    static String calling(String handlerArn, String counterArn, String newsArn, boolean versions) {
        var plan = plan(settings());
        return IamDocuments.document(List.of(
                IamDocuments.invoking(plan.functions().get(0), handlerArn, versions),
                IamDocuments.invoking(plan.functions().get(1), counterArn, versions),
                IamDocuments.calling(plan.targets().get(0), newsArn)));
    }

    /** The stack that the project declares. */
    static DeclaredStack declare(Map<String, String> changes, boolean preview) {
        return DeclaredStack.declare(PROJECT, "test", config(changes), preview, Fixture::plan);
    }
}
