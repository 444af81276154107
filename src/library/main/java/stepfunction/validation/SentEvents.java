package stepfunction.validation;

import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.Resource;
import stepfunction.asl.State;
import stepfunction.dataflow.DataFlow;
import stepfunction.dataflow.Shape;

/** The events that the Tasks of a definition send to functions, as far as they are known. */
public final class SentEvents {

    private final Definition definition;
    private final DataFlow flow;

    private SentEvents(Definition definition, DataFlow flow) {
        this.definition = definition;
        this.flow = flow;
    }

    /** Those of a definition. */
    public static SentEvents of(Definition definition) {
        var names = new StateNames(definition);
        return new SentEvents(definition, DataCheck.flow(definition, ExpressionFields.of(definition, names), names));
    }

    /** The fields of the event that a state sends, at any depth, such as {@code order.id}. */
    public Stream<String> fields(String state) {
        return event(state).stream().flatMap(Shape::fieldPaths);
    }

    /** Whether the event of a state certainly lacks a field; not where the state or its event is unknown. */
    public boolean certainlyLacks(String state, String field) {
        return event(state).filter(event -> event.certainlyLacks(field)).isPresent();
    }

    private Optional<Shape> event(String name) {
        return definition.states().stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .flatMap(state -> flow.sentBy(state).flatMap(sent -> payload(state, sent)));
    }

    private static Optional<Shape> payload(State state, Shape sent) {
        var isInvoke = state.resource()
                .filter(resource -> resource instanceof Resource.Integration called && called.isLambdaInvoke())
                .isPresent();
        return isInvoke ? sent.fieldAt("Payload") : Optional.of(sent);
    }
}
