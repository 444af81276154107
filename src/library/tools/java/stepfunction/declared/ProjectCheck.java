package stepfunction.declared;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks that a project's folder has everything that its program and its cases need. */
public final class ProjectCheck {

    private static final String CASES = "src/test/workflow";

    private ProjectCheck() {}

    /**
     * Refuses a folder in which something is missing.
     *
     * @throws IllegalArgumentException with a line for each problem
     */
    public static void check(ProjectFiles project) {
        var dir = project.projectDir();
        if (!Files.exists(dir.resolve("Pulumi.yaml"))) {
            throw new IllegalArgumentException("Pulumi.yaml does not exist; run the command in the project's folder");
        }
        var problems = new ArrayList<String>();
        problems.addAll(mainClassProblems(dir));
        problems.addAll(stackProblems(project));
        if (!Files.isDirectory(dir.resolve(CASES))) {
            problems.add(
                    "%1$s does not exist; add a case, such as %1$s/example.json with {\"input\": {}}".formatted(CASES));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** Its class may still be there from an earlier build: Maven deletes none when all sources are gone. */
    private static List<String> mainClassProblems(Path dir) {
        var mainClass = new ProjectPom(dir).mainClass();
        var source = "src/main/java/%s.java".formatted(mainClass.replace('.', '/'));
        return Files.exists(dir.resolve(source))
                ? List.of()
                : List.of(
                        "mainClass in pom.xml must be the program's class, was %s, but %s does not exist; correct it, or create the file"
                                .formatted(mainClass, source));
    }

    private static List<String> stackProblems(ProjectFiles project) {
        var stacks = project.stacks();
        if (stacks.isEmpty()) {
            return List.of(
                    "no stack has a file; create Pulumi.STACK.yaml, or run: pulumi stack init STACK, then: pulumi config set aws:region");
        }
        return new ProjectPom(project.projectDir())
                .stacks().stream()
                        .filter(stack -> !stacks.contains(stack))
                        .map(stack ->
                                "pom.xml lists the stack %1$s, but Pulumi.%1$s.yaml does not exist; create it, or remove %1$s from <stacks>"
                                        .formatted(stack))
                        .toList();
    }
}
