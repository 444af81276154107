package stepfunction.packaging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.config.LambdaRuntime.Language;
import stepfunction.plan.Plan;

/**
 * A build that makes what the deployment package of a folder has.
 *
 * @param tool that runs it, {@code maven} or {@code npm}
 * @param folder its path in the project
 */
public record FunctionBuild(String tool, String folder) {

    private static final String MAVEN = "maven";
    private static final String NPM = "npm";

    /** Those of a plan, in the order of their folders. */
    public static List<FunctionBuild> of(Plan plan, Path project) {
        var builds = new ArrayList<FunctionBuild>();
        for (var folder : FunctionFolder.of(plan, project)) {
            of(folder).ifPresent(builds::add);
        }
        return builds;
    }

    static Optional<FunctionBuild> of(FunctionFolder folder) {
        if (folder.isIn(Language.JAVA) && JavaContents.isBuilt(folder)) {
            return Optional.of(new FunctionBuild(MAVEN, folder.name()));
        }
        return folder.isIn(Language.NODEJS)
                        && NodeDescription.of(folder)
                                .filter(NodeDescription::isBuilt)
                                .isPresent()
                ? Optional.of(new FunctionBuild(NPM, folder.name()))
                : Optional.empty();
    }

    /** As a user runs it, in the project's folder. */
    String command() {
        return tool.equals(MAVEN)
                ? "mvn -f %s/pom.xml package".formatted(folder)
                : "npm --prefix %s ci && npm --prefix %s run build".formatted(folder, folder);
    }
}
