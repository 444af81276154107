package stepfunction.iam;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProgramRun;
import stepfunction.declared.ProjectFiles;

/** Writes the IAM documents of one stack's roles to {@code target/iam/STACK}; creates nothing in AWS. */
public final class RenderedRoleDocuments {

    private static final int CANNOT_RENDER = 2;

    private RenderedRoleDocuments() {}

    /**
     * Checks the statements that the user adds, without a stack.
     *
     * @throws IllegalArgumentException with a line for each mistake
     */
    public static void checkPermissions(ProjectFiles project) throws IOException {
        CiPermissions.read(project.projectDir(), RoleDocuments.sids());
    }

    /** Reads the system properties that {@link Owner#read} names. Exit status: 2 when the documents cannot be rendered. */
    public static void main(String[] args) throws IOException {
        try {
            var owner = Owner.read(name -> System.getProperty(name, ""));
            render(new ProjectFiles(Path.of("")), owner);
        } catch (IllegalArgumentException | RunException e) {
            String.valueOf(e.getMessage())
                    .lines()
                    .forEach(line -> System.err.println("The documents cannot be rendered: " + line));
            System.exit(CANNOT_RENDER);
        }
    }

    private static void render(ProjectFiles project, Owner owner) throws IOException {
        var stack = owner.stack();
        var permissions = CiPermissions.read(project.projectDir(), RoleDocuments.sids());
        var declared = DeclaredStack.declare(ProgramRun.of(project, stack));
        var directory = Files.createDirectories(Path.of("target", "iam", stack));
        for (var document : new RoleDocuments(declared, owner, permissions).all()) {
            var file = directory.resolve(document.name() + ".json");
            System.out.println(Files.writeString(file, document.json()));
            document.excess().ifPresent(sentence -> System.err.printf("%s %s%n", file, sentence));
        }
        new MissingPermissions(declared, permissions).entries().forEach(System.err::println);
    }
}
