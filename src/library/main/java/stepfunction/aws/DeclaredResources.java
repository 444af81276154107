package stepfunction.aws;

import com.pulumi.core.Output;
import java.util.List;
import stepfunction.asl.Spelling;
import stepfunction.plan.StackResources;
import stepfunction.plan.Target;

/** The resources and outputs that the library declares; the user's own code adds to them. */
public record DeclaredResources(
        List<HandlerFunction> functions, List<Workflow> workflows, DeclaredTargets targets, Exports exports)
        implements StackResources {

    public DeclaredResources {
        functions = List.copyOf(functions);
        workflows = List.copyOf(workflows);
    }

    @Override
    public WorkflowResources workflow() {
        return workflows.get(0);
    }

    @Override
    public WorkflowResources workflow(String name) {
        return workflows.stream()
                .filter(workflow -> workflow.spec().name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    var names = workflows.stream()
                            .map(workflow -> workflow.spec().name())
                            .toList();
                    return new IllegalArgumentException("the plan has no workflow %s; %s"
                            .formatted(name, advice(name, names, "add .workflow(...)")));
                });
    }

    @Override
    public FunctionResources function(String name) {
        return functions.stream()
                .filter(function -> function.spec().name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    var names = functions.stream()
                            .map(function -> function.spec().name())
                            .toList();
                    return new IllegalArgumentException("the plan has no function %s; %s"
                            .formatted(name, advice(name, names, "add .function(...)")));
                });
    }

    private static String advice(String name, List<String> names, String otherwise) {
        return Spelling.nearest(name, names).map("did you mean %s?"::formatted).orElse(otherwise);
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
