package stepfunction.plan;

import java.util.List;

/**
 * IAM actions on a resource that the plan allows explicitly.
 *
 * @param actions such as {@code rekognition:DetectLabels}
 * @param form how the resource becomes an ARN
 * @param resource an ARN, or {@code *} alone; by its form also a name
 * @param within what follows the resource's ARN, such as {@code /index/*}; mostly empty
 */
public record Permission(List<String> actions, ArnForm form, Value resource, String within) {

    public Permission {
        actions = List.copyOf(actions);
    }

    Permission(List<String> actions, Value resource, String within) {
        this(actions, ArnForm.AS_WRITTEN, resource, within);
    }

    /** On the plan's own state machine, by its name: its ARN would be known too late. */
    static Permission onStateMachine(String name, List<String> actions) {
        return new Permission(actions, ArnForm.CALLER, new Value.Text(name), "");
    }

    public boolean covers(String action) {
        return actions.stream().anyMatch(action::equalsIgnoreCase);
    }

    /** Whether it has an action of a service, by the prefix of IAM such as {@code s3}. */
    public boolean coversService(String prefix) {
        return actions.stream().anyMatch(action -> action.startsWith(prefix + ":"));
    }
}
