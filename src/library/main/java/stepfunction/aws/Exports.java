package stepfunction.aws;

import com.pulumi.Context;
import com.pulumi.core.Output;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outputs of a stack, each name once. */
public final class Exports {

    private final Context ctx;
    private final Set<String> names = new HashSet<>();

    public Exports(Context ctx) {
        this.ctx = ctx;
    }

    /**
     * Adds one.
     *
     * @throws IllegalArgumentException if the name is taken, or the value is null: the SDK would refuse it without the line of the program
     */
    public void add(String name, @Nullable Output<?> value) {
        if (value == null) {
            throw new IllegalArgumentException("the output %s must have a value, was null".formatted(name));
        }
        if (!names.add(name)) {
            throw new IllegalArgumentException("the stack already exports %s; choose another name".formatted(name));
        }
        ctx.export(name, value);
    }
}
