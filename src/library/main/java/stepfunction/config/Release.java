package stepfunction.config;

import java.util.List;

/** The way in which a deployment reaches new executions: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-cd-aliasing-versioning.html. */
public enum Release {
    /** Nothing is published: whatever is deployed last runs, in running executions too. */
    UNPINNED,

    /** Each deployment publishes a version, which triggers start from then on. */
    PINNED,

    /** Each deployment publishes a version, and an alias that {@code .github/release.sh} moves decides how many executions it gets. */
    GRADUAL;

    private static final String IMMEDIATE = "immediate";
    private static final String GRADUALLY = "gradual";

    static Release read(ConfigReader reader) {
        var pinsVersions = reader.flag("pinFunctionVersions");
        if (reader.oneOf("release", List.of(IMMEDIATE, GRADUALLY)).equals(GRADUALLY)) {
            return GRADUAL;
        }
        return pinsVersions ? PINNED : UNPINNED;
    }

    /** Whether executions keep the versions of functions and state machine that they started with. */
    public boolean pinsVersions() {
        return this != UNPINNED;
    }

    /** Whether executions are started by an alias. */
    public boolean isGradual() {
        return this == GRADUAL;
    }
}
