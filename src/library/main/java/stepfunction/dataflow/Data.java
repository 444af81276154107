package stepfunction.dataflow;

import stepfunction.asl.QueryLanguage;

/**
 * The known shapes of the data that an expression can read.
 *
 * @param root what {@code $} stands for in JSONPath, and {@code $states} in JSONata
 */
public record Data(Shape root, KnownVariables variables, QueryLanguage language) {

    /** Looks up the value that is read. */
    public Lookup find(DataRead read) {
        var source = read.variable().isEmpty() ? root : variables.of(read.variable());
        return Lookup.of(source, read.steps(), language);
    }
}
