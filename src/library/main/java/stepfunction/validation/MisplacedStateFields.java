package stepfunction.validation;

import static stepfunction.asl.QueryLanguage.JSONATA;
import static stepfunction.asl.QueryLanguage.JSONPATH;

import java.util.List;
import java.util.Optional;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.StateType;

/** The fields that only states of another type, or in the other query language, have. */
record MisplacedStateFields(StateType type, QueryLanguage language) implements FieldTable.MisplacedFields {

    @Override
    public Optional<String> sentence(String name, String field) {
        var types = StateFields.typesWith(field);
        if (types.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(types.contains(type) ? ofOtherLanguage(name, field) : ofOtherTypes(name, field));
    }

    private String ofOtherLanguage(String name, String field) {
        var other = language == JSONATA ? JSONPATH : JSONATA;
        return counterpart(field)
                .map(own -> "%s has %s, a field of %s, but is in %s; use %s"
                        .formatted(name, field, other.text(), language.text(), own))
                .orElseGet(() -> "%s has %s, a field of %s, but is in %s; remove it"
                        .formatted(name, field, other.text(), language.text()));
    }

    private String ofOtherTypes(String name, String field) {
        var types = StateFields.typesWith(field).stream().map(StateType::text).toList();
        return "%s has %s, which a %s does not have, only %s; remove it"
                .formatted(name, field, type.text(), String.join(", ", types));
    }

    /** The field of the state's own query language that corresponds to a field of the other one. */
    private Optional<String> counterpart(String field) {
        var own = StateFields.of(type, language);
        return counterparts(field).stream().filter(own::has).findFirst();
    }

    /** The likeliest first, whether the type has it or not. */
    private List<String> counterparts(String field) {
        if (language == JSONATA) {
            return List.of(field.replaceFirst("Path$", ""), inputField(field), "Output");
        }
        if (field.equals("Output")) {
            return List.of("ResultSelector", "Parameters", "OutputPath");
        }
        return List.of(field + "Path", inputField(field));
    }

    private String inputField(String field) {
        return switch (field) {
            case "InputPath" -> "Arguments";
            case "Parameters" -> type == StateType.MAP ? "ItemSelector" : "Arguments";
            case "Arguments" -> "Parameters";
            default -> "";
        };
    }
}
