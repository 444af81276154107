package stepfunction.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.MachineType;
import stepfunction.asl.OptimizedIntegrations;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Resource.Integration;
import stepfunction.asl.Resource.Unknown;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/** The check of the resources that Tasks call: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html. */
final class TaskCheck {

    /** The context object as a whole, its Task or the token, in either query language. */
    private static final Pattern TOKEN = Pattern.compile("\\$(\\$|states\\.context)($|[^.\\w]|\\.Task\\b|\\.\\*)");

    private final Definition definition;
    private final StateNames names;
    private final MachineType type;
    private final Set<State> tokenSenders;
    private final Findings findings = new Findings();

    private TaskCheck(Definition definition, StateNames names, MachineType type) {
        this.definition = definition;
        this.names = names;
        this.type = type;
        this.tokenSenders = tokenSenders(definition);
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, StateNames names, MachineType type) {
        var check = new TaskCheck(definition, names, type);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var state : definition.states()) {
            resourceIsCallable(state);
            integrationIsOffered(state);
            apiBeginsInLowerCase(state);
            expressDoesNotWait(state);
            expressHasNoDistributedMap(state);
            tokenIsPassedOn(state);
            credentialsHaveARole(state);
        }
    }

    private void resourceIsCallable(State state) {
        if (!(state.resource().orElse(null) instanceof Unknown unknown)) {
            return;
        }
        if (unknown.text().contains("${")) {
            findings.error(
                    Code.INVALID_RESOURCE,
                    "%s calls %s; a placeholder must be the whole Resource".formatted(names.of(state), unknown.text()));
        } else {
            findings.error(
                    Code.INVALID_RESOURCE,
                    "%s calls %s, which is the ARN neither of a function nor of an activity nor of an integration such as arn:aws:states:::sns:publish"
                            .formatted(names.of(state), unknown.text()));
        }
    }

    /** An integration that only EXPRESS lacks is reported as such. */
    private void integrationIsOffered(State state) {
        if (state.resource().orElse(null) instanceof Integration integration
                && !integration.isOffered()
                && !(type == MachineType.EXPRESS && state.waits())) {
            findings.error(Code.INVALID_RESOURCE, notOffered(names.of(state), integration));
        }
    }

    private static String notOffered(String state, Integration integration) {
        var key = integration.key();
        var suffix = integration.pattern().suffix();
        if (integration.sdk()) {
            return "%s calls %s, but SDK integrations do not offer %s; remove it".formatted(state, key, suffix);
        }
        if (OptimizedIntegrations.knows(integration)) {
            return "%s calls %s, which does not offer %s; remove it".formatted(state, key, suffix);
        }
        return OptimizedIntegrations.nearest(integration)
                .map(meant -> "%s calls %s, which is not an integration; did you mean %s?".formatted(state, key, meant))
                .orElseGet(() -> "%s calls %s, which is not an optimized integration; call arn:aws:states:::%s"
                        .formatted(state, key, OptimizedIntegrations.sdkKey(integration)));
    }

    private void apiBeginsInLowerCase(State state) {
        if (state.resource().orElse(null) instanceof Integration integration
                && integration.sdk()
                && Character.isUpperCase(integration.api().charAt(0))) {
            findings.warning(
                    Code.API_SPELLING,
                    state.name(),
                    "%s calls %s; AWS spells an API with a lower-case first letter"
                            .formatted(names.of(state), integration.key()));
        }
    }

    private void expressDoesNotWait(State state) {
        if (type == MachineType.EXPRESS && state.waits()) {
            var called = state.fields().text("Resource").orElse("");
            findings.error(
                    "%s must not wait for a job, a token or an activity in an EXPRESS state machine, calls %s; %s"
                            .formatted(names.of(state), called, insteadOfWaiting(called)));
        }
    }

    private static String insteadOfWaiting(String called) {
        return called.contains(":states:startExecution.sync")
                ? "call aws-sdk:sfn:startSyncExecution, or make the state machine STANDARD"
                : "make the state machine STANDARD";
    }

    private void expressHasNoDistributedMap(State state) {
        if (type == MachineType.EXPRESS && state.isDistributedMap()) {
            findings.error("Mode of %s must be INLINE in an EXPRESS state machine, was DISTRIBUTED"
                    .formatted(names.of(state)));
        }
    }

    /** AWS accepts it all the same, and the Task waits until its timeout. */
    private void tokenIsPassedOn(State state) {
        if (state.waitsForToken() && !tokenSenders.contains(state)) {
            findings.warning(
                    Code.TOKEN_NOT_SENT,
                    state.name(),
                    "%s waits for a task token but never passes it on; include %s"
                            .formatted(names.of(state), tokenIn(state.queryLanguage())));
        }
    }

    /** The Tasks that pass their token on, or the whole context object. */
    private static Set<State> tokenSenders(Definition definition) {
        var senders = new HashSet<State>();
        for (var text : definition.texts()) {
            if (!text.isData() && TOKEN.matcher(text.value()).find()) {
                text.state().ifPresent(senders::add);
            }
        }
        return senders;
    }

    private static String tokenIn(QueryLanguage language) {
        return language == QueryLanguage.JSONATA ? "{% $states.context.Task.Token %}" : "$$.Task.Token";
    }

    private void credentialsHaveARole(State state) {
        var credentials = state.fields().object("Credentials");
        if (state.is(StateType.TASK)
                && credentials.isPresent()
                && !credentials.get().has("RoleArn")
                && !credentials.get().has("RoleArn.$")) {
            findings.error("Credentials of %s have no RoleArn; add it".formatted(names.of(state)));
        }
    }
}
