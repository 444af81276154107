package stepfunction.grants;

import java.util.List;
import java.util.Optional;
import stepfunction.apis.Apis;
import stepfunction.apis.Form;
import stepfunction.apis.IamRequirement;

/** The actions of S3 that are on the objects of a bucket, which its ARN does not cover. */
public final class S3Objects {

    private static final String PREFIX = "s3:";

    private S3Objects() {}

    /** The suffix of a bucket's ARN in a permission: {@code /*} for an action on objects, otherwise empty. */
    public static String suffix(String action) {
        return contains(action) ? "/*" : "";
    }

    /** Whether an action is on objects, such as {@code s3:GetObject}. */
    public static boolean contains(String action) {
        return action.startsWith(PREFIX)
                && Apis.of("s3").stream()
                        .map(api -> Apis.find("s3", api).orElseThrow().iamRequirements())
                        .flatMap(Optional::stream)
                        .flatMap(List::stream)
                        .filter(requirement -> requirement.actions().contains(action))
                        .anyMatch(S3Objects::isOnObjects);
    }

    private static boolean isOnObjects(IamRequirement requirement) {
        return requirement.resources().stream()
                .flatMap(type -> type.alternatives().stream())
                .flatMap(template -> template.variables().stream())
                .anyMatch(variable -> variable.form() == Form.OBJECTS || variable.form() == Form.COPIED);
    }
}
