package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.StrictJson;
import stepfunction.lambda.CannotRunException;

/**
 * Which state runs alone, and with what.
 *
 * @param state its name, or that of a further workflow and its own, such as {@code refund/Pay}
 * @param caseName of the case whose mocks answer; absent for none
 * @param input JSON; an empty object by default
 * @param variables a JSON object by name
 * @param result JSON, in place of what the state calls
 * @param error its name, likewise
 * @param cause of the error
 */
record StateOptions(
        String state,
        Optional<String> caseName,
        Optional<String> input,
        Optional<String> variables,
        Optional<String> result,
        Optional<String> error,
        Optional<String> cause) {

    /** Reads the system properties of these names. */
    static Optional<StateOptions> of(Function<String, Optional<String>> property) {
        var state = property.apply("state");
        if (state.isEmpty()) {
            Stream.of("variables", "result", "error", "cause")
                    .filter(name -> property.apply(name).isPresent())
                    .findFirst()
                    .ifPresent(name -> {
                        throw new CannotRunException(
                                "-D%s is for a state that runs alone; name it with -Dstate=NAME".formatted(name));
                    });
        }
        return state.map(name -> new StateOptions(
                name,
                property.apply("case"),
                property.apply("input"),
                property.apply("variables"),
                property.apply("result"),
                property.apply("error"),
                property.apply("cause")));
    }

    JsonElement inputJson() {
        return input.map(LocalRun::input).orElseGet(JsonObject::new);
    }

    Map<String, JsonElement> variablesByName() {
        if (variables.isEmpty()) {
            return Map.of();
        }
        if (!(json("variables", variables.get()) instanceof JsonObject byName)) {
            throw new CannotRunException(
                    "variables must be a JSON object, was %s; pass the value of each by its name: -Dvariables='{\"total\":20}'"
                            .formatted(variables.get()));
        }
        byName.keySet().stream()
                .filter(name -> name.startsWith("$"))
                .findFirst()
                .ifPresent(name -> {
                    throw new CannotRunException("variables must be named without $, as in Assign, was %s; name it %s"
                            .formatted(name, name.substring(1)));
                });
        return byName.asMap();
    }

    /** The answer to all calls of the state; absent where a handler or a mock of the case answers. */
    Optional<Mock.Response> response() {
        if (result.isPresent() && error.isPresent()) {
            throw new CannotRunException("-Dresult and -Derror exclude each other; pass one of them");
        }
        if (cause.isPresent() && error.isEmpty()) {
            throw new CannotRunException("-Dcause is for an error; name it with -Derror=NAME");
        }
        return result.<Mock.Response>map(text -> new Mock.Return(json("result", text)))
                .or(() -> error.map(name -> new Mock.Throw(name, cause.orElse(null))));
    }

    private static JsonElement json(String option, String text) {
        try {
            return StrictJson.parse(text);
        } catch (InvalidJsonException e) {
            throw new CannotRunException("%1$s %2$s, was %3$s; pass JSON, quoted for the shell: -D%1$s='{\"total\":20}'"
                    .formatted(option, e.getMessage(), text.isEmpty() ? "empty" : text));
        }
    }
}
