package user;

import java.util.Optional;
import stepfunction.config.StackConfig;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** Mistakes that a user makes in a plan. They are outside of the library's packages, so that messages name this file and its lines. */
public final class Mistakes {

    private Mistakes() {}

    /** Throws. */
    public static <T> T missing() {
        return Optional.<T>empty().orElseThrow();
    }

    /** Throws what the library throws where it refuses an argument. */
    public static String refused() {
        throw new IllegalArgumentException("too many orders");
    }

    public static Plan missingDefinition(StackConfig config) {
        return Plan.of("orders.asl.json", config);
    }

    public static void missingValue(FunctionSpec.Builder function) {
        function.environment("STAGE", null);
    }

    public static Target<String> missingArn() {
        return Target.existing("mail", null);
    }
}
