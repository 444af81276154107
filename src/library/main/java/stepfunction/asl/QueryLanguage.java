package stepfunction.asl;

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

    /**
     * Whether a text stands for what it computes. In JSONata it is between <code>{%</code> and <code>%}</code>; in JSONPath
     * it is the name of the field that says so.
     */
    public boolean isExpression(String text) {
        return this == JSONATA && text.length() >= "{%%}".length() && text.startsWith("{%") && text.endsWith("%}");
    }

    /** The one that a machine or a state names; absent where it names none that there is. */
    public static Optional<QueryLanguage> of(Fields fields) {
        var text = fields.text("QueryLanguage").orElse("");
        for (var language : values()) {
            if (language.text.equals(text)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
