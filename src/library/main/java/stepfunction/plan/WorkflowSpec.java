package stepfunction.plan;

import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.sfn.StateMachineArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stepfunction.config.StackConfig;
import stepfunction.config.StateMachineSettings;

/**
 * One state machine of a plan as values: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html.
 *
 * @param name in the plan, such as {@code refund}, for <code>${RefundArn}</code>; {@value #MAIN} is the first workflow's
 * @param formerNames in the plan, the oldest first
 * @param outputPrefix of its stack outputs; empty for the first workflow
 * @param permissions of its role that do not follow from the definition
 * @param permissionsKept how long its role keeps the permissions that only a replaced definition needs; absent for until the definition
 *     changes again
 * @param triggers that start executions
 * @param accepted warnings that are not reported
 * @param customizations of arguments that the plan has no method for
 */
public record WorkflowSpec(
        String name,
        List<String> formerNames,
        Source source,
        StateMachineSettings settings,
        String outputPrefix,
        List<Permission> permissions,
        Optional<Duration> permissionsKept,
        List<Trigger> triggers,
        List<AcceptedWarning> accepted,
        Customizations<StateMachineArgs.Builder> customizations) {

    /** The name of a plan's first workflow. */
    public static final String MAIN = "workflow";

    /** The ARN of a plan's first workflow. */
    static final Value MAIN_ARN = new Value.PlaceholderValue("WorkflowArn");

    public WorkflowSpec {
        Objects.requireNonNull(name);
        Objects.requireNonNull(source);
        formerNames = List.copyOf(formerNames);
        permissions = List.copyOf(permissions);
        triggers = List.copyOf(triggers);
        accepted = List.copyOf(accepted);
    }

    /** The first workflow of a plan, which the stack's config names and sizes. */
    static WorkflowSpec main(Source source, StackConfig config) {
        var settings = config.stateMachine();
        return new WorkflowSpec(
                MAIN,
                List.of(),
                source,
                settings,
                "",
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Customizations.none());
    }

    /** Whether it is the plan's first workflow. */
    public boolean isMain() {
        return name.equals(MAIN);
    }

    /** As messages call it. */
    public String title() {
        return isMain() ? "the state machine" : "the workflow " + name;
    }

    /** The file of its definition, as messages name it. */
    public String file() {
        return source.file();
    }

    /** The text of its definition. */
    public String definition() {
        return source.definition();
    }

    /** Its name, from which placeholders follow. */
    public EntryName entryName() {
        return new EntryName(name);
    }

    /** The name of the placeholder of its ARN, without a version. */
    public String arnPlaceholder() {
        return entryName().placeholder("Arn");
    }

    /** The name of one of its stack outputs: {@code stateMachineArn}, or with a prefix {@code refundStateMachineArn}. */
    public String output(String output) {
        return outputPrefix.isEmpty() ? output : outputPrefix + EntryName.capitalized(output);
    }

    /** The triggers that are of one kind. */
    public <T extends Trigger> List<T> triggersOf(Class<T> kind) {
        return triggers.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The names of the placeholders that permissions and triggers need. */
    public Set<String> neededPlaceholders() {
        var needed = new LinkedHashSet<String>();
        for (var permission : permissions) {
            needed.addAll(permission.resource().placeholders());
        }
        for (var trigger : triggers) {
            needed.addAll(trigger.neededPlaceholders());
        }
        return needed;
    }

    Builder toBuilder() {
        return new Builder(this);
    }

    /** The settings of a workflow that differ from the stack's config. Each method returns this builder. */
    public static final class Builder {

        private final String name;
        private final Source source;
        private final List<String> formerNames;
        private StateMachineSettings settings;
        private @Nullable String stateMachineName;
        private @Nullable String outputPrefix;
        private final List<Permission> permissions;
        private Optional<Duration> permissionsKept;
        private final List<Trigger> triggers;
        private final List<AcceptedWarning> accepted;
        private Customizations<StateMachineArgs.Builder> customizations;

        private Builder(WorkflowSpec spec) {
            name = spec.name;
            source = spec.source;
            formerNames = new ArrayList<>(spec.formerNames);
            settings = spec.settings;
            stateMachineName = settings.name();
            outputPrefix = spec.outputPrefix;
            permissions = new ArrayList<>(spec.permissions);
            permissionsKept = spec.permissionsKept;
            triggers = new ArrayList<>(spec.triggers);
            accepted = new ArrayList<>(spec.accepted);
            customizations = spec.customizations;
        }

        /** A further workflow: its names in AWS begin with the first one's. */
        Builder(String name, Source source, StackConfig config) {
            this.name = name;
            this.source = source;
            formerNames = new ArrayList<>();
            settings = config.stateMachine();
            permissions = new ArrayList<>();
            permissionsKept = Optional.empty();
            triggers = new ArrayList<>();
            accepted = new ArrayList<>();
            customizations = Customizations.none();
        }

        /**
         * Renames it: nothing is replaced, and its names in AWS and its outputs stay those of its first name, unless {@link #named} and
         * {@link #exportedAs} set others. Placeholders follow the new name. The plan's first workflow has no name to change.
         *
         * @param names all that it has had in the plan, the oldest first
         */
        public Builder formerly(String... names) {
            formerNames.addAll(List.of(names));
            return this;
        }

        /**
         * Sets its name in AWS, of 1 to 59 characters (a-z, A-Z, 0-9, - and _); by default the config's {@code stepFunctionName}, a
         * hyphen and its name in the plan.
         */
        public Builder named(String stateMachineName) {
            this.stateMachineName = Objects.requireNonNull(stateMachineName);
            return this;
        }

        /**
         * Sets the prefix of its stack outputs, by default its name in the plan: {@code refund} exports {@code refundStateMachineArn},
         * {@code refundStateMachineConsoleUrl} and {@code refundStartExecutionCommand}.
         */
        public Builder exportedAs(String outputPrefix) {
            this.outputPrefix = Objects.requireNonNull(outputPrefix);
            return this;
        }

        /**
         * Makes it an EXPRESS workflow; by default its type is the config's {@code stepFunctionType}. AWS replaces a state machine whose
         * type changes: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html.
         */
        public Builder express() {
            settings = settings.withType("EXPRESS");
            return this;
        }

        /** Makes it a STANDARD workflow; by default its type is the config's {@code stepFunctionType}. */
        public Builder standard() {
            settings = settings.withType("STANDARD");
            return this;
        }

        /**
         * Sets its log level, {@code ALL}, {@code ERROR}, {@code FATAL} or {@code OFF}; by default the config's
         * {@code stepFunctionLogLevel}: https://docs.aws.amazon.com/step-functions/latest/dg/cloudwatch-log-level.html.
         */
        public Builder logLevel(String logLevel) {
            settings = settings.withLogLevel(Objects.requireNonNull(logLevel));
            return this;
        }

        /** Sets whether its log has inputs and outputs; by default the config's {@code logExecutionData}. */
        public Builder logExecutionData(boolean logExecutionData) {
            settings = settings.withLogExecutionData(logExecutionData);
            return this;
        }

        /**
         * Allows its role an action that does not follow from the definition.
         *
         * @param action such as {@code rekognition:DetectLabels}, without wildcards: https://docs.aws.amazon.com/service-authorization
         * @param resource an ARN, which may contain placeholders such as <code>${Region}</code>, the placeholder of one of the plan's
         *     functions such as <code>"${CountArn}"</code>, or {@code *} for an action that has no resource type
         */
        public Builder allow(String action, String resource) {
            permissions.add(new Permission(List.of(action), Value.parse(resource), ""));
            return this;
        }

        /** Allows its role an action on a target, such as {@code kms:Decrypt} on a key. */
        public Builder allow(String action, Target<?> target) {
            return allow(action, target, "");
        }

        /**
         * Allows its role an action on a part of a target.
         *
         * @param within what follows the target's ARN, such as {@code /*} for the objects of a bucket
         */
        public Builder allow(String action, Target<?> target, String within) {
            permissions.add(new Permission(List.of(action), target.arn(), within));
            return this;
        }

        /**
         * Sets how long its role keeps the permissions that only a replaced definition needs, for executions that started before the
         * deployment that replaced it: in seconds, at most 366 days. By default until a later deployment changes the definition again;
         * {@link Duration#ZERO} keeps none. Without {@code pinFunctionVersions} none are kept.
         */
        public Builder keepPermissions(Duration time) {
            permissionsKept = Optional.of(time);
            return this;
        }

        /** Adds a {@link Schedule}, an {@link Event}, an {@link HttpRoute} or {@link QueueMessages}, which start executions. */
        public Builder startOn(Trigger trigger) {
            triggers.add(Objects.requireNonNull(trigger));
            return this;
        }

        /**
         * Accepts a warning about one of its states, so that it is not reported.
         *
         * @param code at the end of the warning, such as {@code NO_DOLLAR}
         */
        public Builder accept(String code, String state) {
            accepted.add(new AcceptedWarning(code, state));
            return this;
        }

        /** Accepts a warning about the state machine as a whole, such as {@code NO_TIMEOUT}. */
        public Builder accept(String code) {
            return accept(code, "");
        }

        /**
         * Sets arguments of the state machine for which the plan has no word, such as a key. Not the name, the type, the role, the
         * definition, the versions, the log or the traces.
         */
        public Builder customize(Consumer<StateMachineArgs.Builder> customization) {
            customizations = customizations.ofResource(customizations.resource().and(customization));
            return this;
        }

        /**
         * Sets arguments of the state machine for which the plan has no word, with the resources of targets or with options at hand:
         * {@code customize((args, context) -> args.encryptionConfiguration(encryption(context.resource(key).arn())))}.
         */
        public Builder customize(BiConsumer<StateMachineArgs.Builder, CustomizationContext> customization) {
            customizations = customizations.ofResource(customizations.resource().and(customization));
            return this;
        }

        /** Sets arguments of the state machine's log group, such as another retention; not its name. */
        public Builder customizeLogGroup(Consumer<LogGroupArgs.Builder> customization) {
            customizations = customizations.ofLogGroup(customizations.logGroup().and(customization));
            return this;
        }

        /** Sets arguments of the state machine's log group, with the resources of targets or with options at hand. */
        public Builder customizeLogGroup(BiConsumer<LogGroupArgs.Builder, CustomizationContext> customization) {
            customizations = customizations.ofLogGroup(customizations.logGroup().and(customization));
            return this;
        }

        /** Sets arguments of the state machine's role, such as managed policies; not its name, its trust or its inline policies. */
        public Builder customizeRole(Consumer<RoleArgs.Builder> customization) {
            customizations = customizations.ofRole(customizations.role().and(customization));
            return this;
        }

        /** Sets arguments of the state machine's role, with the resources of targets or with options at hand. */
        public Builder customizeRole(BiConsumer<RoleArgs.Builder, CustomizationContext> customization) {
            customizations = customizations.ofRole(customizations.role().and(customization));
            return this;
        }

        WorkflowSpec build() {
            var firstName = formerNames.isEmpty() ? name : formerNames.get(0);
            return new WorkflowSpec(
                    name,
                    formerNames,
                    source,
                    settings.withName(stateMachineName == null ? settings.name() + "-" + firstName : stateMachineName),
                    outputPrefix == null ? firstName : outputPrefix,
                    permissions,
                    permissionsKept,
                    triggers,
                    accepted,
                    customizations);
        }
    }
}
