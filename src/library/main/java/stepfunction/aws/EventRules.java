package stepfunction.aws;

import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.inputs.EventTargetDeadLetterConfigArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetInputTransformerArgs;
import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stepfunction.aws.ExecutionRole.InlinePolicy;
import stepfunction.plan.Arn;
import stepfunction.plan.Event;
import stepfunction.plan.Roles;
import stepfunction.plan.Target;

/** The rules of EventBridge that start a state machine, the role that they start it as, the policies of their queues, and their alarms. */
public final class EventRules extends ComponentResource {

    private static final String DEFAULT_BUS = "default";

    private final EventRulesArgs args;
    private final String stateMachineName;
    private final CustomResourceOptions child;
    private final List<EventTarget> targets;
    private final List<MetricAlarm> alarms;

    public EventRules(String name, EventRulesArgs args, ComponentResourceOptions options) {
        super("stepfunction:index:Events", name, options);
        this.args = args;
        this.stateMachineName = args.workflow().stateMachineName();
        this.child = CustomResourceOptions.builder().parent(this).build();
        var role = role(name);
        var dependencies = new ArrayList<>(role.policies());
        declaredQueues().forEach(queue -> dependencies.add(queuePolicy(queue)));
        var targets = new ArrayList<EventTarget>();
        var alarms = new ArrayList<MetricAlarm>();
        for (var event : args.events()) {
            var rule = rule(event);
            targets.add(target(event, rule, role, dependencies));
            alarms.addAll(alarms(event, rule));
        }
        this.targets = List.copyOf(targets);
        this.alarms = List.copyOf(alarms);
        registerOutputs(Map.of());
    }

    private ExecutionRole role(String name) {
        var trust = Output.tuple(args.location(), ruleArns(args.events()))
                .applyValue(known -> IamDocuments.document(IamDocuments.trustEvents(known.t1.account(), known.t2)));
        var start =
                args.workflow().futureArn().applyValue(machine -> IamDocuments.document(IamDocuments.start(machine)));
        var policy = new InlinePolicy("-policy", stateMachineName + "-events-policy", start);
        return ExecutionRole.declare(
                name,
                new ExecutionRole.Args(
                        ExecutionRole.planned(Roles.ofEvents(stateMachineName), args.settings()),
                        child,
                        trust,
                        List.of(policy)),
                child);
    }

    /** The queues of dead letters whose policies are this stack's to set, each once. */
    private Collection<Target<?>> declaredQueues() {
        var queues = new LinkedHashMap<String, Target<?>>();
        args.events().stream()
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
        var name = event.ruleName(stateMachineName);
        return Output.tuple(args.location(), busName(event)).applyValue(known -> {
            var path = known.t2.equals(DEFAULT_BUS) ? name : "%s/%s".formatted(known.t2, name);
            return known.t1.arn("events", "rule/" + path);
        });
    }

    private Output<String> busName(Event event) {
        return event.bus()
                .map(bus -> args.targets().text(bus.arnPlaceholder()).applyValue(EventRules::nameOfBus))
                .orElseGet(() -> Output.of(DEFAULT_BUS));
    }

    private static String nameOfBus(String arn) {
        return Arn.parse(arn).orElseThrow().resource().replace("event-bus/", "");
    }

    private QueuePolicy queuePolicy(Target<?> queue) {
        var senders = args.events().stream()
                .filter(event -> event.deadLetterQueue()
                        .filter(own -> own.name().equals(queue.name()))
                        .isPresent())
                .toList();
        var queueArn = args.targets().text(queue.arnPlaceholder());
        var policy = Output.tuple(args.location(), queueArn, ruleArns(senders))
                .applyValue(known ->
                        IamDocuments.document(IamDocuments.takeDeadLetters(known.t2, known.t1.account(), known.t3)));
        return new QueuePolicy(
                queue.name() + "-dead-letters-policy",
                QueuePolicyArgs.builder()
                        .queueUrl(args.targets().text(Event.urlPlaceholder(queue)))
                        .policy(policy)
                        .build(),
                child);
    }

    private EventRule rule(Event event) {
        return new EventRule(
                event.name() + "-rule",
                EventRuleArgs.builder()
                        .name(event.ruleName(stateMachineName))
                        .eventBusName(busName(event))
                        .eventPattern(args.targets().rendered(event.pattern()))
                        .tags(args.settings().tags())
                        .build(),
                child);
    }

    private EventTarget target(Event event, EventRule rule, ExecutionRole role, List<Resource> dependencies) {
        return new EventTarget(
                event.name() + "-target",
                EventTargetArgs.builder()
                        .rule(rule.name())
                        .eventBusName(busName(event))
                        .targetId(stateMachineName)
                        .arn(args.workflow().startedArn())
                        .roleArn(role.arn())
                        .inputPath(event.partPath().map(Output::of).orElse(null))
                        .inputTransformer(transformer(event))
                        .deadLetterConfig(deadLetters(event, args.targets()))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(dependencies)
                        .build());
    }

    private List<MetricAlarm> alarms(Event event, EventRule rule) {
        return Alarms.declare(
                event.name(),
                new Alarms.Args(
                        "AWS/Events",
                        List.of("FailedInvocations"),
                        event.ruleName(stateMachineName),
                        dimensions(rule, busName(event)),
                        args.settings()),
                child);
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

    private static @Nullable Output<EventTargetDeadLetterConfigArgs> deadLetters(Event event, DeclaredTargets targets) {
        return event.deadLetterQueue()
                .map(queue -> targets.text(queue.arnPlaceholder()))
                .map(arn -> arn.applyValue(known ->
                        EventTargetDeadLetterConfigArgs.builder().arn(known).build()))
                .orElse(null);
    }

    /** The targets of the rules, one for each rule. */
    public List<EventTarget> targets() {
        return targets;
    }

    /** Empty without a topic to notify. */
    public List<MetricAlarm> alarms() {
        return alarms;
    }
}
