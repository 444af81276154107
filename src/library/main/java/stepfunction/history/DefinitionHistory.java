package stepfunction.history;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.binding.BoundWorkflow;

/**
 * The definitions that a workflow of a stack has had.
 *
 * @param last that of the last deployment
 * @param replaced those before it whose permissions are kept, the newest first
 */
public record DefinitionHistory(DeployedDefinition last, List<ReplacedDefinition> replaced) {

    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .registerTypeAdapter(
                    Instant.class, (JsonSerializer<Instant>) (at, type, context) -> new JsonPrimitive(at.toString()))
            .registerTypeAdapter(Instant.class, (JsonDeserializer<Instant>)
                    (json, type, context) -> Instant.parse(json.getAsString()))
            .create();

    public DefinitionHistory {
        replaced = List.copyOf(replaced);
    }

    /** JSON text, as the stack's state has it. */
    public String json() {
        return GSON.toJson(this);
    }

    /**
     * Reads the text that {@link #json} makes.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static DefinitionHistory parse(String json) {
        try {
            var history = GSON.fromJson(json, DefinitionHistory.class);
            history.last().definition();
            history.replaced().forEach(each -> each.definition().definition());
            return history;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("must be the text that a deployment wrote", e);
        }
    }

    /**
     * The definitions that have been replaced, once a workflow is deployed, and whose permissions are kept. The deployment of the same
     * definition replaces none, so that it changes nothing.
     *
     * @param startedVersion the number of the oldest version that the workflow's alias starts; absent without an alias
     * @param now the time of the deployment
     */
    List<ReplacedDefinition> replacedBy(BoundWorkflow workflow, Optional<Integer> startedVersion, Instant now) {
        // Without versions, an execution that started before does not keep its functions' code either.
        if (!workflow.plan().config().pinFunctionVersions()) {
            return List.of();
        }
        if (isLast(workflow)) {
            return isNoneKept(workflow) && startedVersion.isEmpty() ? List.of() : replaced;
        }
        var newest = new ReplacedDefinition(last, now.truncatedTo(ChronoUnit.SECONDS));
        var kept = new ArrayList<ReplacedDefinition>();
        var isStarted = startedVersion.isPresent();
        for (var each : Stream.concat(Stream.of(newest), replaced.stream()).toList()) {
            if (isStarted || isInTime(each, newest, workflow)) {
                kept.add(each);
            }
            // The alias may start any version from that one on, and so this definition's, but none before it.
            isStarted = isStarted && each.definition().firstVersion() > startedVersion.orElseThrow();
        }
        kept.removeIf(each -> each.definition().isSame(workflow.definition()));
        return kept;
    }

    /** The first version with the definition of a workflow, if the last deployment had it already. */
    Optional<Integer> firstVersionOf(BoundWorkflow workflow) {
        return isLast(workflow) && last.firstVersion() > 0 ? Optional.of(last.firstVersion()) : Optional.empty();
    }

    private boolean isLast(BoundWorkflow workflow) {
        return last.isSame(workflow.definition());
    }

    private static boolean isInTime(ReplacedDefinition each, ReplacedDefinition newest, BoundWorkflow workflow) {
        var time = workflow.spec().permissionsKept();
        return time.isPresent() ? each.at().plus(time.get()).isAfter(newest.at()) : each.equals(newest);
    }

    private static boolean isNoneKept(BoundWorkflow workflow) {
        return workflow.spec().permissionsKept().equals(Optional.of(Duration.ZERO));
    }

    /** The definitions that executions may have started with: the last one, and those whose permissions are kept. */
    public Stream<DeployedDefinition> all() {
        return Stream.concat(Stream.of(last), replaced.stream().map(ReplacedDefinition::definition));
    }
}
