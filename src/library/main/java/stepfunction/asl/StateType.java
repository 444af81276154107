package stepfunction.asl;

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

    /** The one that a state names; absent where it names none that there is. */
    static Optional<StateType> of(Fields fields) {
        var text = fields.text("Type").orElse("");
        for (var type : values()) {
            if (type.text.equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
