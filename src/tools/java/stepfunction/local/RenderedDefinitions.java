package stepfunction.local;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import stepfunction.DeclaredStack;
import stepfunction.ProjectFiles;

/** Writes each stack's definition, with values for its placeholders, to {@code target/definition-STACK.json}; runs nothing. */
public final class RenderedDefinitions {

    private RenderedDefinitions() {}

    public static void main(String[] args) throws IOException {
        var project = new ProjectFiles(Path.of(""));
        for (var stack : project.stacks()) {
            try {
                var declared = DeclaredStack.declare(project, stack, project.config(stack), false);
                for (var machine : declared.all(Deployment.STATE_MACHINE)) {
                    Files.writeString(
                            Path.of("target", "definition-%s.json".formatted(stack)), machine.input("definition"));
                }
            } catch (RunException e) {
                System.err.printf("The stack %s cannot be rendered: %s%n", stack, e.getMessage());
                Runtime.getRuntime().halt(LocalRun.CANNOT_RUN);
            }
        }
    }
}
