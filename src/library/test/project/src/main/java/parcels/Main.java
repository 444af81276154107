package parcels;

import stepfunction.WorkflowStack;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** The program. */
public final class Main {

    public static void main(String[] args) {
        WorkflowStack.run(Main::plan);
    }

    /** One function, which labels a parcel. */
    public static Plan plan(StackConfig config) {
        return Plan.of("parcel.asl.yaml", config)
                .function("label", "label", function -> function.named(config.lambdaFunctionName()));
    }
}
