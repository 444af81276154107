package stepfunction.local;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import stepfunction.lambda.Invocation;
import stepfunction.lambda.InvokeRequest;
import stepfunction.lambda.LambdaFunction;
import stepfunction.lambda.LocalLambda;

/** The functions that a run of a case invokes. A later run of the same case is answered as the first one was, without Python. */
final class Invocations {

    private final Supplier<LocalLambda> lambda;
    private final Map<Request, List<Invocation>> answers;
    private final boolean isFirstRun;
    private final Map<Request, Integer> asked = new HashMap<>();
    private final List<Made> made = new ArrayList<>();

    /** An invocation of a function, and how long that took. */
    record Made(LambdaFunction function, Duration took) {}

    /** @param arn with the version or alias */
    private record Request(String arn, JsonElement event) {}

    /** @param lambda asked for at the first call of a function */
    Invocations(Supplier<LocalLambda> lambda) {
        this(lambda, new HashMap<>(), true);
    }

    private Invocations(Supplier<LocalLambda> lambda, Map<Request, List<Invocation>> answers, boolean isFirstRun) {
        this.lambda = lambda;
        this.answers = answers;
        this.isFirstRun = isFirstRun;
    }

    /** Those of a later run. */
    Invocations again() {
        return new Invocations(lambda, answers, false);
    }

    /** Invokes a function; in a later run, only with an event that it has not had. */
    Invocation invoke(InvokeRequest invoked, Consumer<String> log) {
        var request = new Request(invoked.arn(), invoked.event());
        var known = answers.computeIfAbsent(request, first -> new ArrayList<>());
        if (isFirstRun || known.isEmpty()) {
            known.add(lambda.get().invoke(invoked, log));
        }
        var number = asked.merge(request, 1, Integer::sum) - 1;
        var invocation = known.get(Math.min(number, known.size() - 1));
        made.add(new Made(invoked.function(), invocation.took()));
        return invocation;
    }

    /** All invocations of this run. */
    List<Made> made() {
        return List.copyOf(made);
    }
}
