package stepfunction.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import stepfunction.plan.Grant.GrantedResource;

/** What a function's role allows besides logs and traces: what the plan says that it uses. */
public final class FunctionGrants {

    private FunctionGrants() {}

    public static List<Grant> of(FunctionSpec function) {
        var actions = new LinkedHashMap<Map.Entry<Target<?>, String>, Set<String>>();
        for (var use : function.uses()) {
            for (var action : use.actions()) {
                var used = Map.<Target<?>, String>entry(use.target(), Catalogue.withinTarget(action));
                actions.computeIfAbsent(used, first -> new LinkedHashSet<>()).add(action);
            }
        }
        var uses = actions.entrySet().stream().map(entry -> {
            var target = entry.getKey().getKey();
            var within = entry.getKey().getValue();
            var sid = "Use" + target.entryName().capitalized() + (within.isEmpty() ? "" : "Objects");
            var resource = new GrantedResource(ArnForm.AS_WRITTEN, List.of(target.arn()), within);
            return new Grant(sid, List.copyOf(entry.getValue()), List.of(resource), List.of());
        });
        return Sids.distinct(Stream.concat(uses, PermissionGrants.of(function.permissions()).stream())
                .toList());
    }
}
