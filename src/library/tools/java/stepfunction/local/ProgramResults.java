package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.ExecutionResult.Status;
import stepfunction.asl.State;
import stepfunction.changes.CaseResult;
import stepfunction.changes.CaseResult.MadeCall;
import stepfunction.changes.Revision.DefinedWorkflow;
import stepfunction.changes.Revision.Program;

/** The results of a program's cases, in a form that is the same in each run. */
final class ProgramResults {

    private static final int MAX_STATES = 10_000;

    /** Of the arguments of a case's calls together. */
    private static final int MAX_CHARACTERS = 500_000;

    private final ProgramText text;
    private final DeployedStack stack;
    private final List<CaseResult> cases = new ArrayList<>();

    /** @param stack of those with the program, the one on which the cases run */
    ProgramResults(ProgramText text, DeployedStack stack) {
        this.text = text;
        this.stack = stack;
    }

    void add(CaseRun run) {
        cases.add(result(run));
    }

    /** @param stacks that have it */
    Program program(List<String> stacks) {
        return new Program(stacks, stack.workflows().stream().map(this::defined).toList(), cases);
    }

    private DefinedWorkflow defined(DeployedWorkflow workflow) {
        var definition = withLogicalNames(workflow.definitionText());
        return new DefinedWorkflow(
                workflow.name(),
                workflow.formerNames().stream().sorted().toList(),
                workflow.type(),
                definition.getAsJsonObject());
    }

    private CaseResult result(CaseRun run) {
        var calls = calls(run);
        var kept = withinLimit(calls);
        return new CaseResult(
                run.given().name(),
                run.given().workflow(),
                ending(run),
                path(run),
                kept,
                calls.size() - kept.size(),
                new BilledUnits(run).units());
    }

    private static String ending(CaseRun run) {
        var status = run.result().status();
        return status == Status.SUCCEEDED
                ? status.name()
                : "%s: %s".formatted(status, run.error().orElse("no error's name"));
    }

    /** Parts that run at the same time enter their states in an order that differs: so those are in that of the definition. */
    private static List<String> path(CaseRun run) {
        var order =
                order(run.stack().workflow(run.given().workflow()).orElseThrow().definition());
        var path = new ArrayList<String>();
        var inner = new ArrayList<State>();
        for (var event : run.events().all()) {
            if (MergedHistory.isEntered(event)) {
                var state = event.state().orElseThrow();
                if (state.scope().owner().isEmpty()) {
                    addInOrder(inner, order, path);
                    path.add(state.name());
                } else {
                    inner.add(state);
                }
            }
        }
        addInOrder(inner, order, path);
        return path.subList(0, Math.min(path.size(), MAX_STATES));
    }

    private static void addInOrder(List<State> inner, Map<String, Integer> order, List<String> path) {
        inner.stream()
                .sorted(Comparator.comparing(state -> order.getOrDefault(state.path(), 0)))
                .forEach(state -> path.add(state.name()));
        inner.clear();
    }

    private static Map<String, Integer> order(Definition definition) {
        var order = new HashMap<String, Integer>();
        definition.states().forEach(state -> order.put(state.path(), order.size()));
        return order;
    }

    /** By state; those of a state within a Parallel or Map in the order of their texts. */
    private List<MadeCall> calls(CaseRun run) {
        var calls = new ArrayList<MadeCall>();
        var values = new RepeatableValues(run.events().all().get(0).time());
        run.sent().states().stream()
                .sorted(Comparator.comparing(state -> state.nameIn(run.given())))
                .forEach(state -> arguments(run, state, values)
                        .forEach(each -> calls.add(new MadeCall(state.nameIn(run.given()), each))));
        return calls;
    }

    private Stream<JsonElement> arguments(CaseRun run, MockedState state, RepeatableValues values) {
        var arguments = run.sent().of(state).stream().map(each -> values.of(withLogicalNames(each.toString())));
        var isInner = state.in(stack).flatMap(each -> each.scope().owner()).isPresent();
        return isInner ? arguments.sorted(Comparator.comparing(JsonElement::toString)) : arguments;
    }

    /** Nor do functions have the versions that they are called by, which some stacks publish and others do not. */
    private JsonElement withLogicalNames(String json) {
        var withoutVersions = json;
        for (var function : stack.functions()) {
            var published = Pattern.quote("%s:%s".formatted(function.arn(), function.version()));
            withoutVersions = withoutVersions.replaceAll(published + "(?!\\w)", function.arn());
        }
        return JsonParser.parseString(text.withLogicalNames(withoutVersions));
    }

    private static List<MadeCall> withinLimit(List<MadeCall> calls) {
        var kept = new ArrayList<MadeCall>();
        var characters = 0;
        for (var call : calls) {
            characters += call.arguments().toString().length();
            if (characters > MAX_CHARACTERS) {
                break;
            }
            kept.add(call);
        }
        return kept;
    }
}
