package stepfunction.local;

import com.google.gson.JsonObject;
import java.util.Optional;
import stepfunction.asl.Fields;
import stepfunction.asl.Resource;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/**
 * What a state calls.
 *
 * @param resource as the definition has it
 * @param isReader whether it is what gives a distributed Map its items
 */
record Called(String resource, boolean isReader) {

    /** Absent for a state that calls nothing. */
    static Optional<Called> by(State state) {
        if (state.is(StateType.TASK)) {
            return state.fields().text("Resource").map(resource -> new Called(resource, false));
        }
        return state.fields()
                .object("ItemReader")
                .flatMap(reader -> new Fields(reader).text("Resource"))
                .map(resource -> new Called(resource, true));
    }

    /**
     * The function's name or ARN, where a call waits for a function's result; a path or an expression if it is one.
     *
     * @return absent for what this machine cannot call: a service, an activity, a token that somebody must send back
     */
    static Optional<String> function(State state) {
        var resource = state.resource().orElse(new Resource.Unknown(""));
        if (resource instanceof Resource.Function function) {
            return Optional.of(function.text());
        }
        var isInvoke = resource instanceof Resource.Integration integration
                && integration.key().equals("lambda:invoke")
                && integration.pattern() == Resource.Pattern.REQUEST_RESPONSE;
        if (!isInvoke) {
            return Optional.empty();
        }
        var arguments = new Fields(state.arguments().orElseGet(JsonObject::new));
        var waits = arguments.text("InvocationType").orElse("RequestResponse").equals("RequestResponse");
        return waits ? arguments.text("FunctionName").or(() -> arguments.text("FunctionName.$")) : Optional.empty();
    }
}
