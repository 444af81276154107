package stepfunction.dataflow;

import stepfunction.asl.QueryLanguage;

/**
 * What is known of the data that an expression reads.
 *
 * @param root what {@code $} stands for in JSONPath, and {@code $states} in JSONata
 */
public record Data(Shape root, KnownVariables variables, QueryLanguage language) {

    /** What a read finds. */
    public Lookup find(DataRead read) {
        var source = read.variable().isEmpty() ? root : variables.of(read.variable());
        return Lookup.of(source, read.steps(), language);
    }
}
