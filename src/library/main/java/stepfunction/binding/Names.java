package stepfunction.binding;

/** The meaning of names in a definition. */
interface Names {

    /** The meaning of a text that names something. */
    Callee callee(String text);

    /** The meaning of the context object's {@code StateMachine.Id}. */
    Callee self();
}
