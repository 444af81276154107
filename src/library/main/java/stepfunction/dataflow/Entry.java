package stepfunction.dataflow;

/** The known input and variables when a state is entered or left. */
record Entry(Shape input, KnownVariables variables) {

    /** At the start of an execution. */
    static final Entry UNKNOWN = new Entry(Shape.anything(), KnownVariables.NONE);

    Entry {
        input = input.bounded();
    }

    /** Where another way leads to the same state. */
    Entry or(Entry other) {
        return new Entry(Shape.join(input, other.input), variables.or(other.variables));
    }
}
