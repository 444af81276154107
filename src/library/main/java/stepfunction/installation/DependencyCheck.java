package stepfunction.installation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import stepfunction.requirements.MarkerEnvironment;
import stepfunction.requirements.Requirement;

/** Whether a file with pinned requirements names everything that its packages need in Lambda; pip asks for this machine only. */
final class DependencyCheck {

    private final Map<String, Distribution> installed;
    private final Set<String> elsewhere;
    private final MarkerEnvironment environment;

    /** The extras of each package that something asks for, which are still to be looked at. */
    private final ArrayDeque<Requirement> open = new ArrayDeque<>();

    private final Map<String, Set<String>> seen = new HashMap<>();

    private DependencyCheck(List<Distribution> installed, Set<String> elsewhere, MarkerEnvironment environment) {
        this.installed =
                installed.stream().collect(Collectors.toMap(Distribution::name, each -> each, (one, other) -> one));
        this.elsewhere = elsewhere;
        this.environment = environment;
    }

    /**
     * Returns the missing packages.
     *
     * @param needer the package that needs it
     */
    record Missing(String needer, Requirement needed) {}

    /**
     * The requirements of the installed packages that no package meets.
     *
     * @param asked the packages of the file, with their extras
     * @param elsewhere the names of packages that the function has from elsewhere
     */
    static List<Missing> missing(
            List<Distribution> installed,
            List<Requirement> asked,
            Set<String> elsewhere,
            MarkerEnvironment environment) {
        var check = new DependencyCheck(installed, elsewhere, environment);
        check.open.addAll(asked);
        return check.missing();
    }

    private List<Missing> missing() {
        var missing = new ArrayList<Missing>();
        while (!open.isEmpty()) {
            var next = open.remove();
            var distribution = Optional.ofNullable(installed.get(next.name()));
            if (distribution.isPresent() && isNew(next)) {
                for (var needed : distribution.get().needs()) {
                    if (applies(needed, next.extras())) {
                        open.add(needed);
                        if (isMissing(needed)) {
                            missing.add(new Missing(next.name(), needed));
                        }
                    }
                }
            }
        }
        return missing;
    }

    private boolean isNew(Requirement requirement) {
        var known = seen.get(requirement.name());
        var extras = seen.computeIfAbsent(requirement.name(), first -> new HashSet<>());
        return extras.addAll(requirement.extras()) || known == null;
    }

    private boolean applies(Requirement needed, Set<String> extras) {
        return needed.appliesIn(environment)
                || extras.stream().anyMatch(extra -> needed.appliesIn(environment.withExtra(extra)));
    }

    private boolean isMissing(Requirement needed) {
        return !installed.containsKey(needed.name())
                && !elsewhere.contains(needed.name())
                && !LambdaPackages.satisfy(needed, environment);
    }
}
