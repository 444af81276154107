package stepfunction.local;

import com.google.gson.Gson;
import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import stepfunction.asl.MachineType;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProgramRun;
import stepfunction.declared.ProjectFiles;

/**
 * Writes each stack's definition, with values for its placeholders, to {@code target/definition-STACK.json}, those of further
 * workflows to {@code target/definition-STACK.WORKFLOW.json}; runs nothing. {@code target/definitions.json} lists the files and the types of
 * their state machines by stack, for .github/validate-definition.sh.
 */
public final class RenderedDefinitions {

    static final String LIST = "definitions.json";

    private RenderedDefinitions() {}

    public static void main(String[] args) throws IOException {
        try {
            render(new ProjectFiles(Path.of("")), Path.of("target"));
        } catch (RunException e) {
            System.err.println("The definitions cannot be rendered: " + e.getMessage());
            Runtime.getRuntime().halt(LocalRun.CANNOT_RUN);
        }
    }

    /** @throws RunException where the program refuses a stack */
    static void render(ProjectFiles project, Path directory) throws IOException {
        var types = new LinkedHashMap<String, Map<String, MachineType>>();
        for (var stack : project.stacks()) {
            var typesOfStack = new LinkedHashMap<String, MachineType>();
            types.put(stack, typesOfStack);
            var declared = DeclaredStack.declare(ProgramRun.of(project, stack));
            for (var workflow : Deployment.workflows(declared)) {
                var file = file(stack, workflow);
                Files.writeString(directory.resolve(file), workflow.definitionText());
                typesOfStack.put(file, workflow.type());
            }
        }
        Files.writeString(directory.resolve(LIST), new Gson().toJson(types));
    }

    static String file(String stack, DeployedWorkflow workflow) {
        return "definition-%s%s.json".formatted(stack, workflow.isMain() ? "" : "." + workflow.name());
    }
}
