package stepfunction.plan;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a permission may say. */
final class PermissionCheck {

    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");

    private PermissionCheck() {}

    /** @param where it stands, for the message; may be empty */
    static Stream<String> violations(String where, Permission permission) {
        return Stream.concat(actions(where, permission), resource(where, permission));
    }

    private static Stream<String> actions(String where, Permission permission) {
        var none = permission.actions().isEmpty()
                ? Stream.of(where + "a permission must have an action, such as sqs:SendMessage; add it")
                : Stream.<String>of();
        var malformed = permission.actions().stream()
                .filter(action -> !ACTION.matcher(action).matches())
                .map(action -> action.contains("*") || action.contains("?")
                        ? "%sthe action %s has a wildcard; name each action that is needed".formatted(where, action)
                        : "%sthe action \"%s\" must be a service and an action, such as sqs:SendMessage; correct it"
                                .formatted(where, action));
        return Stream.concat(none, malformed);
    }

    private static Stream<String> resource(String where, Permission permission) {
        return permission.form() == ArnForm.AS_WRITTEN
                        && permission.resource() instanceof Value.Text text
                        && !text.text().equals("*")
                        && Arn.parse(text.text()).isEmpty()
                ? Stream.of("%sthe resource of %s must be an ARN or *, was \"%s\"; correct it"
                        .formatted(where, String.join(", ", permission.actions()), text.text()))
                : Stream.of();
    }
}
