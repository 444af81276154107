package stepfunction.aws;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.ScheduleGroup;
import com.pulumi.aws.scheduler.ScheduleGroupArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetDeadLetterConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.aws.ExecutionRole.InlinePolicy;
import stepfunction.plan.Roles;
import stepfunction.plan.Schedule;
import stepfunction.plan.Target;

/** The schedules that start a state machine, their group, the role that they start it as, and their alarms. */
public final class Schedules extends ComponentResource {

    /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html */
    private static final List<String> METRICS = List.of("TargetErrorCount", "InvocationDroppedCount");

    private final List<com.pulumi.aws.scheduler.Schedule> schedules;
    private final List<MetricAlarm> alarms;

    public Schedules(String name, SchedulesArgs args, ComponentResourceOptions options) {
        super("stepfunction:index:Schedules", name, options);
        var child = CustomResourceOptions.builder().parent(this).build();
        var stateMachineName = args.workflow().stateMachineName();
        var groupArn = args.location().applyValue(at -> at.arn("scheduler", "schedule-group/" + stateMachineName));
        var trust = Output.tuple(args.location(), groupArn)
                .applyValue(known -> IamDocuments.document(IamDocuments.trustScheduler(known.t1.account(), known.t2)));
        var policy = new InlinePolicy("-policy", stateMachineName + "-schedules-policy", permissions(args));
        var role = ExecutionRole.declare(
                name,
                new ExecutionRole.Args(
                        ExecutionRole.planned(Roles.ofSchedules(stateMachineName), args.settings()),
                        child,
                        trust,
                        List.of(policy)),
                child);
        var group = new ScheduleGroup(
                name + "-group",
                ScheduleGroupArgs.builder()
                        .name(stateMachineName)
                        .tags(args.settings().tags())
                        .build(),
                child);
        schedules = args.schedules().stream()
                .map(schedule -> schedule(schedule, args, group, role))
                .toList();
        var dimensions = group.name().applyValue(groupName -> Map.of("ScheduleGroup", groupName));
        alarms = Alarms.declare(
                name,
                new Alarms.Args("AWS/Scheduler", METRICS, stateMachineName + "-schedules", dimensions, args.settings()),
                child);
        registerOutputs(Map.of());
    }

    /** May start the one state machine, and send what could not be delivered to the queues of the schedules. */
    private static Output<String> permissions(SchedulesArgs args) {
        var queueArns = Output.<String>listBuilder();
        args.schedules().stream()
                .flatMap(schedule -> schedule.deadLetterQueue().stream())
                .map(Target::arnPlaceholder)
                .distinct()
                .forEach(placeholder -> queueArns.add(args.targets().text(placeholder)));
        return Output.tuple(args.workflow().futureArn(), queueArns.build()).applyValue(known -> {
            var statements = new ArrayList<IamStatement>();
            statements.add(IamDocuments.start(known.t1));
            if (!known.t2.isEmpty()) {
                statements.add(IamDocuments.sendDeadLetters(known.t2));
            }
            return IamDocuments.document(statements);
        });
    }

    private com.pulumi.aws.scheduler.Schedule schedule(
            Schedule schedule, SchedulesArgs args, ScheduleGroup group, ExecutionRole role) {
        return new com.pulumi.aws.scheduler.Schedule(
                schedule.name() + "-schedule",
                ScheduleArgs.builder()
                        .name(schedule.name())
                        .groupName(group.name())
                        .scheduleExpression(schedule.timing().expression())
                        .scheduleExpressionTimezone(schedule.timeZone())
                        .flexibleTimeWindow(ScheduleFlexibleTimeWindowArgs.builder()
                                .mode("OFF")
                                .build())
                        .target(ScheduleTargetArgs.builder()
                                .arn(args.workflow().startedArn())
                                .roleArn(role.arn())
                                .input(args.targets().forStarting().rendered(schedule.input()))
                                .deadLetterConfig(deadLetters(schedule, args.targets()))
                                .build())
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(role.policies())
                        .build());
    }

    private static @Nullable Output<ScheduleTargetDeadLetterConfigArgs> deadLetters(
            Schedule schedule, DeclaredTargets targets) {
        return schedule.deadLetterQueue()
                .map(queue -> targets.text(queue.arnPlaceholder()))
                .map(arn -> arn.applyValue(known ->
                        ScheduleTargetDeadLetterConfigArgs.builder().arn(known).build()))
                .orElse(null);
    }

    public List<com.pulumi.aws.scheduler.Schedule> schedules() {
        return schedules;
    }

    /** Empty without a topic to notify. */
    public List<MetricAlarm> alarms() {
        return alarms;
    }
}
