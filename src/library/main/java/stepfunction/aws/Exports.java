package stepfunction.aws;

import com.pulumi.Context;
import com.pulumi.core.Output;
import java.util.HashSet;
import java.util.Set;

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
     * @throws IllegalArgumentException if the name is taken: the SDK would refuse it without the line of the program
     */
    public void add(String name, Output<?> value) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("the stack already exports %s; choose another name".formatted(name));
        }
        ctx.export(name, value);
    }
}
