package stepfunction.check;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import stepfunction.config.LambdaRuntime;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;

/** How long AWS supports the runtimes of a plan's functions. */
public final class RuntimeSupport {

    private RuntimeSupport() {}

    /** A line for each runtime whose support has ended, or ends soon. */
    public static List<String> warnings(Plan plan, LocalDate today) {
        Set<String> warnings = new LinkedHashSet<>();
        for (var function : plan.functions()) {
            if (function.code().image().isEmpty()) {
                warning(function, plan.config().lambdaRuntime(), today).ifPresent(warnings::add);
            }
        }
        return List.copyOf(warnings);
    }

    private static Optional<String> warning(FunctionSpec function, LambdaRuntime ofConfig, LocalDate today) {
        var runtime = LambdaRuntime.of(function.code().runtime());
        return runtime.equals(Optional.of(ofConfig))
                ? ofConfig.warning("lambdaRuntime", "run: pulumi config set lambdaRuntime", today)
                : runtime.flatMap(each -> each.warning(
                        "the runtime of the function " + function.name(), "set another one by .runtime", today));
    }
}
