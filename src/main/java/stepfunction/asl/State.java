package stepfunction.asl;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A state of a {@link Scope}. What it says of itself may be nonsense; {@link #json} shows all of it. */
public final class State {

    private final String name;
    private final JsonObject json;
    private final Scope scope;
    private final Optional<StateType> type;
    private final Optional<Resource> resource;
    private final List<Transition> transitions;
    private final List<Scope> scopes;

    State(String name, JsonObject json, Scope scope) {
        this.name = name;
        this.json = json;
        this.scope = scope;
        this.type = fields().text("Type").flatMap(StateType::parse);
        this.resource = is(StateType.TASK) ? fields().text("Resource").map(Resource::parse) : Optional.empty();
        this.transitions = Stream.concat(ownTransitions(), innerTransitions()).toList();
        this.scopes = Stream.concat(branches(), processors()).toList();
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
        return this.type.filter(type::equals).isPresent();
    }

    /** Its own, else the machine's. */
    public QueryLanguage queryLanguage() {
        return fields().text("QueryLanguage").flatMap(QueryLanguage::parse).orElse(scope.machineLanguage());
    }

    /** The branches of a Parallel, or the processor of a Map. */
    public List<Scope> scopes() {
        return scopes;
    }

    /** In the order Next, Default, Choices, Catch. */
    public List<Transition> transitions() {
        return transitions;
    }

    /** Whether its scope may end with it. */
    public boolean isEnd() {
        return fields().isTrue("End") || is(StateType.SUCCEED) || is(StateType.FAIL);
    }

    /** What a Task calls. */
    public Optional<Resource> resource() {
        return resource;
    }

    /** What a Task sends: {@code Parameters} in JSONPath, {@code Arguments} in JSONata. Absent where it is no object. */
    public Optional<JsonObject> arguments() {
        return fields().object(queryLanguage().argumentsField());
    }

    /** Seconds; absent where it is no number, such as an expression or a placeholder. */
    public Optional<Long> timeoutSeconds() {
        return fields().integer("TimeoutSeconds");
    }

    /** Seconds; absent where it is no number, such as an expression or a placeholder. */
    Optional<Long> heartbeatSeconds() {
        return fields().integer("HeartbeatSeconds");
    }

    List<JsonObject> retriers() {
        return fields().objects("Retry");
    }

    List<JsonObject> catchers() {
        return fields().objects("Catch");
    }

    /** The rules of a Choice. */
    List<JsonObject> choices() {
        return fields().objects("Choices");
    }

    /** Whether it is a Map whose iterations are executions of their own. */
    public boolean isDistributedMap() {
        return is(StateType.MAP)
                && fields().object("ItemProcessor")
                        .flatMap(processor -> new Fields(processor).object("ProcessorConfig"))
                        .flatMap(config -> new Fields(config).text("Mode"))
                        .filter("DISTRIBUTED"::equals)
                        .isPresent();
    }

    private Stream<Scope> branches() {
        return fields().elements("Branches").stream()
                .flatMap(branch -> branch.object().stream().map(json -> inner(branch.field(), json)));
    }

    /** {@code Iterator} is the older name of {@code ItemProcessor}. */
    private Stream<Scope> processors() {
        return Stream.of("ItemProcessor", "Iterator")
                .flatMap(field -> fields().object(field).stream().map(json -> inner(field, json)));
    }

    private Scope inner(String field, JsonObject json) {
        return new Scope(json, this, path() + "/" + field, scope.machineLanguage());
    }

    private Stream<Transition> ownTransitions() {
        return Stream.of("Next", "Default").flatMap(field -> transition(fields(), field, field));
    }

    private Stream<Transition> innerTransitions() {
        return Stream.of("Choices", "Catch")
                .flatMap(field -> fields().elements(field).stream())
                .flatMap(element -> element.object().stream()
                        .flatMap(rule -> transition(new Fields(rule), "Next", element.field() + ".Next")));
    }

    private static Stream<Transition> transition(Fields fields, String name, String field) {
        return fields.text(name).map(target -> new Transition(field, target)).stream();
    }

    @Override
    public String toString() {
        return path();
    }
}
