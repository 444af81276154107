package stepfunction.aws;

import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.ScheduleGroup;
import com.pulumi.aws.scheduler.ScheduleGroupArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetDeadLetterConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.aws.ExecutionRole.InlinePolicy;
import stepfunction.config.StackConfig;
import stepfunction.plan.Location;
import stepfunction.plan.Plan;
import stepfunction.plan.Roles;
import stepfunction.plan.Schedule;
import stepfunction.plan.Target;

/** The schedules that start a state machine, their group, the role that they start it as, and their alarms. */
public final class Schedules extends ComponentResource {

    /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html */
    private static final List<String> METRICS = List.of("TargetErrorCount", "InvocationDroppedCount");

    private final DeclaredTargets targets;

    private Schedules(
            List<Schedule> schedules,
            Workflow workflow,
            DeclaredTargets targets,
            Output<Location> location,
            StackConfig config) {
        super("stepfunction:index:Schedules", "workflow-schedules");
        this.targets = targets;
        var group = config.stepFunctionName();
        var groupArn = location.applyValue(at -> at.arn("scheduler", "schedule-group/" + group));
        var trust = Output.tuple(location, groupArn)
                .applyValue(known -> IamDocuments.document(IamDocuments.trustScheduler(known.t1.account(), known.t2)));
        var policy = new InlinePolicy("-policy", group + "-schedules-policy", permissions(schedules, workflow));
        var role = ExecutionRole.declare(this, Roles.ofSchedules(config), trust, List.of(policy), config);
        var declaredGroup = new ScheduleGroup(
                "workflow-schedules-group",
                ScheduleGroupArgs.builder().name(group).tags(config.tags()).build(),
                CustomResourceOptions.builder().parent(this).build());
        schedules.forEach(schedule -> declare(schedule, declaredGroup, role, workflow));
        var dimensions = declaredGroup.name().applyValue(name -> Map.of("ScheduleGroup", name));
        new Alarms("AWS/Scheduler", METRICS, group + "-schedules", dimensions).declare(this, config);
        registerOutputs(Map.of());
    }

    /** Declares those of a plan; nothing without any. */
    public static void declare(Plan plan, Workflow workflow, DeclaredTargets targets, Output<Location> location) {
        if (!plan.schedules().isEmpty()) {
            new Schedules(plan.schedules(), workflow, targets, location, plan.config());
        }
    }

    /** May start the one state machine, and send what could not be delivered to the queues of the schedules. */
    private Output<String> permissions(List<Schedule> schedules, Workflow workflow) {
        var queueArns = Output.<String>listBuilder();
        schedules.stream()
                .flatMap(schedule -> schedule.deadLetterQueue().stream())
                .map(Target::arnPlaceholder)
                .distinct()
                .forEach(placeholder -> queueArns.add(targets.text(placeholder)));
        return Output.tuple(workflow.futureArn(), queueArns.build()).applyValue(known -> {
            var statements = new ArrayList<IamStatement>();
            statements.add(IamDocuments.start(known.t1));
            if (!known.t2.isEmpty()) {
                statements.add(IamDocuments.sendDeadLetters(known.t2));
            }
            return IamDocuments.document(statements);
        });
    }

    private void declare(Schedule schedule, ScheduleGroup group, ExecutionRole role, Workflow workflow) {
        new com.pulumi.aws.scheduler.Schedule(
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
                                .arn(workflow.startedArn())
                                .roleArn(role.arn())
                                .input(targets.rendered(schedule.input()))
                                .deadLetterConfig(deadLetters(schedule))
                                .build())
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(role.policies())
                        .build());
    }

    private @Nullable Output<ScheduleTargetDeadLetterConfigArgs> deadLetters(Schedule schedule) {
        return schedule.deadLetterQueue()
                .map(queue -> targets.text(queue.arnPlaceholder()))
                .map(arn -> arn.applyValue(known ->
                        ScheduleTargetDeadLetterConfigArgs.builder().arn(known).build()))
                .orElse(null);
    }
}
