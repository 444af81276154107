package stepfunction.asl;

import static stepfunction.asl.Resource.Pattern.REQUEST_RESPONSE;
import static stepfunction.asl.Resource.Pattern.WAIT_FOR_TASK_TOKEN;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.Resource.Activity;
import stepfunction.asl.Resource.Integration;

/** A state of a {@link Scope}. Its fields may be nonsense; {@link #json} has all of them. */
public final class State {

    private final String name;
    private final JsonObject json;
    private final Scope scope;
    private final Optional<StateType> type;
    private final QueryLanguage queryLanguage;
    private final Optional<Resource> resource;
    private final Map<Transition, JsonObject> clausesByTransition;
    private final List<Scope> scopes;

    State(String name, JsonObject json, Scope scope) {
        this.name = name;
        this.json = json;
        this.scope = scope;
        this.type = StateType.of(fields());
        this.queryLanguage = QueryLanguage.of(fields()).orElse(scope.machineLanguage());
        this.resource = is(StateType.TASK) ? fields().text("Resource").map(Resource::parse) : Optional.empty();
        this.clausesByTransition = findTransitions();
        this.scopes = findScopes();
    }

    public String name() {
        return name;
    }

    public JsonObject json() {
        return json;
    }

    public Fields fields() {
        return new Fields(json);
    }

    /** The states that it may lead to, and itself. */
    public Scope scope() {
        return scope;
    }

    /** Such as {@code /States/Both/Branches[0]/States/Greet}. */
    public String path() {
        return scope.pathOfState(name);
    }

    /** Absent where the field {@code Type} is, or is no type of the language. */
    public Optional<StateType> type() {
        return type;
    }

    public boolean is(StateType type) {
        return this.type.orElse(null) == type;
    }

    /** Its own, else the machine's. */
    public QueryLanguage queryLanguage() {
        return queryLanguage;
    }

    /** The branches of a Parallel, or the processor of a Map. */
    public List<Scope> scopes() {
        return scopes;
    }

    /** In the order Next, Default, Choices, Catch. */
    public List<Transition> transitions() {
        return List.copyOf(clausesByTransition.keySet());
    }

    /** The object that names the next state: this state itself, a rule of a Choice or a catcher. */
    public JsonObject clauseOf(Transition transition) {
        return Objects.requireNonNull(clausesByTransition.get(transition), transition.field());
    }

    /** Whether its scope may end with it. */
    public boolean isEnd() {
        return fields().isTrue("End") || is(StateType.SUCCEED) || is(StateType.FAIL);
    }

    /** The resource that a Task calls. */
    public Optional<Resource> resource() {
        return resource;
    }

    /** Whether a Task goes on only after a job has ended, or after a worker or a callback has answered. */
    public boolean waits() {
        return resource.orElse(null) instanceof Activity
                || (resource.orElse(null) instanceof Integration called && called.pattern() != REQUEST_RESPONSE);
    }

    /** Whether a Task goes on only after its task token has been returned. */
    public boolean waitsForToken() {
        return resource.orElse(null) instanceof Integration called && called.pattern() == WAIT_FOR_TASK_TOKEN;
    }

    /** The arguments of a Task: {@code Parameters} in JSONPath, {@code Arguments} in JSONata. Absent unless they are an object. */
    public Optional<JsonObject> arguments() {
        return fields().object(queryLanguage().argumentsField());
    }

    /** Seconds; absent where it is no number, such as an expression or a placeholder. */
    public Optional<Long> timeoutSeconds() {
        return fields().integer("TimeoutSeconds");
    }

    /** Seconds; absent where it is no number, such as an expression or a placeholder. */
    public Optional<Long> heartbeatSeconds() {
        return fields().integer("HeartbeatSeconds");
    }

    public List<JsonObject> retriers() {
        return fields().objects("Retry");
    }

    public List<JsonObject> catchers() {
        return fields().objects("Catch");
    }

    /** The rules of a Choice. */
    public List<JsonObject> choices() {
        return fields().objects("Choices");
    }

    /** Whether it is a Map whose iterations are executions of their own. */
    public boolean isDistributedMap() {
        return is(StateType.MAP)
                && fields().object("ItemProcessor")
                        .or(() -> fields().object("Iterator"))
                        .flatMap(processor -> new Fields(processor).object("ProcessorConfig"))
                        .flatMap(config -> new Fields(config).text("Mode"))
                        .filter("DISTRIBUTED"::equals)
                        .isPresent();
    }

    /** {@code Iterator} is the older name of {@code ItemProcessor}. */
    private List<Scope> findScopes() {
        var found = new ArrayList<Scope>();
        for (var branch : fields().elements("Branches")) {
            addScope(branch.field(), branch.value(), found);
        }
        for (var field : List.of("ItemProcessor", "Iterator")) {
            addScope(field, json.get(field), found);
        }
        return List.copyOf(found);
    }

    private void addScope(String field, @Nullable JsonElement value, List<Scope> found) {
        if (value instanceof JsonObject object) {
            found.add(new Scope(object, this, path() + "/" + field, scope.machineLanguage()));
        }
    }

    private Map<Transition, JsonObject> findTransitions() {
        var found = new LinkedHashMap<Transition, JsonObject>();
        for (var field : List.of("Next", "Default")) {
            addTransition(field, json, field, found);
        }
        for (var field : List.of("Choices", "Catch")) {
            for (var rule : fields().elements(field)) {
                if (rule.value() instanceof JsonObject object) {
                    addTransition(rule.field() + ".Next", object, "Next", found);
                }
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private static void addTransition(String place, JsonObject clause, String name, Map<Transition, JsonObject> found) {
        var target = new Fields(clause).text(name);
        if (target.isPresent()) {
            found.put(new Transition(place, target.get()), clause);
        }
    }

    @Override
    public String toString() {
        return path();
    }
}
