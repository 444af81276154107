package stepfunction.grants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import stepfunction.plan.Permission;
import stepfunction.plan.Value;

/** The statements of what the plan allows in so many words: one a resource. */
final class PermissionGrants {

    private PermissionGrants() {}

    static List<Grant> of(List<Permission> permissions) {
        var actions = new LinkedHashMap<GrantedResource, Set<String>>();
        for (var permission : permissions) {
            var resource = resource(permission).with(permission.within());
            actions.computeIfAbsent(resource, first -> new LinkedHashSet<>()).addAll(permission.actions());
        }
        var grants = new ArrayList<Grant>();
        actions.forEach((resource, allowed) -> {
            var sid = "Allow" + Sids.words(allowed.iterator().next());
            grants.add(new Grant(sid, List.copyOf(allowed), List.of(resource), List.of()));
        });
        return grants;
    }

    private static GrantedResource resource(Permission permission) {
        return permission.resource().equals(new Value.LiteralValue("*"))
                ? GrantedResource.EVERY
                : GrantedResource.of(permission.resource());
    }
}
