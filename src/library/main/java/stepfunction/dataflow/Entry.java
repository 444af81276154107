package stepfunction.dataflow;

/** What is known when a state is entered, or when it leads on. */
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
