package stepfunction.aws;

import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.grants.Grant;
import stepfunction.plan.Location;

/** The policy of what a plan grants, once the values that it needs are known. */
final class Policies {

    private Policies() {}

    /** @param values by the name of the placeholder; those that no grant needs are not waited for */
    static Output<String> document(List<Grant> grants, Map<String, Output<String>> values, Output<Location> location) {
        var needed = Output.<String>mapBuilder();
        grants.stream()
                .flatMap(grant -> grant.placeholders().stream())
                .distinct()
                .forEach(name -> needed.put(name, Objects.requireNonNull(values.get(name), name)));
        return Output.tuple(needed.build(), location)
                .applyValue(known -> IamDocuments.document(grants.stream()
                        .map(grant -> statement(grant, known.t1, known.t2))
                        .toList()));
    }

    /** A value that only a declared resource knew may be no ARN. */
    private static IamStatement statement(Grant grant, Map<String, String> values, Location location) {
        try {
            return grant.statement(values, location);
        } catch (IllegalArgumentException e) {
            throw new RunException("the permission of %s is on a value that is no ARN: %s; use an output that is one"
                    .formatted(String.join(", ", grant.actions()), e.getMessage()));
        }
    }
}
