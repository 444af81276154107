package stepfunction.aws;

import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetDeadLetterConfigArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetInputTransformerArgs;
import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stepfunction.aws.ExecutionRole.InlinePolicy;
import stepfunction.config.StackConfig;
import stepfunction.plan.Arn;
import stepfunction.plan.Event;
import stepfunction.plan.Location;
import stepfunction.plan.Plan;
import stepfunction.plan.Roles;
import stepfunction.plan.Target;

/** The rules of EventBridge that start a state machine, the role that they start it as, the policies of their queues, and their alarms. */
public final class Events extends ComponentResource {

    private static final String DEFAULT_BUS = "default";

    private final DeclaredTargets targets;
    private final Output<Location> location;
    private final StackConfig config;
    private final CustomResourceOptions child;

    private Events(
            List<Event> events,
            Workflow workflow,
            DeclaredTargets targets,
            Output<Location> location,
            StackConfig config) {
        super("stepfunction:index:Events", "workflow-events");
        this.targets = targets;
        this.location = location;
        this.config = config;
        this.child = CustomResourceOptions.builder().parent(this).build();
        var role = role(events, workflow);
        var dependencies = new ArrayList<>(role.policies());
        declaredQueues(events).forEach(queue -> dependencies.add(queuePolicy(queue, events)));
        events.forEach(event -> declare(event, role, dependencies, workflow));
        registerOutputs(Map.of());
    }

    /** Declares those of a plan; nothing without any. */
    public static void declare(Plan plan, Workflow workflow, DeclaredTargets targets, Output<Location> location) {
        if (!plan.events().isEmpty()) {
            new Events(plan.events(), workflow, targets, location, plan.config());
        }
    }

    private ExecutionRole role(List<Event> events, Workflow workflow) {
        var trust = Output.tuple(location, ruleArns(events))
                .applyValue(known -> IamDocuments.document(IamDocuments.trustEvents(known.t1.account(), known.t2)));
        var start = workflow.futureArn().applyValue(machine -> IamDocuments.document(IamDocuments.start(machine)));
        var policy = new InlinePolicy("-policy", config.stepFunctionName() + "-events-policy", start);
        return ExecutionRole.declare(this, Roles.ofEvents(config), trust, List.of(policy), config);
    }

    /** The queues of dead letters whose policies are this stack's to set, each once. */
    private static Collection<Target<?>> declaredQueues(List<Event> events) {
        var queues = new LinkedHashMap<String, Target<?>>();
        events.stream()
                .flatMap(event -> event.deadLetterQueue().stream())
                .filter(Target::isDeclaredHere)
                .forEach(queue -> queues.put(queue.name(), queue));
        return queues.values();
    }

    /** The ARNs that the rules will have: what trusts them comes first. */
    private Output<List<String>> ruleArns(List<Event> events) {
        var arns = Output.<String>listBuilder();
        events.forEach(event -> arns.add(ruleArn(event)));
        return arns.build();
    }

    private Output<String> ruleArn(Event event) {
        var name = event.ruleName(config);
        return Output.tuple(location, busName(event)).applyValue(known -> {
            var path = known.t2.equals(DEFAULT_BUS) ? name : "%s/%s".formatted(known.t2, name);
            return known.t1.arn("events", "rule/" + path);
        });
    }

    private Output<String> busName(Event event) {
        return event.bus()
                .map(bus -> targets.text(bus.arnPlaceholder()).applyValue(Events::nameOfBus))
                .orElseGet(() -> Output.of(DEFAULT_BUS));
    }

    private static String nameOfBus(String arn) {
        return Arn.parse(arn).orElseThrow().resource().replace("event-bus/", "");
    }

    private QueuePolicy queuePolicy(Target<?> queue, List<Event> events) {
        var senders = events.stream()
                .filter(event -> event.deadLetterQueue()
                        .filter(own -> own.name().equals(queue.name()))
                        .isPresent())
                .toList();
        var policy = Output.tuple(location, targets.text(queue.arnPlaceholder()), ruleArns(senders))
                .applyValue(known ->
                        IamDocuments.document(IamDocuments.takeDeadLetters(known.t2, known.t1.account(), known.t3)));
        return new QueuePolicy(
                queue.name() + "-dead-letters-policy",
                QueuePolicyArgs.builder()
                        .queueUrl(targets.text(Event.urlPlaceholder(queue)))
                        .policy(policy)
                        .build(),
                child);
    }

    private void declare(Event event, ExecutionRole role, List<Resource> dependencies, Workflow workflow) {
        var bus = busName(event);
        var rule = new EventRule(
                event.name() + "-rule",
                EventRuleArgs.builder()
                        .name(event.ruleName(config))
                        .eventBusName(bus)
                        .eventPattern(targets.rendered(event.pattern()))
                        .tags(config.tags())
                        .build(),
                child);
        new EventTarget(
                event.name() + "-target",
                EventTargetArgs.builder()
                        .rule(rule.name())
                        .eventBusName(bus)
                        .targetId(config.stepFunctionName())
                        .arn(workflow.startedArn())
                        .roleArn(role.arn())
                        .inputPath(event.partPath().map(Output::of).orElse(null))
                        .inputTransformer(transformer(event))
                        .deadLetterConfig(deadLetters(event))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(dependencies)
                        .build());
        new Alarms("AWS/Events", List.of("FailedInvocations"), event.ruleName(config), dimensions(rule, bus))
                .declare(this, event.name(), config);
    }

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html: with the bus, unless it is the default one. */
    private static Output<Map<String, String>> dimensions(EventRule rule, Output<String> bus) {
        return Output.tuple(rule.name(), bus)
                .applyValue(known -> known.t2.equals(DEFAULT_BUS)
                        ? Map.of("RuleName", known.t1)
                        : Map.of("EventBusName", known.t2, "RuleName", known.t1));
    }

    private static @Nullable Output<EventTargetInputTransformerArgs> transformer(Event event) {
        return event.transformerTemplate()
                .map(template -> Output.of(EventTargetInputTransformerArgs.builder()
                        .inputPaths(event.transformerPaths())
                        .inputTemplate(template)
                        .build()))
                .orElse(null);
    }

    private @Nullable Output<EventTargetDeadLetterConfigArgs> deadLetters(Event event) {
        return event.deadLetterQueue()
                .map(queue -> targets.text(queue.arnPlaceholder()))
                .map(arn -> arn.applyValue(known ->
                        EventTargetDeadLetterConfigArgs.builder().arn(known).build()))
                .orElse(null);
    }
}
