package stepfunction.plan;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a permission may say. */
final class PermissionCheck {

    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");

    private PermissionCheck() {}

    static Stream<String> violations(Permission permission) {
        return Stream.of(actions(permission.actions()), resource(permission), bucketForObjects(permission))
                .flatMap(Function.identity());
    }

    static Stream<String> actions(List<String> actions) {
        var none = actions.isEmpty()
                ? Stream.of("a permission must have an action, such as sqs:SendMessage; add it")
                : Stream.<String>of();
        var malformed = actions.stream()
                .filter(action -> !ACTION.matcher(action).matches())
                .map(action -> action.contains("*") || action.contains("?")
                        ? "the action %s has a wildcard; name each action that is needed".formatted(action)
                        : "the action \"%s\" must be a service and an action, such as sqs:SendMessage; correct it"
                                .formatted(action));
        return Stream.concat(none, malformed);
    }

    private static Stream<String> resource(Permission permission) {
        return permission.form() == ArnForm.AS_WRITTEN
                        && permission.resource() instanceof Value.Text text
                        && !text.text().equals("*")
                        && Arn.parse(text.text()).isEmpty()
                ? Stream.of("the resource of %s must be an ARN or *, was \"%s\"; correct it"
                        .formatted(String.join(", ", permission.actions()), text.text()))
                : Stream.of();
    }

    /** A bucket's ARN does not cover its objects, so that the permission would allow nothing. */
    private static Stream<String> bucketForObjects(Permission permission) {
        var isBucket = permission.resource() instanceof Value.Text text
                ? Arn.parse(text.text()).filter(Arn::isBucket).isPresent()
                : permission.within().isEmpty();
        return permission.actions().stream()
                .filter(action -> isBucket && !Catalogue.withinTarget(action).isEmpty())
                .map(action -> "%s is an action on objects, but its resource is a bucket; %s"
                        .formatted(action, objectsInstead(action, permission.resource())));
    }

    private static String objectsInstead(String action, Value bucket) {
        return bucket instanceof Value.Text text
                ? "write %s/*".formatted(text.text())
                : "write .allow(\"%s\", TARGET, \"/*\")".formatted(action);
    }
}
