package stepfunction.packaging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.Findings;
import stepfunction.requirements.InvalidRequirementException;
import stepfunction.requirements.MarkerEnvironment;
import stepfunction.requirements.Requirement;
import stepfunction.requirements.RequirementsFile;
import stepfunction.requirements.RequirementsFile.RequiredPackage;

/** The packages that a requirements.txt asks for in Lambda: each once, with the version that a constraint sets. */
final class NeededPackages {

    private final MarkerEnvironment environment;
    private final Findings findings;
    private final Map<String, RequiredPackage> byName = new LinkedHashMap<>();

    private NeededPackages(MarkerEnvironment environment, Findings findings) {
        this.environment = environment;
        this.findings = findings;
    }

    /** @param findings take what contradicts itself */
    static List<RequiredPackage> of(RequirementsFile file, MarkerEnvironment environment, Findings findings) {
        var needed = new NeededPackages(environment, findings);
        file.packages().stream().filter(needed::applies).forEach(needed::add);
        file.constraints().stream().filter(needed::applies).forEach(needed::constrain);
        return List.copyOf(needed.byName.values());
    }

    private boolean applies(RequiredPackage each) {
        try {
            return each.requirement().appliesIn(environment);
        } catch (InvalidRequirementException e) {
            findings.error("%s: %s; correct the line".formatted(each.place(), e.getMessage()));
            return false;
        }
    }

    private void add(RequiredPackage added) {
        var name = added.requirement().name();
        var known = byName.get(name);
        if (known == null) {
            byName.put(name, added);
            return;
        }
        joined(known, added)
                .ifPresentOrElse(
                        joined -> byName.put(name, joined),
                        () -> findings.error("%s: %s contradicts %s of %s; remove one of them"
                                .formatted(
                                        added.place(),
                                        added.requirement().text(),
                                        known.requirement().text(),
                                        known.place())));
    }

    private void constrain(RequiredPackage constraint) {
        var known = byName.get(constraint.requirement().name());
        if (known == null) {
            return;
        }
        joined(known, constraint)
                .ifPresentOrElse(
                        joined -> byName.put(known.requirement().name(), joined),
                        () -> findings.error("%s: %s contradicts the constraint %s of %s; change one of them"
                                .formatted(
                                        known.place(),
                                        known.requirement().text(),
                                        constraint.requirement().text(),
                                        constraint.place())));
    }

    /** The requirement that meets both; empty if they contradict each other. */
    private static Optional<RequiredPackage> joined(RequiredPackage one, RequiredPackage other) {
        var first = one.requirement();
        var second = other.requirement();
        if (first.url().isPresent() && second.url().isPresent() && !first.url().equals(second.url())) {
            return Optional.empty();
        }
        var specifiers = new ArrayList<>(first.specifiers());
        second.specifiers().stream().filter(each -> !specifiers.contains(each)).forEach(specifiers::add);
        var extras = new HashSet<>(first.extras());
        extras.addAll(second.extras());
        var url = first.url().or(second::url);
        var joined =
                new Requirement(first.name(), extras, url.isPresent() ? List.of() : specifiers, url, Optional.empty());
        var hashes = one.hashes().isEmpty() ? other.hashes() : one.hashes();
        return joined.contradictsItself()
                ? Optional.empty()
                : Optional.of(new RequiredPackage(one.place(), joined, hashes));
    }
}
