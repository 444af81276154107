package stepfunction.asl;

import java.util.Arrays;
import java.util.Optional;

/** A value of the field {@code QueryLanguage} of a machine or a state. */
public enum QueryLanguage {
    JSONPATH("JSONPath"),
    JSONATA("JSONata");

    private final String text;

    QueryLanguage(String text) {
        this.text = text;
    }

    /** As the language spells it, such as {@code JSONPath}. */
    public String text() {
        return text;
    }

    /** The field with what a Task sends to its service. */
    public String argumentsField() {
        return this == JSONATA ? "Arguments" : "Parameters";
    }

    static Optional<QueryLanguage> parse(String text) {
        return Arrays.stream(values())
                .filter(language -> language.text.equals(text))
                .findFirst();
    }
}
