package stepfunction.declared;

import java.util.Map;

/**
 * The settings of a run of a program.
 *
 * @param config from {@code namespace:key} to value
 * @param isPreview whether it runs as for {@code pulumi preview} of a stack that does not exist yet, when outputs that AWS computes are
 *     unknown
 */
public record ProgramRun(ProjectFiles project, String stack, Map<String, String> config, boolean isPreview) {

    public ProgramRun {
        config = Map.copyOf(config);
    }

    /** As for {@code pulumi up} of a stack with the config of its file. */
    public static ProgramRun of(ProjectFiles project, String stack) {
        return new ProgramRun(project, stack, project.config(stack), false);
    }
}
