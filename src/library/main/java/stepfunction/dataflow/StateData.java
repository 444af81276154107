package stepfunction.dataflow;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stepfunction.asl.Fields;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.asl.Transition;

/** The known data of a state. */
abstract sealed class StateData permits JsonPathData, JsonataData {

    static final Set<StateType> WITH_RESULT = Set.of(StateType.TASK, StateType.PARALLEL, StateType.MAP);

    /**
     * The facts known before the analysis of the state.
     *
     * @param result of a Task, a Parallel or a Map
     * @param tested what the state asks for, whether it is there: that is taken to be there
     * @param name of the state, in messages
     */
    record Known(State state, Entry entry, Shape result, List<DataRead> tested, String name) {}

    private final Known known;
    private final TemplateShapes templates;
    private final KnownVariables variables;

    StateData(Known known, TemplateShapes templates) {
        this.known = known;
        this.templates = templates;
        this.variables = known.entry().variables().without(testedVariables(known.tested()));
    }

    static StateData of(Known known, TemplateShapes templates) {
        return known.state().queryLanguage() == QueryLanguage.JSONATA
                ? new JsonataData(known, templates)
                : new JsonPathData(known, templates);
    }

    private static List<String> testedVariables(List<DataRead> tested) {
        return tested.stream().map(DataRead::variable).toList();
    }

    State state() {
        return known.state();
    }

    Fields fields() {
        return state().fields();
    }

    boolean is(StateType type) {
        return state().is(type);
    }

    Shape input() {
        return known.entry().input();
    }

    Shape result() {
        return known.result();
    }

    boolean hasResult() {
        return state().type().filter(WITH_RESULT::contains).isPresent();
    }

    Origins maker() {
        return Origins.of(known.name());
    }

    /** The error output of a Catch. */
    Shape errorOutput() {
        var maker = Origins.of("the Catch of " + known.name());
        var fields = new LinkedHashMap<String, Shape>();
        fields.put("Error", new Shape.Scalar(Shape.Scalar.TEXT, maker));
        fields.put("Cause", new Shape.Scalar(Shape.Scalar.TEXT, maker));
        return new Shape.Composite(fields, false, maker);
    }

    /** The same, where what the state asks for is taken to be there. */
    Shape assumed(Shape root) {
        var assumed = root;
        for (var read : known.tested()) {
            if (read.variable().isEmpty()) {
                assumed = assumed.assuming(read.steps());
            }
        }
        return assumed;
    }

    Data data(Shape root) {
        return new Data(root, variables, state().queryLanguage());
    }

    Shape template(JsonElement template, Data data) {
        return templates.of(template, data, maker());
    }

    /** The value at a path in a field. */
    Shape read(String path, Data data) {
        return templates
                .expression(path)
                .map(expression -> templates.of(expression, data, maker()))
                .orElse(Shape.anything());
    }

    /** @param clause the state, a rule or a catcher, whose Assign it is */
    KnownVariables assigned(JsonObject clause, Data data) {
        var assigned = new Fields(clause)
                .object("Assign")
                .filter(assign -> template(assign, data) instanceof Shape.Composite)
                .map(assign -> ((Shape.Composite) template(assign, data)).fields())
                .orElse(Map.of());
        return variables.with(assigned);
    }

    /** The known input and variables after a transition, or after the state's end. */
    Entry after(Transition transition) {
        if (transition.isOfState()) {
            return afterState();
        }
        var clause = state().clauseOf(transition);
        return transition.isOfCatch() ? afterCatch(clause) : afterRule(clause);
    }

    /** The input of an iteration of a Map: what ItemSelector makes, or an item; batches of these with an ItemBatcher. */
    Shape iterationInput() {
        var item = items().anyElement().orElse(Shape.anything());
        var batcher = fields().object("ItemBatcher").map(Fields::new);
        if (batcher.isEmpty()) {
            return selected(item);
        }
        var batch = new LinkedHashMap<String, Shape>();
        batcher.get().get("BatchInput").ifPresent(input -> batch.put("BatchInput", template(input, at("ItemBatcher"))));
        batch.put("Items", new Shape.Many(selected(item), maker()));
        return new Shape.Composite(batch, false, maker());
    }

    private Shape selected(Shape item) {
        return fields().get("ItemSelector")
                .or(() -> fields().get("Parameters"))
                .map(selector -> template(selector, at("ItemSelector")))
                .orElse(item);
    }

    /**
     * The data that an expression in a field reads.
     *
     * @param field within the state, such as {@code Catch[0]/Assign/error.$}
     */
    abstract Data at(String field);

    /** The input of the branches of a Parallel. */
    abstract Shape branchInput();

    /** The items of a Map. */
    abstract Shape items();

    abstract Entry afterState();

    abstract Entry afterRule(JsonObject rule);

    abstract Entry afterCatch(JsonObject catcher);
}
