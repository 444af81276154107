package stepfunction.local;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.binding.Call;
import stepfunction.lambda.CannotRunException;

/** Checks a case against its workflow before anything runs. */
final class CaseCheck {

    private static final String OR_A_PATH =
            "\nA state that the execution does not enter needs none, where the case says its \"path\"";

    private final DeployedStack stack;
    private final DeployedWorkflow workflow;
    private final Case given;
    private final Refusals refusals;

    private CaseCheck(DeployedStack stack, Case given) {
        this.stack = stack;
        this.workflow = stack.workflow(given.workflow()).orElseThrow();
        this.given = given;
        this.refusals = new Refusals(given.file());
    }

    /** @throws CannotRunException with all that is wrong */
    static void check(DeployedStack stack, Case given) {
        var check = new CaseCheck(stack, given);
        // A state of a recorded execution that is gone is a difference from it, which can be accepted.
        if (!given.recorded()) {
            check.areOfStatesThatCall("mocks", given.mocks().keySet());
            check.areOfStatesThatCall("calls", given.expected().calls().keySet());
            check.pathIsOfStates();
        }
        given.expected().faults().ifPresent(faults -> {
            check.areOfStatesThatCall("faults.undone", faults.undone().keySet());
            check.areOfStatesThatCall(
                    "faults.undone", Set.copyOf(faults.undone().values()));
        });
        check.wholeMapsAreDistributed();
        check.filesAreOfReaders();
        check.mocksAnswerForWhatThisMachineCannotCall();
        check.refusals.throwIfAny();
    }

    /** @throws CannotRunException where the mocks do not fit the workflows; whether they are all that is needed is another question */
    static void checkMocks(DeployedStack stack, Case given) {
        var check = new CaseCheck(stack, given);
        check.areOfStatesThatCall("mocks", given.mocks().keySet());
        check.wholeMapsAreDistributed();
        check.filesAreOfReaders();
        check.refusals.throwIfAny();
    }

    private List<State> states() {
        return workflow.definition().states();
    }

    private Optional<State> state(String name) {
        return states().stream().filter(state -> state.name().equals(name)).findFirst();
    }

    private void refuseState(String place, String name) {
        var known = new KnownNames(states().stream().map(State::name).toList());
        refusals.add(
                "%s names the state %s, which the workflow does not have%s".formatted(place, name, known.hint(name)));
    }

    /** @param field of the case that has these names as keys */
    private void areOfStatesThatCall(String field, Set<String> names) {
        for (var name : names) {
            MockedState.of(name, given, stack)
                    .flatMap(mocked -> mocked.in(stack))
                    .ifPresentOrElse(state -> requireCall(field, name, state), () -> refuse(field, name));
        }
    }

    private void requireCall(String field, String name, State state) {
        if (Called.by(state).isEmpty() && !isMockedWhole(name)) {
            var type = state.type().map(StateType::text).orElse("state without a type");
            refusals.add(
                    "%s has the state %s, a %s, which calls nothing; remove it there".formatted(field, name, type));
        }
    }

    private boolean isMockedWhole(String name) {
        return Optional.ofNullable(given.mocks().get(name))
                .filter(Mock::isOfWholeMap)
                .isPresent();
    }

    private void wholeMapsAreDistributed() {
        given.mocks().keySet().stream()
                .filter(this::isMockedWhole)
                .filter(name -> MockedState.of(name, given, stack)
                        .flatMap(mocked -> mocked.in(stack))
                        .filter(state -> !state.isDistributedMap())
                        .isPresent())
                .forEach(name -> refusals.add(
                        "mocks.%s has Map, which is for a distributed Map; mock the calls of the state itself or within it"
                                .formatted(name)));
    }

    private void filesAreOfReaders() {
        given.mocks().forEach((name, mock) -> {
            var hasFile = mock.answers().stream().anyMatch(answer -> answer.response() instanceof Mock.File);
            var readsObject = MockedState.of(name, given, stack)
                    .flatMap(mocked -> mocked.in(stack))
                    .flatMap(Called::by)
                    .filter(call -> call.requester() == Call.Requester.ITEM_READER)
                    .filter(call -> call.resource().text().endsWith(":s3:getObject"))
                    .isPresent();
            if (hasFile && !readsObject) {
                refusals.add(
                        "mocks.%s has File, which is for a distributed Map whose ItemReader calls s3:getObject; use Return"
                                .formatted(name));
            }
        });
    }

    /** In the plan of one workflow, a slash has no meaning. */
    private void refuse(String field, String name) {
        var parts = name.split("/", 2);
        if (parts.length < 2 || !stack.hasSeveralWorkflows()) {
            refuseState(field, name);
            return;
        }
        var other = stack.workflow(parts[0]);
        if (other.isEmpty()) {
            refuseWorkflow(field, name, parts[0], parts[1]);
            return;
        }
        var known = new KnownNames(
                other.get().definition().states().stream().map(State::name).toList());
        refusals.add("%s names the state %s, which %s does not have%s"
                .formatted(field, name, other.get().title(), known.hint(parts[1])));
    }

    private void refuseWorkflow(String field, String name, String unknown, String state) {
        var names = stack.workflowNames();
        refusals.add(names.successor(unknown)
                .map(present ->
                        "%1$s names the workflow %2$s in %3$s, but %2$s is now called %4$s; rename it to %4$s/%5$s"
                                .formatted(field, unknown, name, present, state))
                .orElseGet(() -> "%s names the workflow %s in %s, which the plan does not have%s"
                        .formatted(field, unknown, name, new KnownNames(names.present()).hint(unknown))));
    }

    private void pathIsOfStates() {
        given.expected().path().orElse(List.of()).stream()
                .distinct()
                .filter(name -> state(name).isEmpty())
                .forEach(name -> refuseState("path", name));
    }

    /** Where the case says which states are entered, the others need none. */
    private void mocksAnswerForWhatThisMachineCannotCall() {
        var lacking = states().stream()
                .filter(state -> !isMocked(state) && !isWithinMockedMap(state))
                .filter(state -> given.expected()
                        .path()
                        .map(path -> path.contains(state.name()))
                        .orElse(true))
                .filter(state -> Called.by(state).isPresent() && !stack.canCall(state))
                .toList();
        if (!lacking.isEmpty()) {
            var message = new MissingMocks(given, workflow.name(), lacking).message();
            refusals.add(message + (given.expected().path().isPresent() ? "" : OR_A_PATH));
        }
    }

    private boolean isWithinMockedMap(State state) {
        return Stream.iterate(
                        state.scope().owner(),
                        Optional::isPresent,
                        owner -> owner.flatMap(each -> each.scope().owner()))
                .flatMap(Optional::stream)
                .anyMatch(owner -> isMockedWhole(owner.name()));
    }

    /** By its name, or with that of the workflow before it. */
    private boolean isMocked(State state) {
        return given.mocks().keySet().stream()
                .map(name -> MockedState.of(name, given, stack))
                .anyMatch(Optional.of(new MockedState(workflow.name(), state.name()))::equals);
    }
}
