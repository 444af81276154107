package stepfunction.local;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProjectFiles;

/**
 * Writes each stack's definition, with values for its placeholders, to {@code target/definition-STACK.json}, those of further
 * workflows to {@code target/definition-STACK.WORKFLOW.json}; runs nothing.
 */
public final class RenderedDefinitions {

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
        for (var stack : project.stacks()) {
            var declared = DeclaredStack.declare(project, stack, project.config(stack), false);
            for (var workflow : Deployment.workflows(declared)) {
                Files.writeString(directory.resolve(file(stack, workflow)), workflow.definitionText());
            }
        }
    }

    static String file(String stack, DeployedWorkflow workflow) {
        return "definition-%s%s.json".formatted(stack, workflow.isMain() ? "" : "." + workflow.name());
    }
}
