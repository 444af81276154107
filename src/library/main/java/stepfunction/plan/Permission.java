package stepfunction.plan;

import java.util.List;
import java.util.Objects;

/**
 * IAM actions on a resource that the plan allows explicitly.
 *
 * @param actions such as {@code rekognition:DetectLabels}
 * @param resource an ARN, or {@code *} alone
 * @param within what follows the resource's ARN, such as {@code /index/*}; mostly empty
 */
public record Permission(List<String> actions, Value resource, String within) {

    public Permission {
        actions = List.copyOf(actions);
        Objects.requireNonNull(within);
    }

    public boolean covers(String action) {
        return actions.stream().anyMatch(action::equalsIgnoreCase);
    }

    /** Whether it has an action of a service, by the prefix of IAM such as {@code s3}. */
    public boolean coversService(String prefix) {
        return actions.stream().anyMatch(action -> action.startsWith(prefix + ":"));
    }
}
