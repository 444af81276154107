package stepfunction.plan;

import java.util.List;

/**
 * Where a Task's Parameters or Arguments name a resource.
 *
 * @param path the fields to it; where one holds a list, each of its elements counts
 * @param standard what the service takes where the field is absent; empty if the call needs the field
 * @param isOptional whether the call has a meaning without it
 * @param isKey whether the names are the keys of the object there
 */
record Parameter(List<String> path, String standard, boolean isOptional, boolean isKey) {

    static Parameter at(String... path) {
        return new Parameter(List.of(path), "", false, false);
    }

    /** The keys of an object, such as the tables in RequestItems. */
    static Parameter keysOf(String field) {
        return new Parameter(List.of(field), "", false, true);
    }

    Parameter orElse(String value) {
        return new Parameter(path, value, isOptional, isKey);
    }

    Parameter optional() {
        return new Parameter(path, standard, true, isKey);
    }

    /** Its last field, as a message names it. */
    String name() {
        return path.get(path.size() - 1);
    }
}
