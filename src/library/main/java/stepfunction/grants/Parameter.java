package stepfunction.grants;

import java.util.List;
import stepfunction.binding.Arguments;
import stepfunction.binding.Callee;

/**
 * Where a Task's Parameters or Arguments name a resource.
 *
 * @param path the fields to it; where one holds a list, each of its elements counts
 * @param defaultValue what the service takes where the field is absent; empty if the call needs the field
 * @param isOptional whether the call has a meaning without it
 * @param isKey whether the names are the keys of the object there
 * @param isNarrowing whether it only narrows what others name, so that a permission does without it where only an execution knows it
 */
record Parameter(List<String> path, String defaultValue, boolean isOptional, boolean isKey, boolean isNarrowing) {

    static Parameter at(String... path) {
        return new Parameter(List.of(path), "", false, false, false);
    }

    /** The keys of an object, such as the tables in RequestItems. */
    static Parameter keysOf(String field) {
        return new Parameter(List.of(field), "", false, true, false);
    }

    Parameter orElse(String value) {
        return new Parameter(path, value, isOptional, isKey, isNarrowing);
    }

    Parameter optional() {
        return new Parameter(path, defaultValue, true, isKey, isNarrowing);
    }

    Parameter narrowing() {
        return new Parameter(path, defaultValue, true, isKey, true);
    }

    /** The resources that it names; its default where it is absent, if it has one. */
    List<Callee> in(Arguments arguments) {
        if (isKey) {
            return arguments.keysAt(path);
        }
        return defaultValue.isEmpty() ? arguments.at(path) : arguments.at(path, defaultValue);
    }

    /** Whether the call needs it, and it is absent. */
    boolean isMissingIn(Arguments arguments) {
        return !isOptional && defaultValue.isEmpty() && arguments.lack(path);
    }

    /** Its last field, as a message names it. */
    String name() {
        return path.get(path.size() - 1);
    }
}
