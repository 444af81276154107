package stepfunction.plan;

import java.util.Objects;

/**
 * A warning that a plan accepts, so that it is not reported.
 *
 * @param code such as {@code NO_DOLLAR}
 * @param subject the name of a state or of an entry of the plan; empty for the state machine as a whole
 */
public record AcceptedWarning(String code, String subject) {

    public AcceptedWarning {
        Objects.requireNonNull(code);
        Objects.requireNonNull(subject);
    }

    /** As a plan writes it: {@code .accept("NO_DOLLAR", "Ship")}. */
    public String text() {
        return subject.isEmpty()
                ? ".accept(\"%s\")".formatted(code)
                : ".accept(\"%s\", \"%s\")".formatted(code, subject);
    }
}
