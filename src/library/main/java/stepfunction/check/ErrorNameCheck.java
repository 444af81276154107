package stepfunction.check;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.asl.Code;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;
import stepfunction.binding.CalledApi;

/**
 * Whether Retry and Catch of a Task, and of the Parallel and Map states around it, spell the errors of its API right. A name that is like
 * none of them is an error of the user's own, or of a newer API.
 */
final class ErrorNameCheck {

    private final BoundWorkflow workflow;
    private final Set<String> thrown;
    private final Findings findings = new Findings();

    private ErrorNameCheck(BoundWorkflow workflow) {
        this.workflow = workflow;
        this.thrown = thrownBy(workflow);
    }

    /** The errors of its Fail states: names of the user's own, which may be like those of an API. */
    private static Set<String> thrownBy(BoundWorkflow workflow) {
        return workflow.definition().states().stream()
                .filter(state -> state.is(StateType.FAIL))
                .flatMap(state -> state.fields().text("Error").stream())
                .collect(Collectors.toSet());
    }

    /** The findings, each once. */
    static List<Finding> check(BoundWorkflow workflow) {
        var check = new ErrorNameCheck(workflow);
        check.all();
        return check.findings.all();
    }

    private void all() {
        var apisWithin = new LinkedHashMap<State, Set<CalledApi>>();
        for (var call : workflow.calls()) {
            if (call.requester() == Call.Requester.TASK) {
                var api = new CalledApi(call.resource());
                namesAreKnown(call.state(), Set.of(api), api.title() + " never reports");
                owners(call.state())
                        .forEach(owner -> apisWithin
                                .computeIfAbsent(owner, first -> new LinkedHashSet<>())
                                .add(api));
            }
        }
        apisWithin.forEach((owner, apis) -> namesAreKnown(owner, apis, "no Task in it reports"));
    }

    /** The Parallel and Map states around a state. */
    private static Stream<State> owners(State state) {
        return Stream.iterate(
                        state.scope().owner(),
                        Optional::isPresent,
                        owner -> owner.flatMap(each -> each.scope().owner()))
                .flatMap(Optional::stream);
    }

    /** @param isNotReported such as {@code sqs:sendMessage never reports} */
    private void namesAreKnown(State state, Set<CalledApi> apis, String isNotReported) {
        for (var field : List.of("Retry", "Catch")) {
            for (var name : named(state, field)) {
                if (apis.stream().noneMatch(api -> isKnown(api, name)) && !thrown.contains(name)) {
                    Spelling.nearest(name, errors(apis))
                            .ifPresent(meant -> findings.warning(
                                    Code.UNKNOWN_ERROR,
                                    state.name(),
                                    "ErrorEquals in %s of %s has %s, which %s; did you mean %s?"
                                            .formatted(field, state.name(), name, isNotReported, meant)));
                }
            }
        }
    }

    private static Set<String> errors(Set<CalledApi> apis) {
        return apis.stream().flatMap(api -> api.errors().stream()).collect(Collectors.toSet());
    }

    private static Set<String> named(State state, String field) {
        var names = new LinkedHashSet<String>();
        for (var handler : state.fields().objects(field)) {
            names.addAll(new Fields(handler).texts("ErrorEquals"));
        }
        return names;
    }

    /** An optimized integration may spell the same error in other cases, such as {@code DynamoDB} for {@code DynamoDb}. */
    private static boolean isKnown(CalledApi api, String name) {
        return api.isSdk() ? api.errors().contains(name) : api.errors().stream().anyMatch(name::equalsIgnoreCase);
    }
}
