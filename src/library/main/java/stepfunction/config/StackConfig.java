package stepfunction.config;

import com.pulumi.core.Output;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The stack's config, typed and checked: a method for each key of the library's, and methods to read keys of your own.
 *
 * <p>A value that breaks its rule is reported before anything is registered, with all other mistakes, and with the command that corrects
 * it. The program goes on with a value that is allowed, or with an empty text.
 */
public final class StackConfig {

    /** The values of keys that neither the stack's file nor Pulumi.yaml sets: the project may be older than the key. */
    static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("lambdaRuntime", "python3.13"),
            Map.entry("lambdaArchitecture", "arm64"),
            Map.entry("lambdaMemorySizeMb", "128"),
            Map.entry("lambdaTimeoutSeconds", "10"),
            Map.entry("pinFunctionVersions", "false"),
            Map.entry("release", "immediate"),
            Map.entry("logRetentionDays", "30"),
            Map.entry("stepFunctionType", "STANDARD"),
            Map.entry("stepFunctionLogLevel", "ERROR"),
            Map.entry("logExecutionData", "false"),
            Map.entry("tracing", "true"),
            Map.entry("protectData", "false"),
            Map.entry("permissionsBoundaryArn", ""),
            Map.entry("alarmTopicArn", ""));

    /**
     * A newer Region has another number or another geography, but a direction too:
     * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html.
     */
    static final Pattern REGION =
            Pattern.compile("[a-z]+(-[a-z]+)*-(central|(north|south)?(east|west)|north|south)-[1-9]\\d?");

    private final ConfigReader reader;
    private final String region;
    private final FunctionSettings functions;
    private final StateMachineSettings stateMachine;
    private final SharedSettings shared;

    /** Reads each key once, whatever is wrong with others. */
    private StackConfig(ConfigReader reader) {
        this.reader = reader;
        region = reader.matching("aws:region", REGION, "be an AWS Region such as eu-west-1");
        functions = FunctionSettings.read(reader);
        stateMachine = StateMachineSettings.read(reader);
        shared = SharedSettings.read(reader, region);
    }

    /**
     * Reads the config of a stack.
     *
     * @param reader collects what is wrong with the values
     */
    public static StackConfig read(ConfigReader reader) {
        return new StackConfig(reader);
    }

    /** The settings of functions. */
    public FunctionSettings functions() {
        return functions;
    }

    /** The settings of the state machine. */
    public StateMachineSettings stateMachine() {
        return stateMachine;
    }

    /** The settings that all components share. */
    public SharedSettings shared() {
        return shared;
    }

    /** The name of the project, as in Pulumi.yaml. */
    public String project() {
        return reader.project();
    }

    /** The name of the stack, such as {@code dev}. */
    public String stack() {
        return reader.stack();
    }

    /** The key {@code aws:region}, such as {@code eu-west-1}; it has no default. */
    public String region() {
        return region;
    }

    /** The name of a function, of 1 to 52 characters; it has no default. */
    public String lambdaFunctionName() {
        return functions.name();
    }

    /** The name of the state machine, of 1 to 59 characters; it has no default. */
    public String stepFunctionName() {
        return stateMachine.name();
    }

    /** The runtime of the functions, by default python3.13: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html. */
    public LambdaRuntime lambdaRuntime() {
        return functions.runtime();
    }

    /** The instruction set of the functions, {@code arm64} or {@code x86_64}, by default {@code arm64}. */
    public String lambdaArchitecture() {
        return functions.architecture();
    }

    /** The memory of a function in MB, 128 to 10240, by default 128. */
    public int lambdaMemorySizeMb() {
        return functions.memorySizeMb();
    }

    /** The key {@code lambdaTimeoutSeconds}: how long an invocation may take, 1 s to 900 s, by default 10 s. */
    public Duration lambdaTimeout() {
        return functions.timeout();
    }

    /**
     * Whether executions keep the version of a function that they started with, by default false, and true with gradual releases:
     * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html.
     */
    public boolean pinFunctionVersions() {
        return shared.release().pinsVersions();
    }

    /** The key {@code release}: whether a new version gets a part of the executions first, by default false ({@code immediate}). */
    public boolean releasesGradually() {
        return shared.release().isGradual();
    }

    /**
     * The retention of log groups in days, by default 30:
     * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html.
     */
    public int logRetentionDays() {
        return shared.logRetentionDays();
    }

    /**
     * The type of the state machine, {@code STANDARD} or {@code EXPRESS}, by default {@code STANDARD}:
     * https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html.
     */
    public String stepFunctionType() {
        return stateMachine.type();
    }

    /** Whether the state machine is of the type {@code EXPRESS}. */
    public boolean isExpress() {
        return stateMachine.isExpress();
    }

    /**
     * The log level of the state machine: {@code ALL}, {@code ERROR}, {@code FATAL} or {@code OFF}, by default {@code ERROR}:
     * https://docs.aws.amazon.com/step-functions/latest/dg/cloudwatch-log-level.html.
     */
    public String stepFunctionLogLevel() {
        return stateMachine.logLevel();
    }

    /** Whether the state machine's log has inputs and outputs, by default false. */
    public boolean logExecutionData() {
        return stateMachine.logExecutionData();
    }

    /** Whether X-Ray traces executions and invocations, by default true. */
    public boolean tracing() {
        return shared.tracing();
    }

    /** Whether Pulumi refuses to delete state machine and log groups, by default false. */
    public boolean protectData() {
        return shared.protectData();
    }

    /** The ARN of the policy that is the permissions boundary of every role; by default empty, for none. */
    public String permissionsBoundaryArn() {
        return shared.permissionsBoundaryArn();
    }

    /** The ARN of the SNS topic that alarms notify; by default empty, for no alarms. */
    public String alarmTopicArn() {
        return shared.alarmTopicArn();
    }

    /** The tags of everything that the library declares: project, stack, and who manages it. */
    public Map<String, String> tags() {
        return shared.tags();
    }

    /**
     * A key of your own, declared in Pulumi.yaml. It must be set, and may be empty.
     *
     * @return empty if it is not set
     */
    public String text(String key) {
        return reader.text(key);
    }

    /**
     * A key of your own that is secret, for {@code customize} and {@code declare}: set it with {@code pulumi config set --secret}.
     * Definitions and environments take none, because anyone who may see the resource can read them.
     */
    public Output<String> secret(String key) {
        return reader.secret(key);
    }

    /**
     * A key of your own that is true or false.
     *
     * @return true if it is neither
     */
    public boolean flag(String key) {
        return reader.flag(key);
    }

    /**
     * A key of your own that is one of some values.
     *
     * @return the first of them if it is none
     */
    public String oneOf(String key, String... values) {
        return reader.oneOf(key, List.of(values));
    }

    /**
     * A key of your own that is a whole number.
     *
     * @param unit for the message, such as {@code "seconds"}
     * @return the minimum if it is no whole number from the minimum to the maximum
     */
    public int wholeNumber(String key, int min, int max, String unit) {
        return reader.wholeNumber(key, min, max, unit);
    }
}
