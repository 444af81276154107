package stepfunction.aws;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.pipes.Pipe;
import com.pulumi.aws.pipes.PipeArgs;
import com.pulumi.aws.pipes.inputs.PipeSourceParametersArgs;
import com.pulumi.aws.pipes.inputs.PipeSourceParametersFilterCriteriaArgs;
import com.pulumi.aws.pipes.inputs.PipeSourceParametersFilterCriteriaFilterArgs;
import com.pulumi.aws.pipes.inputs.PipeSourceParametersSqsQueueParametersArgs;
import com.pulumi.aws.pipes.inputs.PipeTargetParametersArgs;
import com.pulumi.aws.pipes.inputs.PipeTargetParametersStepFunctionStateMachineParametersArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.Finding;
import stepfunction.aws.ExecutionRole.InlinePolicy;
import stepfunction.check.QueueCheck;
import stepfunction.plan.EntryName;
import stepfunction.plan.Location;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Roles;

/** The pipes that start a state machine with the messages of queues, the role that they do so as, and their alarms. */
public final class Queues extends ComponentResource {

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-monitoring.html */
    private static final List<String> METRICS = List.of("ExecutionFailed", "ExecutionTimeout");

    /** The key of AWS's own, which needs no permission. */
    private static final String AWS_KEY = "alias/aws/sqs";

    private final QueuesArgs args;
    private final String stateMachineName;
    private final CustomResourceOptions child;
    private final List<Pipe> pipes;
    private final List<MetricAlarm> alarms;

    public Queues(String name, QueuesArgs args, ComponentResourceOptions options) {
        super("stepfunction:index:Queues", name, options);
        this.args = args;
        this.stateMachineName = args.workflow().stateMachineName();
        this.child = CustomResourceOptions.builder().parent(this).build();
        var role = role(name);
        var pipes = new ArrayList<Pipe>();
        var alarms = new ArrayList<MetricAlarm>();
        for (var messages : args.queues()) {
            var logicalName = "%s-%s".formatted(name, messages.name());
            var pipe = pipe(logicalName + "-pipe", messages, role);
            pipes.add(pipe);
            alarms.addAll(alarms(logicalName, messages, pipe));
        }
        this.pipes = List.copyOf(pipes);
        this.alarms = List.copyOf(alarms);
        registerOutputs(Map.of());
    }

    private ExecutionRole role(String name) {
        var trust = args.location()
                .applyValue(at -> IamDocuments.document(IamDocuments.trustPipes(at.account(), pipeArns(at))));
        var policy = new InlinePolicy("-policy", stateMachineName + "-queues-policy", permissions());
        return ExecutionRole.declare(
                name,
                new ExecutionRole.Args(
                        ExecutionRole.planned(Roles.ofQueues(stateMachineName), args.settings()),
                        child,
                        trust,
                        List.of(policy)),
                child);
    }

    /** The ARNs that the pipes will have: what trusts them comes first. */
    private List<String> pipeArns(Location at) {
        return args.queues().stream()
                .map(messages -> at.arn("pipes", "pipe/" + messages.pipeName(stateMachineName)))
                .toList();
    }

    /** May receive from the queues, decrypt their messages, and start the one state machine. */
    private Output<String> permissions() {
        var queueArns = Output.<String>listBuilder();
        args.queues().forEach(messages -> queueArns.add(arnOf(messages)));
        return Output.tuple(Starting.of(args.workflow()), queueArns.build(), keys(), args.location())
                .applyValue(known -> {
                    var statements = new ArrayList<>(known.t1);
                    statements.add(IamDocuments.receiveMessages(known.t2));
                    known.t3.forEach((queue, key) -> key.filter(id -> !id.equals(AWS_KEY))
                            .map(id -> KmsKey.of(id, known.t4))
                            .ifPresent(kmsKey -> statements.add(
                                    IamDocuments.decryptMessages(EntryName.capitalized(queue), kmsKey))));
                    return IamDocuments.document(statements);
                });
    }

    private Output<String> arnOf(QueueMessages messages) {
        return args.targets().text(messages.queue().arnPlaceholder());
    }

