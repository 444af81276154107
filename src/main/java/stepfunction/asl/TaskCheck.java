package stepfunction.asl;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import stepfunction.asl.Resource.Activity;
import stepfunction.asl.Resource.Integration;
import stepfunction.asl.Resource.Unknown;

/** What must hold of what Tasks call: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html. */
record TaskCheck(Definition definition, StateNames names, MachineType type) {

    /** The context object as a whole, its Task or the token, in either query language. */
    private static final Pattern TOKEN = Pattern.compile("\\$(\\$|states\\.context)($|[^.\\w]|\\.Task\\b|\\.\\*)");

    Stream<Finding> findings() {
        return definition.states().stream()
                .flatMap(state -> Stream.of(
                                resourceIsCallable(state),
                                integrationIsOffered(state),
                                apiBeginsInLowerCase(state),
                                expressDoesNotWait(state),
                                expressHasNoDistributedMap(state),
                                tokenIsPassedOn(state),
                                credentialsHaveARole(state))
                        .flatMap(Function.identity()));
    }

    private Stream<Finding> resourceIsCallable(State state) {
        if (!(state.resource().orElse(null) instanceof Unknown resource)) {
            return Stream.empty();
        }
        var rule = resource.text().contains("${")
                ? "%s calls %s; a placeholder must be the whole Resource"
                : "%s calls %s, which is the ARN neither of a function nor of an activity nor of an integration such as arn:aws:states:::sns:publish";
        return Stream.of(Finding.error(rule.formatted(names.of(state), resource.text())));
    }

    private Stream<Finding> integrationIsOffered(State state) {
        return integration(state)
                .filter(this::mayRun)
                .filter(integration -> !integration.isOffered())
                .map(integration -> Finding.error(notOffered(names.of(state), integration)))
                .stream();
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
                .map(meant -> "%s calls %s, which is no integration; did you mean %s?".formatted(state, key, meant))
                .orElseGet(() -> "%s calls %s, which is no optimized integration; call arn:aws:states:::%s"
                        .formatted(state, key, OptimizedIntegrations.sdkKey(integration)));
    }

    /** What EXPRESS does not run is told as that. */
    private boolean mayRun(Integration integration) {
        return type == MachineType.STANDARD || integration.pattern() == Resource.Pattern.REQUEST_RESPONSE;
    }

    private Stream<Finding> apiBeginsInLowerCase(State state) {
        return integration(state)
                .filter(integration -> integration.sdk()
                        && Character.isUpperCase(integration.api().charAt(0)))
                .map(integration ->
                        Finding.warning("%s calls %s; AWS writes an API with a small letter at its beginning"
                                .formatted(names.of(state), integration.key())))
                .stream();
    }

    private Stream<Finding> expressDoesNotWait(State state) {
        if (type != MachineType.EXPRESS) {
            return Stream.empty();
        }
        var isActivity = state.resource().orElse(null) instanceof Activity;
        var waits = integration(state)
                .map(Integration::pattern)
                .filter(pattern -> pattern != Resource.Pattern.REQUEST_RESPONSE)
                .isPresent();
        return isActivity || waits
                ? Stream.of(Finding.error(
                        "%s must not wait for a job, a token or an activity in an EXPRESS state machine, calls %s"
                                .formatted(
                                        names.of(state),
                                        state.fields().text("Resource").orElse(""))))
                : Stream.empty();
    }

    private Stream<Finding> expressHasNoDistributedMap(State state) {
        return type == MachineType.EXPRESS && state.isDistributedMap()
                ? Stream.of(Finding.error("Mode of %s must be INLINE in an EXPRESS state machine, was DISTRIBUTED"
                        .formatted(names.of(state))))
                : Stream.empty();
    }

    /** AWS accepts it all the same, and the Task waits until its timeout. */
    private Stream<Finding> tokenIsPassedOn(State state) {
        return waitsForToken(state)
                        && sentTexts(state)
                                .noneMatch(text -> TOKEN.matcher(text).find())
                ? Stream.of(Finding.warning("%s waits for a token that it passes to nobody; send %s along"
                        .formatted(
                                names.of(state),
                                state.queryLanguage() == QueryLanguage.JSONATA
                                        ? "{% $states.context.Task.Token %}"
                                        : "$$.Task.Token")))
                : Stream.empty();
    }

    private Stream<String> sentTexts(State state) {
        return definition.texts().stream()
                .filter(text -> !text.isData())
                .filter(text -> text.state().filter(state::equals).isPresent())
                .map(Text::value);
    }

    private Stream<Finding> credentialsHaveARole(State state) {
        if (!state.is(StateType.TASK)) {
            return Stream.empty();
        }
        return state.fields().object("Credentials").stream()
                .filter(credentials -> !credentials.has("RoleArn") && !credentials.has("RoleArn.$"))
                .map(credentials ->
                        Finding.error("Credentials of %s have no RoleArn; add it".formatted(names.of(state))));
    }

    static boolean waitsForToken(State state) {
        return integration(state)
                .filter(integration -> integration.pattern() == Resource.Pattern.WAIT_FOR_TASK_TOKEN)
                .isPresent();
    }

    private static Optional<Integration> integration(State state) {
        return state.resource().filter(Integration.class::isInstance).map(Integration.class::cast);
    }
}
