package stepfunction.validation;

import static stepfunction.asl.Code.INVALID_JSONATA_EXPRESSION;
import static stepfunction.asl.Code.SCHEMA_VALIDATION_FAILED;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.asl.Text;
import stepfunction.expressions.Expression;
import stepfunction.expressions.IntrinsicSignatures;
import stepfunction.expressions.InvalidExpressionException;
import stepfunction.expressions.JsonataExpression;
import stepfunction.expressions.ReferencePath;
import stepfunction.expressions.UnknownFunctionException;

/**
 * The expressions of a definition, each parsed once.
 *
 * @param all that parse, in the order of the definition
 * @param findings about those that do not
 */
record ExpressionFields(List<ExpressionField> all, List<Finding> findings) {

    ExpressionFields {
        all = List.copyOf(all);
        findings = List.copyOf(findings);
    }

    static ExpressionFields of(Definition definition, StateNames names) {
        var reading = new Reading(names);
        for (var text : definition.texts()) {
            if (!text.isData()) {
                text.state().ifPresent(state -> reading.read(state, text));
            }
        }
        return new ExpressionFields(reading.fields, reading.findings.all());
    }

    /** Those of a state. */
    List<ExpressionField> of(State state) {
        return all.stream().filter(field -> field.state().equals(state)).toList();
    }

    private static final class Reading {

        private final StateNames names;
        private final List<ExpressionField> fields = new ArrayList<>();
        private final Findings findings = new Findings();

        Reading(StateNames names) {
            this.names = names;
        }

        void read(State state, Text text) {
            if (state.queryLanguage() == QueryLanguage.JSONATA) {
                readJsonata(state, text);
            } else if (!FieldValue.isPathOrFunction(new JsonPrimitive(text.value()))) {
                return; // Reported as a field of another kind.
            } else if (isResultPath(text)) {
                readResultPath(state, text);
            } else if (isComputed(text)) {
                read(state, text, Expression::parseJsonPath, SCHEMA_VALIDATION_FAILED);
            }
        }

        private void readJsonata(State state, Text text) {
            if (QueryLanguage.JSONATA.isExpression(text.value())) {
                read(state, text, JsonataExpression::parse, INVALID_JSONATA_EXPRESSION);
            } else if (text.value().contains("{%") || text.value().contains("%}")) {
                isIncomplete(state, text);
            }
        }

        private static boolean isResultPath(Text text) {
            return text.usage() == Text.Usage.LANGUAGE && text.path().endsWith("/ResultPath");
        }

        private static boolean isComputed(Text text) {
            return text.usage() == Text.Usage.PAYLOAD
                    ? text.path().endsWith(".$")
                    : text.path().endsWith("Path") || text.path().endsWith("/Variable");
        }

        private void readResultPath(State state, Text text) {
            try {
                ReferencePath.parse(text.value());
            } catch (InvalidExpressionException e) {
                isInvalid(state, text, e, SCHEMA_VALIDATION_FAILED);
            }
        }

        private void read(State state, Text text, Function<String, Expression> parser, Code code) {
            try {
                fields.add(new ExpressionField(state, text, parser.apply(text.value()), isPresenceTested(state, text)));
            } catch (InvalidExpressionException e) {
                isInvalid(state, text, e, code);
            }
        }

        /** Whether it is the Variable of a rule with IsPresent. */
        private static boolean isPresenceTested(State state, Text text) {
            return state.is(StateType.CHOICE)
                    && text.field().endsWith("/Variable")
                    && ruleAround(state, text.field())
                            .filter(rule -> rule.has("IsPresent"))
                            .isPresent();
        }

        /** @param variable such as {@code Choices[0]/And[1]/Variable} */
        private static Optional<JsonObject> ruleAround(State state, String variable) {
            var rule = Optional.of(state.json());
            var places = List.of(variable.split("/"));
            for (var place : places.subList(0, places.size() - 1)) {
                rule = rule.flatMap(around -> ruleAt(around, place));
            }
            return rule;
        }

        private static Optional<JsonObject> ruleAt(JsonObject around, String place) {
            var bracket = place.indexOf('[');
            return bracket < 0
                    ? new Fields(around).object(place)
                    : new Fields(around)
                            .elements(place.substring(0, bracket)).stream()
                                    .filter(element -> element.field().equals(place))
                                    .findFirst()
                                    .flatMap(Fields.Element::object);
        }

        private void isInvalid(State state, Text text, InvalidExpressionException invalid, Code code) {
            var column = invalid.column() > 0 ? " at character " + invalid.column() : "";
            findings.error(
                    code,
                    "%s of %s is \"%s\", which is not a valid expression%s: %s; %s"
                            .formatted(
                                    text.field(),
                                    names.of(state),
                                    text.value(),
                                    column,
                                    invalid.getMessage(),
                                    advice(invalid)));
        }

        private static String advice(InvalidExpressionException invalid) {
            return invalid instanceof UnknownFunctionException unknown
                    ? meant(unknown.function(), IntrinsicSignatures.names())
                    : "correct it";
        }

        private static String meant(String function, Collection<String> names) {
            return Spelling.nearest(function, names)
                    .map("did you mean %s?"::formatted)
                    .orElse("correct it");
        }

        /** AWS refuses a text with one of the signs alone, and takes one with anything around them literally. */
        private void isIncomplete(State state, Text text) {
            var written = text.value().strip();
            var place = "%s of %s".formatted(text.field(), names.of(state));
            if (QueryLanguage.JSONATA.isExpression(written)) {
                hasSpaceAround(state, text, place);
            } else if (written.startsWith("{%") || written.endsWith("%}")) {
                findings.error(
                        INVALID_JSONATA_EXPRESSION,
                        "%s is \"%s\", but an expression begins with {%% and ends with %%}; complete it"
                                .formatted(place, text.value()));
            } else {
                findings.warning(
                        Code.NO_EXPRESSION,
                        state.name(),
                        "%s is \"%s\", which is taken literally; write {%% 'text' & $states.input.field %%}"
                                .formatted(place, text.value()));
            }
        }

        /** AWS refuses that in its own fields, and takes it literally in data. */
        private void hasSpaceAround(State state, Text text, String place) {
            var what = place + " has a space or line break before {% or after %}";
            var fix = "remove it (a block of YAML must begin with |- or >-)";
            if (text.usage() == Text.Usage.PAYLOAD) {
                findings.warning(
                        Code.NO_EXPRESSION, state.name(), "%s, so that it is taken literally; %s".formatted(what, fix));
            } else {
                findings.error(INVALID_JSONATA_EXPRESSION, "%s; %s".formatted(what, fix));
            }
        }
    }
}
