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

    /** A role's name has at most 64 characters: this leaves room for {@code -role}. */
    private static final int MAX_NAME_LENGTH = 59;

    static StateMachineSettings read(ConfigReader reader) {
        return new StateMachineSettings(
                reader.name("stepFunctionName", MAX_NAME_LENGTH),
                reader.oneOf("stepFunctionType", List.of("STANDARD", "EXPRESS")),
                reader.oneOf("stepFunctionLogLevel", List.of("ALL", "ERROR", "FATAL", "OFF")),
                reader.flag("logExecutionData"));
    }
}
