package stepfunction.local;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProgramClass;
import stepfunction.declared.ProgramRun;
import stepfunction.declared.ProjectFiles;
import stepfunction.declared.ProjectPom;
import stepfunction.packaging.FunctionBuild;

/** Lists the builds that make the deployment packages of functions, for CI: a line each with the tool, a tab and the folder. */
public final class FunctionBuilds {

    private FunctionBuilds() {}

    /** Prints nothing where no function is built. */
    public static void main(String[] args) {
        var out = System.out;
        System.setOut(System.err);
        var project = new ProjectFiles(Path.of(""));
        for (var build : of(project)) {
            out.println(build.tool() + "\t" + build.folder());
        }
        out.flush();
    }

    /** Those of all stacks. */
    static Set<FunctionBuild> of(ProjectFiles project) {
        var planner = ProgramClass.planner(
                new ProjectPom(project.projectDir()).mainClass(), FunctionBuilds.class.getClassLoader());
        var builds = new LinkedHashSet<FunctionBuild>();
        for (var stack : project.stacks()) {
            try {
                DeclaredStack.declare(ProgramRun.of(project, stack), config -> {
                    var plan = planner.apply(config);
                    builds.addAll(FunctionBuild.of(plan, project.projectDir()));
                    return plan;
                });
            } catch (RuntimeException e) {
                // A build is missing; whatever else is wrong, the tests report.
            }
        }
        return builds;
    }
}
