package stepfunction.apis;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An optimized integration, or a reader or writer of a distributed Map.
 *
 * @param key such as {@code sqs:sendMessage}, {@code ItemReader s3:getObject}
 * @param patterns the ends of the Resource that it offers, such as {@code .sync}; the empty one is request and response
 * @param api the API that it calls; absent where the SDK has none like it
 * @param iamRequirements what IAM checks for a call; absent where the table does not know it
 * @param ofJob what a Task needs in addition that waits for a job: to poll it and to stop it
 * @param managedRule of EventBridge, by which Step Functions learns that a job has ended; absent where it polls
 */
public record OptimizedApi(
        String key,
        Set<String> patterns,
        Optional<Api> api,
        Optional<List<IamRequirement>> iamRequirements,
        List<IamRequirement> ofJob,
        Optional<String> managedRule,
        RequestMembers request) {

    public OptimizedApi {
        patterns = Set.copyOf(patterns);
        iamRequirements = iamRequirements.map(List::copyOf);
        ofJob = List.copyOf(ofJob);
    }
}
