package stepfunction.aws;

import com.pulumi.core.Output;
import java.util.List;
import java.util.Optional;
import stepfunction.asl.Spelling;
import stepfunction.plan.StackResources;
import stepfunction.plan.Target;

/** The resources and outputs that the library declares; the user's own code adds to them. */
public record DeclaredResources(
        List<HandlerFunction> functions,
        Workflow workflow,
        Optional<Schedules> schedules,
        Optional<Events> events,
        Optional<HttpRoutes> routes,
        Optional<Queues> queues,
        DeclaredTargets targets,
        Exports exports)
        implements StackResources {

    public DeclaredResources {
        functions = List.copyOf(functions);
    }

    @Override
    public FunctionResources function(String name) {
        return functions.stream()
                .filter(function -> function.spec().name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("the plan has no function %s; %s".formatted(name, advice(name))));
    }

    private String advice(String name) {
        var names = functions.stream().map(function -> function.spec().name()).toList();
        return Spelling.nearest(name, names).map("did you mean %s?"::formatted).orElse("add .function(...)");
    }

    @Override
    public <R> R resource(Target<R> target) {
        return targets.resource(target);
    }

    @Override
    public void export(String name, Output<?> value) {
        exports.add(name, value);
    }
}
