package stepfunction.asl;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that a JSON object of the language may have.
 *
 * @param fields what each may be
 * @param required of each of these sets one field must be there; a set may name fields of the other query language
 * @param exclusive of each of these sets one field may be there
 * @param strangers what is said of fields that belong elsewhere
 */
record FieldTable(
        Map<String, FieldValue> fields,
        List<List<String>> required,
        List<List<String>> exclusive,
        Strangers strangers) {

    FieldTable(Map<String, FieldValue> fields, List<List<String>> required) {
        this(fields, required, Strangers.NONE);
    }

    FieldTable(Map<String, FieldValue> fields, List<List<String>> required, Strangers strangers) {
        this(fields, required, List.of(), strangers);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Fields that somebody may look for here, though they belong elsewhere. */
    @FunctionalInterface
    interface Strangers {

        Strangers NONE = (name, field) -> Optional.empty();

        /**
         * The sentence that says where a field belongs.
         *
         * @param name what messages call the object that has it
         */
        Optional<String> sentence(String name, String field);
    }
}
