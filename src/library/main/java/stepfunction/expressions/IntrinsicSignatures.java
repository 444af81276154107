package stepfunction.expressions;

import java.util.Collection;
import java.util.Map;

/** The intrinsic functions and the numbers of their arguments: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html. */
public final class IntrinsicSignatures {

    private static final int ANY_NUMBER = Integer.MAX_VALUE;

    private static final Map<String, Arity> ARITIES = Map.ofEntries(
            Map.entry("States.Array", new Arity(0, ANY_NUMBER)),
            Map.entry("States.ArrayContains", new Arity(2, 2)),
            Map.entry("States.ArrayGetItem", new Arity(2, 2)),
            Map.entry("States.ArrayLength", new Arity(1, 1)),
            Map.entry("States.ArrayPartition", new Arity(2, 2)),
            Map.entry("States.ArrayRange", new Arity(3, 3)),
            Map.entry("States.ArrayUnique", new Arity(1, 1)),
            Map.entry("States.Base64Decode", new Arity(1, 1)),
            Map.entry("States.Base64Encode", new Arity(1, 1)),
            Map.entry("States.Format", new Arity(1, ANY_NUMBER)),
            Map.entry("States.Hash", new Arity(2, 2)),
            Map.entry("States.JsonMerge", new Arity(3, 3)),
            Map.entry("States.JsonToString", new Arity(1, 1)),
            Map.entry("States.MathAdd", new Arity(2, 2)),
            Map.entry("States.MathRandom", new Arity(2, 3)),
            Map.entry("States.StringSplit", new Arity(2, 2)),
            Map.entry("States.StringToJson", new Arity(1, 1)),
            Map.entry("States.UUID", new Arity(0, 0)));

    private IntrinsicSignatures() {}

    /** The functions, such as {@code States.Format}. */
    public static Collection<String> names() {
        return ARITIES.keySet();
    }

    /**
     * How many arguments a function takes.
     *
     * @throws IllegalArgumentException if there is no such function
     */
    static Arity arity(String function) {
        var arity = ARITIES.get(function);
        if (arity == null) {
            throw new IllegalArgumentException("There is no function " + function);
        }
        return arity;
    }

    static boolean exists(String function) {
        return ARITIES.containsKey(function);
    }
}
