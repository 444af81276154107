package stepfunction.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import stepfunction.history.FormerWorkflow;

/**
 * The permissions that only replaced definitions need: executions that started before still run these. They follow from the definitions
 * as those of the present one do, so that nothing that was once allowed stays for its own sake.
 */
public final class KeptGrants {

    private final List<Grant> all;

    /** @param present the grants of the present definition */
    private KeptGrants(List<Grant> present) {
        this.all = new ArrayList<>(present);
    }

    /**
     * The statements of a role's policy with those that are kept.
     *
     * @param present the grants of the present definition
     * @param former the newest first; where the policy has no room for what one needs, none of that is kept
     */
    public static List<Grant> with(List<Grant> present, List<FormerWorkflow> former) {
        var kept = new KeptGrants(present);
        former.forEach(kept::keep);
        return Sids.distinct(kept.all);
    }

    private void keep(FormerWorkflow former) {
        var needed = WorkflowGrants.of(former.bound()).grants().stream()
                .filter(grant -> !grant.isCoveredBy(all))
                .map(grant -> kept(grant, former))
                .toList();
        if (PolicySize.hasRoom(Stream.concat(all.stream(), needed.stream()).toList())) {
            all.addAll(needed);
        }
    }

    /** Where releases are gradual, the alias may start the definition again after any time. */
    private static Grant kept(Grant grant, FormerWorkflow former) {
        var workflow = former.bound();
        var time = workflow.spec().permissionsKept();
        return time.isEmpty() || workflow.plan().config().releasesGradually()
                ? grant.kept()
                : grant.kept().until(former.replaced().at().plus(time.get()));
    }
}
