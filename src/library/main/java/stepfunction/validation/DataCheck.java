package stepfunction.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;
import stepfunction.dataflow.DataFlow;
import stepfunction.dataflow.DataRead;
import stepfunction.dataflow.Lookup.Miss;
import stepfunction.dataflow.Shape;
import stepfunction.dataflow.StateFacts;
import stepfunction.expressions.Expression;

/** Checks that the data that states read can be there. The input of an execution and most results of Tasks are unknown. */
final class DataCheck {

    private static final int MAX_FIELDS = 4;

    private final ExpressionFields fields;
    private final StateNames names;
    private final Map<ExpressionField, List<DataRead>> reads = new LinkedHashMap<>();
    private final Findings findings = new Findings();

    private DataCheck(ExpressionFields fields, StateNames names) {
        this.fields = fields;
        this.names = names;
        for (var field : fields.all()) {
            reads.put(field, DataRead.in(field.expression()));
        }
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, ExpressionFields fields, StateNames names) {
        var check = new DataCheck(fields, names);
        check.all(definition);
        return check.findings.all();
    }

    /** The known part of the data. */
    static DataFlow flow(Definition definition, ExpressionFields fields, StateNames names) {
        return new DataCheck(fields, names).flow(definition);
    }

    private DataFlow flow(Definition definition) {
        return DataFlow.of(
                definition,
                new StateFacts(
                        expressions(), tested(), names::of, ReachCheck::allExitsAreKnown, DataCheck::hasOnlyItsFields));
    }

    private void all(Definition definition) {
        var flow = flow(definition);
        reads.forEach((field, ofField) -> flow.at(field.state(), field.text().field())
                .ifPresent(data -> {
                    for (var read : ofField) {
                        if (!isTested(field, read)) {
                            data.find(read).miss().ifPresent(miss -> findsNothing(field, read, miss));
                        }
                    }
                }));
    }

    private static boolean hasOnlyItsFields(State state) {
        return state.type()
                .filter(type -> StateFields.of(type, state.queryLanguage())
                        .fields()
                        .keySet()
                        .containsAll(state.json().keySet()))
                .isPresent();
    }

    private Map<String, Expression> expressions() {
        var byText = new HashMap<String, Expression>();
        fields.all().forEach(field -> byText.put(field.text().value(), field.expression()));
        return byText;
    }

    private Map<State, List<DataRead>> tested() {
        var tested = new HashMap<State, List<DataRead>>();
        reads.forEach((field, ofField) -> {
            for (var read : ofField) {
                if (isTested(field, read)) {
                    tested.computeIfAbsent(field.state(), state -> new ArrayList<>())
                            .add(read);
                }
            }
        });
        return tested;
    }

    private static boolean isTested(ExpressionField field, DataRead read) {
        return field.isPresenceTested() || read.isTested();
    }

    private void findsNothing(ExpressionField field, DataRead read, Miss miss) {
        findings.warning(
                Code.NO_DATA,
                field.state().name(),
                "%s of %s reads %s, but %s"
                        .formatted(field.text().field(), names.of(field.state()), read.text(), reason(read, miss)));
    }

    private static String reason(DataRead read, Miss miss) {
        var place = read.place(miss.step());
        var step = read.steps().get(miss.step());
        if (miss.container() instanceof Shape.Composite object) {
            return "%s %s in %s; %s"
                    .formatted(object.origins().phrase(), listed(object), place, meant(read, miss, object));
        }
        if (miss.container() instanceof Shape.Tuple tuple) {
            return step instanceof Integer
                    ? "%s %s in %s; correct the index".formatted(tuple.origins().phrase(), counted(tuple), place)
                    : isArray(tuple.origins().phrase(), place);
        }
        if (miss.container() instanceof Shape.Many array) {
            return isArray(array.origins().phrase(), place);
        }
        var scalar = (Shape.Scalar) miss.container();
        return "%s %s in %s; %s".formatted(scalar.origins().phrase(), scalar.kind(), place, parsed(read, scalar));
    }

    private static String counted(Shape.Tuple tuple) {
        return switch (tuple.elements().size()) {
            case 0 -> "an empty array";
            case 1 -> "only 1 element";
            default -> "only %d elements".formatted(tuple.elements().size());
        };
    }

    private static String isArray(String makers, String place) {
        return "%s an array in %s; select an element, such as %s[0]".formatted(makers, place, place);
    }

    private static String parsed(DataRead read, Shape.Scalar scalar) {
        if (!scalar.isText()) {
            return "correct the path";
        }
        return read.language() == QueryLanguage.JSONATA
                ? "if it is JSON, parse it with $parse"
                : "if it is JSON, parse it with States.StringToJson";
    }

    private static String listed(Shape.Composite object) {
        var all = new ArrayList<>(object.fields().keySet());
        if (all.isEmpty()) {
            return "an empty object";
        }
        if (all.size() > MAX_FIELDS) {
            return "only %s and %d more fields"
                    .formatted(String.join(", ", all.subList(0, MAX_FIELDS - 1)), all.size() - MAX_FIELDS + 1);
        }
        var last = all.size() - 1;
        return last == 0
                ? "only " + all.get(0)
                : "only %s and %s".formatted(String.join(", ", all.subList(0, last)), all.get(last));
    }

    private static String meant(DataRead read, Miss miss, Shape.Composite object) {
        return read.steps().get(miss.step()) instanceof String name
                ? Spelling.nearest(name, object.fields().keySet())
                        .map(nearest -> "did you mean %s?".formatted(read.place(miss.step(), nearest)))
                        .orElse("correct the path")
                : "it is not an array; correct the path";
    }
}