    /** The keys that encrypt the queues, by the names of these. */
    private Output<Map<String, Optional<String>>> keys() {
        var keys = Output.<Optional<String>>mapBuilder();
        for (var messages : args.queues()) {
            keys.put(messages.name(), key(messages));
        }
        // The builder's map has no order of its own.
        return keys.build().applyValue(known -> {
            var ordered = new LinkedHashMap<String, Optional<String>>();
            args.queues()
                    .forEach(messages ->
                            ordered.put(messages.name(), known.getOrDefault(messages.name(), Optional.empty())));
            return ordered;
        });
    }

    private Output<Optional<String>> key(QueueMessages messages) {
        if (messages.key().isPresent()) {
            return args.targets().text(messages.key().get().arnPlaceholder()).applyValue(Optional::of);
        }
        return args.targets().resource(messages.queue()) instanceof Queue queue
                ? queue.kmsMasterKeyId()
                : Output.of(Optional.empty());
    }

    private Pipe pipe(String logicalName, QueueMessages messages, ExecutionRole role) {
        return new Pipe(
                logicalName,
                PipeArgs.builder()
                        .name(messages.pipeName(stateMachineName))
                        .roleArn(role.arn())
                        .source(arnOf(messages))
                        .sourceParameters(PipeSourceParametersArgs.builder()
                                .sqsQueueParameters(batches(messages))
                                .filterCriteria(filter(messages))
                                .build())
                        .target(args.workflow().startedArn())
                        .targetParameters(PipeTargetParametersArgs.builder()
                                .stepFunctionStateMachineParameters(
                                        PipeTargetParametersStepFunctionStateMachineParametersArgs.builder()
                                                .invocationType(
                                                        args.workflow().isExpress()
                                                                ? "REQUEST_RESPONSE"
                                                                : "FIRE_AND_FORGET")
                                                .build())
                                .build())
                        .tags(args.settings().tags())
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(role.policies())
                        .build());
    }

    /** Whether a queue that the stack declares is a FIFO queue is known only now. */
    private Output<PipeSourceParametersSqsQueueParametersArgs> batches(QueueMessages messages) {
        var isFifo = args.targets().resource(messages.queue()) instanceof Queue queue
                ? queue.fifoQueue().applyValue(fifo -> fifo.orElse(false))
                : Output.of(false);
        return isFifo.applyValue(fifo -> {
            if (fifo) {
                stopAtErrors(QueueCheck.checkFifo(messages));
            }
            return PipeSourceParametersSqsQueueParametersArgs.builder()
                    .batchSize(messages.batchSize())
                    .maximumBatchingWindowInSeconds((int) messages.batchWindow().toSeconds())
                    .build();
        });
    }

    private static void stopAtErrors(List<Finding> findings) {
        if (!findings.isEmpty()) {
            var messages = findings.stream().map(Finding::message).toList();
            throw new RunException("plan: " + String.join("; ", messages));
        }
    }

    private @Nullable Output<PipeSourceParametersFilterCriteriaArgs> filter(QueueMessages messages) {
        return messages.pattern()
                .map(pattern -> args.targets().rendered(pattern).applyValue(Queues::filterBy))
                .orElse(null);
    }

    private static PipeSourceParametersFilterCriteriaArgs filterBy(String pattern) {
        return PipeSourceParametersFilterCriteriaArgs.builder()
                .filters(PipeSourceParametersFilterCriteriaFilterArgs.builder()
                        .pattern(pattern)
                        .build())
                .build();
    }

    private List<MetricAlarm> alarms(String logicalName, QueueMessages messages, Pipe pipe) {
        return Alarms.declare(
                logicalName,
                new Alarms.Args(
                        "AWS/EventBridge/Pipes",
                        METRICS,
                        messages.pipeName(stateMachineName),
                        pipe.name().applyValue(pipeName -> Map.of("PipeName", pipeName)),
                        args.settings()),
                child);
    }

    /** One for each queue. */
    public List<Pipe> pipes() {
        return pipes;
    }

    /** Empty without a topic to notify. */
    public List<MetricAlarm> alarms() {
        return alarms;
    }
}
