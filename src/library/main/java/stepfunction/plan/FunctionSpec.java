package stepfunction.plan;

import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.lambda.FunctionArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.Placeholder;
import stepfunction.config.LambdaRuntime;
import stepfunction.config.LambdaRuntime.Language;
import stepfunction.config.StackConfig;

/**
 * One Lambda function as values: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html.
 *
 * @param name such as {@code count}, for <code>${CountArn}</code> and <code>${CountTaskTimeoutSeconds}</code>
 * @param formerNames in the plan, the oldest first
 * @param functionName its name in AWS
 * @param outputName the prefix of its stack outputs
 * @param customizations of arguments that the plan has no method for
 */
public record FunctionSpec(
        String name,
        List<String> formerNames,
        String functionName,
        String outputName,
        FunctionCode code,
        Size size,
        Connections connections,
        Customizations<FunctionArgs.Builder> customizations) {

    /** A Task waits longer than its function runs: for the start and the network. */
    private static final Duration TASK_TIMEOUT_MARGIN = Duration.ofSeconds(15);

    public FunctionSpec {
        formerNames = List.copyOf(formerNames);
    }

    /**
     * The code of a function.
     *
     * @param folder of its sources, in the project's folder
     * @param runtime as AWS spells it, such as {@code python3.13}
     * @param handler as its runtime expects it, such as {@code handler.handler}
     * @param layers ARNs of layer versions
     * @param image the URI of a container image, which runs in place of the folder's files
     */
    public record FunctionCode(
            String folder, String runtime, String handler, List<Value> layers, Optional<Value> image) {

        private static final Map<Language, Pattern> HANDLERS = Map.of(
                Language.PYTHON, Pattern.compile("[^:]+\\.[^:]+"),
                Language.NODEJS, Pattern.compile("(?!.*\\.\\.)(.*/)?[^./:]+\\.[^:]+"),
                Language.JAVA, Pattern.compile("[\\p{L}\\p{N}_$.]+(::[\\p{L}\\p{N}_$]+)?"),
                Language.RUBY, Pattern.compile("[^.:]+(\\.[^.]+)?\\.[^.:]+"),
                Language.DOTNET, Pattern.compile("[^:]+(::[^:]+::[^:]+)?"),
                Language.PROVIDED, Pattern.compile(".+"));

        public FunctionCode {
            layers = List.copyOf(layers);
        }

        /** The language of its runtime; empty for an image, and for a runtime that the AWS provider refuses. */
        public Optional<Language> language() {
            return image.isPresent()
                    ? Optional.empty()
                    : LambdaRuntime.of(runtime).map(LambdaRuntime::language);
        }

        /** Whether it is in this language. */
        public boolean isIn(Language language) {
            return language().equals(Optional.of(language));
        }

        /** Whether the handler has the form that its language needs: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html. */
        public boolean isHandlerWellFormed() {
            return language()
                    .map(HANDLERS::get)
                    .filter(form -> !form.matcher(handler).matches())
                    .isEmpty();
        }

        /**
         * The file of a Python handler: {@code count/handler.py} for {@code handler.handler}. Empty if the handler is no module and
         * function, and in other languages.
         */
        public Optional<String> handlerFile() {
            var dot = handler.lastIndexOf('.');
            var isFunctionOfModule = dot > 0 && dot < handler.length() - 1;
            return isIn(Language.PYTHON) && isFunctionOfModule
                    ? Optional.of("%s/%s.py"
                            .formatted(folder, handler.substring(0, dot).replace('.', '/')))
                    : Optional.empty();
        }
    }

    /**
     * The limits of a function.
     *
     * @param memoryMb 128 to 10240 MB
     * @param timeout of one invocation, 1 s to 900 s
     */
    public record Size(int memoryMb, Duration timeout) {}

    /**
     * The connections of a function to the rest of the stack.
     *
     * @param variables of the environment that the plan sets, readable in Pulumi's state and the console: no secrets
     * @param uses the targets that it calls itself
     * @param permissions what else its role allows
     */
    public record Connections(Map<String, Value> variables, List<Use> uses, List<Permission> permissions) {

        public Connections {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
            uses = List.copyOf(uses);
            permissions = List.copyOf(permissions);
        }

        /** All variables of the environment: ARN and further outputs of each target that it uses, and those that the plan sets. */
        public Map<String, Value> environment() {
            var environment = new LinkedHashMap<String, Value>();
            for (var use : uses) {
                var target = use.target();
                for (var output : target.outputs()) {
                    var variable = target.entryName().environmentVariable(output.name());
                    environment.put(variable, new Value.PlaceholderValue(target.placeholder(output.name())));
                }
            }
            environment.putAll(variables);
            return environment;
        }
    }

    /** A target that a function calls, and the IAM actions that it needs. */
    public record Use(Target<?> target, List<String> actions) {

        public Use {
            Objects.requireNonNull(target);
            actions = List.copyOf(actions);
        }
    }

    /** Its name, from which placeholders follow. */
    public EntryName entryName() {
        return new EntryName(name);
    }

    /** The name of the placeholder for what the workflow invokes. */
    public String arnPlaceholder() {
        return entryName().placeholder("Arn");
    }

    /** The name of the placeholder for the timeout of a Task that invokes it. */
    public String timeoutPlaceholder() {
        return entryName().placeholder("TaskTimeoutSeconds");
    }

    /** The timeout of a Task that invokes it. */
    public Duration taskTimeout() {
        return size.timeout().plus(TASK_TIMEOUT_MARGIN);
    }

    /** Whether it calls the state machine of the plan. */
    public boolean callsWorkflow() {
        return connections.permissions().stream()
                .anyMatch(permission -> permission.resource().equals(WorkflowSpec.MAIN_ARN));
    }

    /** The names of the placeholders that it has. */
    public Set<String> neededPlaceholders() {
        var needed = new LinkedHashSet<>(requiredPlaceholders());
        needed.addAll(placeholders(connections.environment().values()));
        return needed;
    }

    /** The names of the placeholders that must have a value: in a text of its environment, any other is sent literally. */
    public Set<String> requiredPlaceholders() {
        var values = new ArrayList<Value>();
        for (var use : connections.uses()) {
            values.add(use.target().arn());
        }
        for (var permission : connections.permissions()) {
            values.add(permission.resource());
        }
        for (var value : connections.environment().values()) {
            if (!(value instanceof Value.TemplateValue)) {
                values.add(value);
            }
        }
        values.addAll(code.layers());
        code.image().ifPresent(values::add);
        return placeholders(values);
    }

    private static Set<String> placeholders(Collection<Value> values) {
        var placeholders = new LinkedHashSet<String>();
        for (var value : values) {
            placeholders.addAll(value.placeholders());
        }
        return placeholders;
    }

    /** The settings of a function that differ from the stack's config. Each method returns this builder. */
    public static final class Builder {

        private final String name;
        private final String folder;
        private final StackConfig config;
        private final List<String> formerNames = new ArrayList<>();
        private @Nullable String functionName;
        private @Nullable String outputName;
        private String runtime;
        private @Nullable String handler;
        private Optional<Value> image = Optional.empty();
        private int memoryMb;
        private Duration timeout;
        private final Map<String, Value> environment = new LinkedHashMap<>();
        private final List<Use> uses = new ArrayList<>();
        private final List<Permission> permissions = new ArrayList<>();
        private final List<Value> layers = new ArrayList<>();
        private Customizations<FunctionArgs.Builder> customizations = Customizations.none();

        Builder(String name, String folder, StackConfig config) {
            this.name = Objects.requireNonNull(name);
            this.folder = Objects.requireNonNull(folder);
            this.config = config;
            this.runtime = config.lambdaRuntime().identifier();
            this.memoryMb = config.lambdaMemorySizeMb();
            this.timeout = config.lambdaTimeout();
        }

        /**
         * Renames it: nothing is replaced, and its names in AWS and its outputs stay those of its first name, unless {@link #named} and
         * {@link #exportedAs} set others. Placeholders follow the new name.
         *
         * @param names all that it has had in the plan, the oldest first
         */
        public Builder formerly(String... names) {
            formerNames.addAll(List.of(names));
            return this;
        }

        /** Sets its name in AWS, of 1 to 52 characters (a-z, A-Z, 0-9, - and _); by default the config's {@code lambdaFunctionName}, a hyphen and its name in the plan. */
        public Builder named(String functionName) {
            this.functionName = Objects.requireNonNull(functionName);
            return this;
        }

        /**
         * Sets the prefix of its stack outputs, by default its name in the plan: {@code lambda} exports {@code lambdaFunctionName} and
         * {@code lambdaFunctionArn}.
         */
        public Builder exportedAs(String outputName) {
            this.outputName = Objects.requireNonNull(outputName);
            return this;
        }

        /**
         * Sets its runtime, such as {@code nodejs22.x}, by default the config's {@code lambdaRuntime}:
         * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html. Python, Node.js, Java and {@code provided.al2023} run on this
         * machine, too; others are mocked there.
         */
        public Builder runtime(String runtime) {
            this.runtime = Objects.requireNonNull(runtime);
            return this;
        }

        /**
         * Takes its code from a container image, which must be for the config's {@code lambdaArchitecture}. The image brings runtime and
         * handler; on this machine it is mocked.
         *
         * @param uri in Amazon ECR, such as {@code 123456789012.dkr.ecr.eu-west-1.amazonaws.com/price:1.2.0}; it may contain placeholders
         */
        public Builder image(String uri) {
            image = Optional.of(Value.parse(uri));
            return this;
        }

        /**
         * Sets its handler as its runtime expects it: in Python and Node.js file and function, by default {@code handler.handler}; in Java
         * {@code shop.Price::handleRequest}, without a default; with {@code provided.al2023} whatever the executable {@code bootstrap} makes
         * of it.
         */
        public Builder handler(String handler) {
            this.handler = Objects.requireNonNull(handler);
            return this;
        }

        /** Sets its memory in MB, 128 to 10240; by default the config's {@code lambdaMemorySizeMb}. */
        public Builder memoryMb(int memoryMb) {
            this.memoryMb = memoryMb;
            return this;
        }

        /** Sets the timeout of an invocation, whole seconds from 1 s to 900 s; by default the config's {@code lambdaTimeoutSeconds}. */
        public Builder timeout(Duration timeout) {
            this.timeout = Objects.requireNonNull(timeout);
            return this;
        }

        /**
         * Sets an environment variable. Pulumi's state and the console show its value, so it must not be a secret. Placeholders in it,
         * such as <code>"${RefundArn}"</code>, stand for a value of a target, the ARN of a workflow, a value of the plan or of the stack;
         * any other <code>${...}</code> is sent literally.
         *
         * @throws IllegalArgumentException if the value is null
         */
        public Builder environment(String variable, String value) {
            var text = new Value.LiteralValue(value);
            environment.put(
                    Objects.requireNonNull(variable),
                    Placeholder.in(value).isEmpty() ? text : new Value.TemplateValue(value));
            return this;
        }

        /** Sets an environment variable to an output of a target: {@code environment("BUS", bus, "Name")}. */
        public Builder environment(String variable, Target<?> target, String output) {
            environment.put(Objects.requireNonNull(variable), new Value.PlaceholderValue(target.placeholder(output)));
            return this;
        }

        /**
         * Allows the function to call a target: its role allows the actions, and its environment has the target's outputs, such as
         * {@code ORDERS_ARN} for {@code orders}. An action on objects is allowed on all objects of a bucket.
         *
         * @param actions such as {@code dynamodb:GetItem}, without wildcards: https://docs.aws.amazon.com/service-authorization
         */
        public Builder uses(Target<?> target, String... actions) {
            uses.add(new Use(target, List.of(actions)));
            return this;
        }

        /**
         * Allows the function to call the plan's own state machine: {@code states:SendTaskSuccess} and {@code states:SendTaskFailure} are
         * what it needs to return a task token.
         */
        public Builder usesWorkflow(String... actions) {
            permissions.add(new Permission(List.of(actions), WorkflowSpec.MAIN_ARN, ""));
            return this;
        }

        /**
         * Allows its role an action.
         *
         * @param resource an ARN, which may contain placeholders such as <code>${Region}</code>, or {@code *} for an action that has no
         *     resource type
         */
        public Builder allow(String action, String resource) {
            permissions.add(new Permission(List.of(action), Value.parse(resource), ""));
            return this;
        }

        /**
         * Allows its role an action on a part of a target: {@code allow("dynamodb:Query", orders, "/index/*")}.
         *
         * @param within what follows the target's ARN
         */
        public Builder allow(String action, Target<?> target, String within) {
            permissions.add(new Permission(List.of(action), target.arn(), within));
            return this;
        }

        /** Adds a layer, at most five: https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html. Takes the ARN of a layer version, which may contain placeholders. */
        public Builder layer(String arn) {
            layers.add(Value.parse(arn));
            return this;
        }

        /** Adds a layer version that this stack declares. */
        public Builder layer(Target<?> layer) {
            layers.add(layer.arn());
            return this;
        }

        /**
         * Sets any other argument of Pulumi's {@code aws.lambda.Function}, such as {@code vpcConfig} or {@code ephemeralStorage}: {@code
         * customize(args -> args.reservedConcurrentExecutions(5))}. Name, role, timeout and environment must stay as they are.
         */
        public Builder customize(Consumer<FunctionArgs.Builder> customization) {
            customizations = customizations.ofResource(customizations.resource().and(customization));
            return this;
        }

        /** Sets any other argument of the function, with access to the resources of targets and to the options of the resource. */
        public Builder customize(BiConsumer<FunctionArgs.Builder, CustomizationContext> customization) {
            customizations = customizations.ofResource(customizations.resource().and(customization));
            return this;
        }

        /** Sets arguments of the function's log group, such as another retention; not its name. */
        public Builder customizeLogGroup(Consumer<LogGroupArgs.Builder> customization) {
            customizations = customizations.ofLogGroup(customizations.logGroup().and(customization));
            return this;
        }

        /** Sets arguments of the function's log group, with the resources of targets or with options at hand. */
        public Builder customizeLogGroup(BiConsumer<LogGroupArgs.Builder, CustomizationContext> customization) {
            customizations = customizations.ofLogGroup(customizations.logGroup().and(customization));
            return this;
        }

        /** Sets arguments of the function's role, such as managed policies; not its name, its trust or its inline policies. */
        public Builder customizeRole(Consumer<RoleArgs.Builder> customization) {
            customizations = customizations.ofRole(customizations.role().and(customization));
            return this;
        }

        /** Sets arguments of the function's role, with the resources of targets or with options at hand. */
        public Builder customizeRole(BiConsumer<RoleArgs.Builder, CustomizationContext> customization) {
            customizations = customizations.ofRole(customizations.role().and(customization));
            return this;
        }

        private String defaultHandler() {
            var language =
                    LambdaRuntime.of(runtime).map(LambdaRuntime::language).orElse(Language.PYTHON);
            return switch (language) {
                case PYTHON, NODEJS -> "handler.handler";
                case PROVIDED -> "bootstrap";
                case JAVA, DOTNET, RUBY -> "";
            };
        }

        FunctionSpec build() {
            var firstName = formerNames.isEmpty() ? name : formerNames.get(0);
            return new FunctionSpec(
                    name,
                    formerNames,
                    functionName == null ? config.lambdaFunctionName() + "-" + firstName : functionName,
                    outputName == null ? firstName : outputName,
                    new FunctionCode(folder, runtime, handler == null ? defaultHandler() : handler, layers, image),
                    new Size(memoryMb, timeout),
                    new Connections(environment, uses, permissions),
                    customizations);
        }
    }
}
