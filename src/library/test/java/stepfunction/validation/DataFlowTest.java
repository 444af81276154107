package stepfunction.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import stepfunction.asl.Definition;
import stepfunction.asl.ExecutionRequest;
import stepfunction.asl.HistoryEvent;
import stepfunction.asl.Interpreter;
import stepfunction.asl.State;
import stepfunction.asl.UnrunnableDefinitionException;
import stepfunction.dataflow.DataFlow;
import stepfunction.dataflow.Shape;

/** The data of every execution has the shape that was derived for it. */
final class DataFlowTest {

    private static final int MACHINES = Integer.getInteger("machines", 300);

    private int knownInputs;

    @Test
    void every_input_of_a_state_has_its_shape() throws UnrunnableDefinitionException {
        for (int seed = 0; seed < MACHINES; seed++) {
            var random = new RandomMachine(seed);
            var definition = Definition.parse(random.machine().toString());
            for (var input : List.of(new JsonObject(), random.object(2), random.object(3))) {
                inputsHaveTheirShapes(definition, random.isJsonata(), input, seed);
            }
        }

        assertThat(knownInputs).isGreaterThan(MACHINES);
    }

    private void inputsHaveTheirShapes(Definition definition, boolean isJsonata, JsonElement input, int seed)
            throws UnrunnableDefinitionException {
        var names = new StateNames(definition);
        var flow = DataCheck.flow(definition, ExpressionFields.of(definition, names), names);
        var states = definition.states().stream().collect(Collectors.toMap(State::name, Function.identity()));
        for (var event : run(definition, input)) {
            if (event.type().text().endsWith("StateEntered")) {
                var state = states.get(event.state().orElseThrow().name());
                var shape = shape(flow, state, isJsonata);
                knownInputs += shape instanceof Shape.Anything ? 0 : 1;
                assertThat(fits(event.input().orElseThrow(), shape))
                        .as("seed %d: %s of %s as %s in %s", seed, event.input(), state, shape, definition)
                        .isTrue();
            }
        }
    }

    private static List<HistoryEvent> run(Definition definition, JsonElement input)
            throws UnrunnableDefinitionException {
        var request = ExecutionRequest.of(input, Instant.parse("2026-01-01T00:00:00Z"));
        return Interpreter.of(definition)
                .run(request, call -> {
                    throw new AssertionError(call.resource());
                })
                .history();
    }

    private static Shape shape(DataFlow flow, State state, boolean isJsonata) {
        var root = flow.at(state, isJsonata ? "Arguments" : "InputPath")
                .orElseThrow()
                .root();
        return isJsonata
                ? Optional.ofNullable(((Shape.Composite) root).fields().get("input"))
                        .orElseThrow()
                : root;
    }

    private static boolean fits(JsonElement value, Shape shape) {
        if (shape instanceof Shape.Scalar scalar) {
            return value instanceof JsonPrimitive primitive && kind(primitive).equals(scalar.kind());
        }
        if (shape instanceof Shape.Composite composite) {
            return value instanceof JsonObject object
                    && object.asMap().entrySet().stream().allMatch(field -> fits(field, composite));
        }
        if (shape instanceof Shape.Tuple tuple) {
            return value instanceof JsonArray array
                    && array.size() == tuple.elements().size()
                    && fits(array, tuple.elements());
        }
        return !(shape instanceof Shape.Many many)
                || (value instanceof JsonArray array
                        && array.asList().stream().allMatch(element -> fits(element, many.element())));
    }

    private static boolean fits(Map.Entry<String, JsonElement> field, Shape.Composite composite) {
        var shape = composite.fields().get(field.getKey());
        return shape == null ? composite.isOpen() : fits(field.getValue(), shape);
    }

    private static boolean fits(JsonArray array, List<Shape> elements) {
        for (int index = 0; index < elements.size(); index++) {
            if (!fits(array.get(index), elements.get(index))) {
                return false;
            }
        }
        return true;
    }

    private static String kind(JsonPrimitive value) {
        if (value.isString()) {
            return "a text";
        }
        return value.isNumber() ? "a number" : "a boolean";
    }
}
