package stepfunction.asl;

import java.util.Arrays;
import java.util.Optional;

/** A value of the field {@code Type}, https://states-language.net/spec.html#state-types. */
public enum StateType {
    TASK("Task"),
    PASS("Pass"),
    CHOICE("Choice"),
    WAIT("Wait"),
    SUCCEED("Succeed"),
    FAIL("Fail"),
    PARALLEL("Parallel"),
    MAP("Map");

    private final String text;

    StateType(String text) {
        this.text = text;
    }

    /** As the language spells it, such as {@code Task}. */
    public String text() {
        return text;
    }

    static Optional<StateType> parse(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }
}
