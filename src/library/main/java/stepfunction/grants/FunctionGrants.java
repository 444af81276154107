package stepfunction.grants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Target;

/** The permissions of a function's role, besides logs and traces, for the targets that the plan says it uses. */
public final class FunctionGrants {

    private FunctionGrants() {}

    public static List<Grant> of(FunctionSpec function) {
        var actions = new LinkedHashMap<Used, Set<String>>();
        for (var use : function.connections().uses()) {
            for (var action : use.actions()) {
                var used = new Used(use.target(), S3Objects.suffix(action));
                actions.computeIfAbsent(used, first -> new LinkedHashSet<>()).add(action);
            }
        }
        for (var use : function.connections().uses()) {
            use.target()
                    .key()
                    .ifPresent(key -> actions.computeIfAbsent(new Used(key, ""), first -> new LinkedHashSet<>())
                            .addAll(KeyUse.actions(use.actions())));
        }
        var grants = new ArrayList<Grant>();
        actions.forEach((used, allowed) ->
                grants.add(new Grant(used.sid(), List.copyOf(allowed), List.of(used.resource()), List.of())));
        grants.addAll(PermissionGrants.of(function.connections().permissions()));
        return Sids.distinct(grants);
    }

    /**
     * The resource of a statement: a target, or a part of it.
     *
     * @param within what follows the target's ARN, such as {@code /*} for a bucket's objects; mostly empty
     */
    private record Used(Target<?> target, String within) {

        String sid() {
            return "Use%s%s".formatted(target.entryName().capitalized(), within.isEmpty() ? "" : "Objects");
        }

        GrantedResource resource() {
            return GrantedResource.of(target.arn()).with(within);
        }
    }
}
