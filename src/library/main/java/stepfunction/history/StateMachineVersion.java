package stepfunction.history;

import java.util.Optional;

/** The version of a state machine: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html. */
public final class StateMachineVersion {

    private static final int MAX_DIGITS = 9;

    private StateMachineVersion() {}

    /** The number at the end of its ARN; absent where that is no version's. */
    public static Optional<Integer> number(String arn) {
        var text = arn.substring(arn.lastIndexOf(':') + 1);
        var isNumber =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(Character::isDigit);
        return isNumber ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
