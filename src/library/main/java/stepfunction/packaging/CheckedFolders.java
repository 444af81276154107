package stepfunction.packaging;

import java.util.List;
import java.util.Map;
import stepfunction.asl.Finding;

/**
 * The folders of a plan's functions, looked into.
 *
 * @param sources by folder, what its deployment package is made of
 */
public record CheckedFolders(List<Finding> findings, Map<String, DeploymentSource> sources) {

    public CheckedFolders {
        findings = List.copyOf(findings);
        sources = Map.copyOf(sources);
    }
}
