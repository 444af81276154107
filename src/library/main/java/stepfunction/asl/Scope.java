package stepfunction.asl;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** States that may name one another: the machine's own, those of a branch of a Parallel, or of the processor of a Map. */
public final class Scope {

    private final JsonObject json;
    private final @Nullable State owner;
    private final String path;
    private final QueryLanguage machineLanguage;
    private final Map<String, State> states = new LinkedHashMap<>();
    /** Made when the first name is misspelled. */
    private @Nullable NearestNames stateNames;

    /** @param path without a slash at its end, so that the machine's is empty */
    Scope(JsonObject json, @Nullable State owner, String path, QueryLanguage machineLanguage) {
        this.json = json;
        this.owner = owner;
        this.path = path;
        this.machineLanguage = machineLanguage;
        for (var state : fields().object("States").orElse(new JsonObject()).entrySet()) {
            if (state.getValue() instanceof JsonObject object) {
                states.put(state.getKey(), new State(state.getKey(), object, this));
            }
        }
    }

    public JsonObject json() {
        return json;
    }

    public Fields fields() {
        return new Fields(json);
    }

    /** The Parallel or Map that it belongs to; absent for the machine. */
    public Optional<State> owner() {
        return Optional.ofNullable(owner);
    }

    /** Such as {@code /} for the machine, or {@code /States/Both/Branches[0]}. */
    public String path() {
        return path.isEmpty() ? "/" : path;
    }

    public Optional<String> startAt() {
        return fields().text("StartAt");
    }

    /** Its own states, in the order of the definition; what is no JSON object is left out. */
    public List<State> states() {
        return List.copyOf(states.values());
    }

    public Optional<State> state(String name) {
        return Optional.ofNullable(states.get(name));
    }

    /** Its own state of a name, or else the one that was meant by a misspelled name. */
    public Optional<State> meant(String name) {
        return state(name).or(() -> nearest(name));
    }

    /** Its own state whose name is closest to a misspelled one. */
    public Optional<State> nearest(String name) {
        if (stateNames == null) {
            stateNames = new NearestNames(states.keySet());
        }
        return stateNames.nearest(name).flatMap(this::state);
    }

    /** Its own states, each followed by those within it, at any depth. */
    List<State> allStates() {
        var all = new ArrayList<State>();
        for (var state : states.values()) {
            all.add(state);
            for (var inner : state.scopes()) {
                all.addAll(inner.allStates());
            }
        }
        return List.copyOf(all);
    }

    /** Itself, and the scopes within its states, at any depth. */
    List<Scope> allScopes() {
        var all = new ArrayList<>(List.of(this));
        for (var state : states.values()) {
            for (var inner : state.scopes()) {
                all.addAll(inner.allScopes());
            }
        }
        return List.copyOf(all);
    }

    /** The query language of states that name none: the machine's, whatever state is around them. */
    public QueryLanguage machineLanguage() {
        return machineLanguage;
    }

    String pathOfState(String name) {
        return path + "/States/" + name;
    }

    @Override
    public String toString() {
        return path();
    }
}
