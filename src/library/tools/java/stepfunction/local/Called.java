package stepfunction.local;

import java.util.Optional;
import stepfunction.asl.Resource;
import stepfunction.asl.State;
import stepfunction.binding.Call;
import stepfunction.binding.Call.Requester;
import stepfunction.binding.Callee;

/** The calls of deployed states that a case may mock. */
final class Called {

    private Called() {}

    /** The call that gives a state its result or its items; absent for a state that calls nothing. */
    static Optional<Call> by(State state) {
        return Call.deployed(state).stream()
                .filter(call -> call.requester() != Requester.RESULT_WRITER)
                .findFirst();
    }

    /**
     * The function whose result a call waits for.
     *
     * @return absent for what this machine cannot call: a service, an activity, or a call that waits for a task token
     */
    static Optional<Callee> function(State state) {
        return by(state)
                .filter(call -> call.waitsForFunction() && !isOfSdk(call.resource()))
                .flatMap(Call::callee);
    }

    private static boolean isOfSdk(Resource resource) {
        return resource instanceof Resource.Integration called && called.sdk();
    }
}
