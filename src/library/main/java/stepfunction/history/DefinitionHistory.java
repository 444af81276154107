package stepfunction.history;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
     * @param now the time of the deployment
     */
    public List<ReplacedDefinition> replacedBy(BoundWorkflow workflow, Instant now) {
        if (!keepsPermissions(workflow)) {
            return List.of();
        }
        if (last.isSame(workflow.definition())) {
            return replaced;
        }
        var newest = new ReplacedDefinition(last, now.truncatedTo(ChronoUnit.SECONDS));
        return workflow.spec()
                .permissionsKept()
                .map(time -> replacedWithin(time, newest, workflow))
                .orElse(List.of(newest));
    }

    /** The definitions that executions may have started with: the last one, and those whose permissions are kept. */
    public Stream<DeployedDefinition> all() {
        return Stream.concat(Stream.of(last), replaced.stream().map(ReplacedDefinition::definition));
    }

    /** Without versions, an execution that started before does not keep its functions' code either. */
    private static boolean keepsPermissions(BoundWorkflow workflow) {
        return workflow.plan().config().pinFunctionVersions()
                && !workflow.spec().permissionsKept().equals(Optional.of(Duration.ZERO));
    }

    private List<ReplacedDefinition> replacedWithin(Duration time, ReplacedDefinition newest, BoundWorkflow workflow) {
        var earlier = replaced.stream()
                .filter(each -> each.at().plus(time).isAfter(newest.at()))
                .filter(each -> !each.definition().isSame(workflow.definition()));
        return Stream.concat(Stream.of(newest), earlier).toList();
    }
}
