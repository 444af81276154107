package stepfunction.local;

import com.pulumi.exceptions.RunException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.TreeSet;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProgramRun;
import stepfunction.declared.ProjectFiles;
import stepfunction.lambda.CannotRunException;

/** Installs the packages of all functions of all stacks, and lists the folders in {@code target} from which they are deployed. */
public final class PackagedFunctions {

    private PackagedFunctions() {}

    /** Ends Java with the status 2 where a stack is refused. */
    public static void main(String[] args) {
        var out = System.out;
        // Nothing but the list may go there, whatever a library prints.
        System.setOut(System.err);
        try {
            list(new ProjectFiles(Path.of("")), out);
            out.flush();
        } catch (RunException | IllegalArgumentException | CannotRunException e) {
            System.err.println("The functions cannot be packaged: " + e.getMessage());
            Runtime.getRuntime().halt(LocalRun.CANNOT_RUN);
        }
    }

    /** @throws RunException where the program refuses a stack */
    static void list(ProjectFiles project, PrintStream out) {
        var folders = new TreeSet<String>();
        for (var stack : project.stacks()) {
            var declared = DeclaredStack.declare(ProgramRun.of(project, stack));
            for (var function : declared.all(Deployment.FUNCTION)) {
                folders.addAll(Deployment.source(function).stream().toList());
            }
        }
        folders.forEach(out::println);
    }
}
