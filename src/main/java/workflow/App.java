package workflow;

import stepfunction.WorkflowStack;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** The program that {@code pulumi preview} and {@code pulumi up} run. */
public final class App {

    public static void main(String[] args) {
        WorkflowStack.run(App::plan);
    }

    /**
     * What the workflow consists of: the file of its definition, its functions, what else it calls, and what starts it. The manual,
     * src/library/README.md, has an example of each.
     */
    public static Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .function(
                        "handler",
                        "function",
                        function -> function.named(config.lambdaFunctionName()).exportedAs("lambda"));
    }
}
