package stepfunction.config;

import java.util.List;

/**
 * The settings of a state machine: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html.
 *
 * @param name in AWS, also the prefix of its role, policy, log group and trigger names
 * @param type STANDARD or EXPRESS
 * @param logLevel ALL, ERROR, FATAL or OFF
 * @param logExecutionData whether its log has inputs and outputs
 */
public record StateMachineSettings(String name, String type, String logLevel, boolean logExecutionData) {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/cloudwatch-log-level.html */
    public static final List<String> LOG_LEVELS = List.of("ALL", "ERROR", "FATAL", "OFF");

    private static final List<String> TYPES = List.of("STANDARD", "EXPRESS");

    /** A role's name has at most 64 characters: this leaves room for {@code -role}. */
    public static final int MAX_NAME_LENGTH = 59;

    /** The same with another name. */
    public StateMachineSettings withName(String name) {
        return new StateMachineSettings(name, type, logLevel, logExecutionData);
    }

    /** The same with another type. */
    public StateMachineSettings withType(String type) {
        return new StateMachineSettings(name, type, logLevel, logExecutionData);
    }

    /** The same with another log level. */
    public StateMachineSettings withLogLevel(String logLevel) {
        return new StateMachineSettings(name, type, logLevel, logExecutionData);
    }

    /** The same with or without inputs and outputs in the log. */
    public StateMachineSettings withLogExecutionData(boolean logExecutionData) {
        return new StateMachineSettings(name, type, logLevel, logExecutionData);
    }

    /** Whether its type is EXPRESS. */
    public boolean isExpress() {
        return type.equals("EXPRESS");
    }

    static StateMachineSettings read(ConfigReader reader) {
        return new StateMachineSettings(
                reader.name("stepFunctionName", MAX_NAME_LENGTH),
                reader.oneOf("stepFunctionType", TYPES),
                reader.oneOf("stepFunctionLogLevel", LOG_LEVELS),
                reader.flag("logExecutionData"));
    }
}
