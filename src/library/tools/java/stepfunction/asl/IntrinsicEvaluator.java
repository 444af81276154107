package stepfunction.asl;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import stepfunction.expressions.Intrinsic;

/** Evaluates calls of intrinsic functions, with paths and further calls among their arguments. */
final class IntrinsicEvaluator {

    private static final long MAX_BYTES_OF_ARGUMENTS = 10 * 1024 * 1024;

    private final JsonPathEvaluator paths;

    IntrinsicEvaluator(JsonPathEvaluator paths) {
        this.paths = paths;
    }

    /** @throws StateError that names the whole call */
    @Nullable
    Object evaluate(Intrinsic.FunctionCall call, Bindings bindings) {
        try {
            return value(call, bindings);
        } catch (JsonPathEvaluator.MissingPathException e) {
            throw StateError.runtime(
                    "The function '%s' had the following error: %s".formatted(call.text(), e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw StateError.intrinsicFailure(
                    "The function '%s' had the following error: %s".formatted(call.text(), e.getMessage()));
        }
    }

    private @Nullable Object value(Intrinsic intrinsic, Bindings bindings)
            throws JsonPathEvaluator.MissingPathException {
        if (intrinsic instanceof Intrinsic.FunctionCall call) {
            return result(call, bindings);
        }
        if (intrinsic instanceof Intrinsic.Path path) {
            return read(path.path(), bindings);
        }
        if (intrinsic instanceof Intrinsic.Quoted quoted) {
            return quoted.value();
        }
        return ((Intrinsic.Constant) intrinsic).value();
    }

    private @Nullable Object result(Intrinsic.FunctionCall call, Bindings bindings)
            throws JsonPathEvaluator.MissingPathException {
        var values = new ArrayList<@Nullable Object>();
        for (var argument : call.arguments()) {
            values.add(value(argument, bindings));
        }
        if (JsonSize.exceeds(MAX_BYTES_OF_ARGUMENTS, values)) {
            throw new IllegalArgumentException("The arguments are larger than any data of an execution");
        }
        return IntrinsicFunctions.result(new IntrinsicArguments(call, values));
    }

    private @Nullable Object read(String path, Bindings bindings) throws JsonPathEvaluator.MissingPathException {
        try {
            return paths.read(path, bindings);
        } catch (JsonPathEvaluator.MissingPathException e) {
            throw new JsonPathEvaluator.MissingPathException(
                    "The JsonPath argument for the field '%s' could not be found in the input '%s'"
                            .formatted(path, JsonValues.text(e.document())),
                    e.document());
        }
    }
}
