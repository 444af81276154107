package stepfunction.asl;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The kind of a finding. Those of the check of a definition have the codes that ValidateStateMachineDefinition has for them, if it has one:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html. A plan accepts a
 * warning by its code.
 */
public enum Code {
    // Errors, as AWS calls them.
    INVALID_JSON_DESCRIPTION(false),
    MISSING_DESCRIPTION(false),
    SCHEMA_VALIDATION_FAILED(false),
    INVALID_RESOURCE(false),
    MISSING_END_STATE(false),
    DUPLICATE_STATE_NAME(false),
    INVALID_STATE_NAME(false),
    DUPLICATE_LABEL_NAME(false),
    INVALID_LABEL_NAME(false),
    MISSING_TRANSITION_TARGET(false),
    TOO_DEEPLY_NESTED(false),
    INVALID_JSONATA_EXPRESSION(false),
    UNSUPPORTED_JSONATA_EXPRESSION(false),

    // Warnings, as AWS calls them.
    NO_DOLLAR(true),
    NO_PATH(true),
    PASS_RESULT_IS_STATIC(true),

    // Warnings about a definition, of the library's own.
    UNKNOWN_FIELD(true),
    UNKNOWN_ERROR(true),
    UNKNOWN_API(true),
    UNKNOWN_MEMBER(true),
    MEMBER_TYPE(true),
    API_SPELLING(true),
    NO_EXPRESSION(true),
    NO_DATA(true),
    ENDLESS_LOOP(true),
    UNASSIGNED_VARIABLE(true),
    UNUSED_VARIABLE(true),
    HIDDEN_VARIABLE(true),
    UNDEFINED_PLACEHOLDER(true),
    NO_TIMEOUT(true),
    BEYOND_TIMEOUT(true),
    SHORT_TIMEOUT(true),
    TOKEN_NOT_SENT(true),
    UNPOLLED_EXECUTION(true),
    OTHER_NEEDS(true),

    // Warnings about executions that started before a deployment.
    REMOVED_FUNCTION(true),
    REMOVED_TARGET(true),
    LOST_PERMISSION(true),
    CHANGED_EVENT(true),

    // Warnings about a plan and its folders.
    UNUSED_FUNCTION(true),
    UNUSED_TARGET(true),
    UNUSED_VALUE(true),
    UNKNOWN_ACTION(true),
    IDLE_STEP(true),
    PAST_TIME(true),
    UNKNOWN_TIME_ZONE(true),
    DUPLICATE_TRIGGER(true),
    DEAD_LETTER_LOOP(true),
    DEAD_LETTER_POLICY(true),
    MISSING_PACKAGE(true),
    FOREIGN_PACKAGE(true),
    SECRET_IN_FOLDER(true);

    private static final Set<Code> ABOUT_DEPLOYMENTS =
            EnumSet.of(REMOVED_FUNCTION, REMOVED_TARGET, LOST_PERMISSION, CHANGED_EVENT);

    private final boolean isWarning;

    Code(boolean isWarning) {
        this.isWarning = isWarning;
    }

    /** Whether a plan can accept it. */
    public boolean isWarning() {
        return isWarning;
    }

    /** Whether only the deployment that changes something shows it. */
    public boolean isAboutDeployment() {
        return ABOUT_DEPLOYMENTS.contains(this);
    }

    /** The code of this name; absent where there is none. */
    public static Optional<Code> of(String name) {
        return Stream.of(values()).filter(code -> code.name().equals(name)).findFirst();
    }
}
