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
     * The plan of the workflow: the file of its definition, its functions, other resources that it calls, and its triggers. The manual,
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
