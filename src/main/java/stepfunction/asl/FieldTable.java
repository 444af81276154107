package stepfunction.asl;

import java.util.List;
import java.util.Map;

/**
 * The fields that a JSON object of the language may have.
 *
 * @param fields what each may be
 * @param required of each of these sets one field must be there; a set may name fields of the other query language
 * @param exclusive of each of these sets one field may be there
 */
record FieldTable(Map<String, FieldValue> fields, List<List<String>> required, List<List<String>> exclusive) {

    FieldTable(Map<String, FieldValue> fields, List<List<String>> required) {
        this(fields, required, List.of());
    }
}
