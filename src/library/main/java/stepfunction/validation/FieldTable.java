package stepfunction.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that a JSON object of the language may have.
 *
 * @param fields what each may be
 * @param required of each of these sets one field must be there; a set may name fields of the other query language
 * @param exclusive of each of these sets one field may be there
 * @param misplaced explains fields that belong elsewhere
 * @param isClosed whether AWS refuses all other fields
 */
record FieldTable(
        Map<String, FieldValue> fields,
        List<List<String>> required,
        List<List<String>> exclusive,
        MisplacedFields misplaced,
        boolean isClosed) {

    FieldTable(Map<String, FieldValue> fields, List<List<String>> required) {
        this(fields, required, MisplacedFields.NONE);
    }

    FieldTable(Map<String, FieldValue> fields, List<List<String>> required, MisplacedFields misplaced) {
        this(fields, required, List.of(), misplaced, false);
    }

    /** The same, of an object in which AWS refuses all other fields. */
    FieldTable closed() {
        return new FieldTable(fields, required, exclusive, misplaced, true);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Explains fields that belong to another object, another type of state or the other query language. */
    @FunctionalInterface
    interface MisplacedFields {

        MisplacedFields NONE = (name, field) -> Optional.empty();

        /**
         * The sentence that says where a field belongs.
         *
         * @param name of the object that has it, in messages
         */
        Optional<String> sentence(String name, String field);
    }
}
