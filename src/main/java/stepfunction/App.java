package stepfunction;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** The program that {@code pulumi preview} and {@code pulumi up} run. */
public final class App {

    public static void main(String[] args) {
        WorkflowStack.run(App::plan);
    }

    /**
     * What this workflow consists of: the file of its definition, the functions, what it calls besides, and what else it is
     * allowed. README.md has an example of each.
     */
    public static Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .function(
                        "handler",
                        "function",
                        function -> function.named(config.lambdaFunctionName()).exportedAs("lambda"));
    }
}
